package org.conntorture.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
        Map<String, Long> tcp = gauges(net.directory().resolve("sockstat"), "TCP:");
        Path file6 = net.directory().resolve("sockstat6");
        Map<String, Long> tcp6 = Files.exists(file6) ? gauges(file6, "TCP6:") : Map.of("inuse", 0L);
        boolean areBothKnown = tcp.containsKey("inuse") && tcp6.containsKey("inuse");
        return new SocketStat(
                areBothKnown ? OptionalLong.of(tcp.get("inuse") + tcp6.get("inuse")) : OptionalLong.empty(),
                known(tcp.get("orphan")),
                known(tcp.get("tw")),
                known(tcp.get("mem")));
    }

    /** Of a line as {@code TCP: inuse 5 orphan 0 tw 297 alloc 5 mem 4}; none of one that is not as a whole so. */
    private static Map<String, Long> gauges(Path file, String protocol) {
        Map<String, Long> gauges = new HashMap<>();
        for (String line : KernelText.lines(file)) {
            String[] columns = KernelText.columns(line);
            for (int i = 1; columns[0].equals(protocol) && i < columns.length; i += 2) {
                OptionalLong number = i + 1 < columns.length ? Digits.decimal(columns[i + 1]) : OptionalLong.empty();
                if (number.isEmpty() || !columns[i].matches("[a-z]+")) {
                    return Map.of();
                }
                gauges.put(columns[i], number.getAsLong());
            }
        }
        return gauges;
    }

    private static OptionalLong known(Long number) {
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
