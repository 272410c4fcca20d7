package org.conntorture.evidence;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.conntorture.kernel.LocalAddresses;
import org.conntorture.kernel.NetFiles;
import org.conntorture.kernel.ProcessStat;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketTable;

/**
 * The other network namespaces of this host, as containers have them. Which namespace a process is in only its own user may
 * see, and root. Used once for each target, before the load.
 */
public final class Containers {
    public static final Containers OF_HOST = new Containers(ProcessState.PROC);

    private final Path proc;

    Containers(Path proc) {
        this.proc = proc;
    }

    /**
     * The oldest process of a namespace that has the address and in which something listens on the port: two namespaces may
     * have the same address, but seldom the same server as well. Empty where none is seen.
     */
    public OptionalLong pidAt(InetSocketAddress address) {
        Set<String> seen = new HashSet<>();
        seen.add(namespaceOf("self"));
        List<ProcessStat> byAge = ProcessStat.all(proc).orElse(List.of()).stream()
                .filter(process -> !process.isDead())
                .sorted(Comparator.comparingLong(ProcessStat::startTicks).thenComparingLong(ProcessStat::pid))
                .toList();
        for (ProcessStat process : byAge) {
            String namespace = namespaceOf(Long.toString(process.pid()));
            if (!namespace.isEmpty() && seen.add(namespace) && serves(process.pid(), address)) {
                return OptionalLong.of(process.pid());
            }
        }
        return OptionalLong.empty();
    }

    private boolean serves(long pid, InetSocketAddress address) {
        NetFiles net = new NetFiles(proc.resolve(pid + "/net"));
        return LocalAddresses.have(net, address.getAddress())
                && !SocketTable.listeners(net, address.getPort()).isEmpty();
    }

    /** Empty where it is gone or may not be looked at. */
    private String namespaceOf(String process) {
        try {
            return Files.readSymbolicLink(proc.resolve(process + "/ns/net")).toString();
        } catch (IOException goneOrAnotherUsers) {
            return "";
        }
    }
}
