package org.conntorture.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Gauges of sockstat, and of sockstat6 where the kernel has IPv6.
 *
 * @param tcpInUse sockets but TIME_WAIT, of IPv4 and IPv6
 * @param orphans closed by their processes and not by the peer
 * @param memoryPages of all namespaces together
 */
public record SocketStat(OptionalLong tcpInUse, OptionalLong orphans, OptionalLong timeWait, OptionalLong memoryPages) {
    public static SocketStat read(NetFiles net) {
        Path file = net.directory().resolve("sockstat");
        Path file6 = net.directory().resolve("sockstat6");
        OptionalLong inUse = gauge(file, "TCP:", "inuse");
        if (inUse.isPresent() && Files.exists(file6)) {
            OptionalLong inUse6 = gauge(file6, "TCP6:", "inuse");
            inUse = inUse6.isPresent() ? OptionalLong.of(inUse.getAsLong() + inUse6.getAsLong()) : inUse6;
        }
        return new SocketStat(
                inUse, gauge(file, "TCP:", "orphan"), gauge(file, "TCP:", "tw"), gauge(file, "TCP:", "mem"));
    }

    /** Lines are {@code TCP: inuse 5 orphan 0 tw 297 alloc 5 mem 4}. */
    private static OptionalLong gauge(Path file, String protocol, String name) {
        for (String line : KernelText.lines(file)) {
            String[] columns = KernelText.columns(line);
            for (int i = 1; columns[0].equals(protocol) && i + 1 < columns.length; i += 2) {
                if (columns[i].equals(name)) {
                    return Digits.decimal(columns[i + 1]);
                }
            }
        }
        return OptionalLong.empty();
    }
}
