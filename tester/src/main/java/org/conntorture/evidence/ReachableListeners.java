package org.conntorture.evidence;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.conntorture.kernel.NetFiles;
import org.conntorture.kernel.ProcessStat;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketOwners;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.SocketTable;
import org.conntorture.text.Addresses;

/**
 * What listens on this host where other hosts can reach it, for a watch that was not told what to look at.
 *
 * @param names of the processes that listen, by their addresses; empty where it may not be looked at
 */
public record ReachableListeners(Map<InetSocketAddress, String> names) {
    private static final SocketOwners OWNERS = new SocketOwners(ProcessState.PROC);

    /** @param pid whose sockets alone, or whose namespace where it listens on none, are meant; empty for the tester's */
    public static ReachableListeners of(OptionalLong pid) {
        NetFiles net = pid.isPresent() ? NetFiles.ofProcess(pid.getAsLong()) : NetFiles.OF_TESTER;
        Set<Long> own = pid.isPresent() ? OWNERS.socketsOf(pid.getAsLong()).orElse(Set.of()) : Set.of();
        return named(meant(SocketTable.listeners(net), own));
    }

    /** Who names a process that listens on loopback alone means that. @param own sockets of the process, by inode */
    static List<SocketRow> meant(List<SocketRow> listeners, Set<Long> own) {
        List<SocketRow> ofProcess =
                listeners.stream().filter(row -> own.contains(row.inode())).toList();
        List<SocketRow> reachable = (ofProcess.isEmpty() ? listeners : ofProcess)
                .stream()
                        .filter(row -> !row.local().getAddress().isLoopbackAddress())
                        .toList();
        return reachable.isEmpty() ? ofProcess : reachable;
    }

    private static ReachableListeners named(List<SocketRow> rows) {
        Map<Long, Long> pids =
                OWNERS.pidsOf(rows.stream().map(SocketRow::inode).collect(Collectors.toSet()), List.of());
        // The wildcards of IPv4 and IPv6 on one port are one server's.
        Map<Integer, Map<InetSocketAddress, String>> byPort = new TreeMap<>();
        for (SocketRow row : rows) {
            Long pid = pids.get(row.inode());
            String name = pid == null
                    ? ""
                    : ProcessStat.read(ProcessState.PROC, pid)
                            .map(ProcessStat::name)
                            .orElse("");
            Map<InetSocketAddress, String> same =
                    byPort.computeIfAbsent(row.local().getPort(), port -> new LinkedHashMap<>());
            boolean every = row.local().getAddress().isAnyLocalAddress();
            if (!every
                    || same.keySet().stream().noneMatch(one -> one.getAddress().isAnyLocalAddress())) {
                same.put(row.local(), name);
            }
        }
        Map<InetSocketAddress, String> names = new LinkedHashMap<>();
        byPort.values().forEach(names::putAll);
        return new ReachableListeners(names);
    }

    /** @throws IllegalArgumentException with a sentence where there is none, or more than one */
    public InetSocketAddress only() {
        if (names.size() == 1) {
            return names.keySet().iterator().next();
        }
        throw new IllegalArgumentException(
                names.isEmpty()
                        ? "nothing listens here where other hosts reach it: give the ADDRESS that the server listens on"
                        : "several listen here, give the ADDRESS of one: "
                                + names.entrySet().stream()
                                        .map(entry -> Addresses.of(entry.getKey()) + " "
                                                + (entry.getValue().isEmpty() ? "" : "(" + entry.getValue() + ")"))
                                        .map(String::strip)
                                        .collect(Collectors.joining(", ")));
    }
}
