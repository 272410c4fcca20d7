package org.conntorture.evidence;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketOwners;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.SocketTable;
import org.conntorture.kernel.TcpState;

/** Counts the target's accepted sockets in CLOSE_WAIT, which no load explains while none is on; between turns. */
final class LeakWatch {
    private static final int MOST_PORTS = 2_000;

    private final HostView view;
    private final SocketOwners owners = new SocketOwners(ProcessState.PROC);
    private int before = -1;
    private Set<Long> suspected = Set.of();
    private LeakEvidence evidence = LeakEvidence.NONE;

    LeakWatch(HostView view) {
        this.view = view;
    }

    void begin() {
        if (before < 0) {
            before = leaked().size();
        }
    }

    /** The pause after a turn is over. */
    void suspect() {
        suspected = leaked().stream().map(SocketRow::inode).collect(Collectors.toSet());
    }

    boolean isSuspected() {
        return suspected.size() > Math.max(0, before);
    }

    /** At the end of the run: what is still there of what was there after the target's last turn. */
    void confirm(Collection<Long> likelyPids) {
        List<SocketRow> leaked =
                leaked().stream().filter(row -> suspected.contains(row.inode())).toList();
        Set<Long> inodes = leaked.stream().map(SocketRow::inode).collect(Collectors.toSet());
        Map<String, Integer> holders = new TreeMap<>();
        owners.pidsOf(inodes, likelyPids)
                .values()
                .forEach(pid -> ProcessState.read(ProcessState.PROC, pid)
                        .ifPresent(process -> holders.merge(
                                ProcessTrack.text(pid, process.name(), process.commandLine()), 1, Integer::sum)));
        evidence = new LeakEvidence(
                Math.max(0, before),
                leaked.size(),
                leaked.stream().mapToLong(SocketRow::unreadBytes).sum(),
                leaked.stream()
                        .map(row -> row.remote().getPort())
                        .sorted()
                        .limit(MOST_PORTS)
                        .toList(),
                holders);
    }

    private List<SocketRow> leaked() {
        return view.server()
                .map(net -> SocketTable.connections(net, view.port()).stream()
                        .filter(row -> row.local().getPort() == view.port()
                                && row.state() == TcpState.CLOSE_WAIT
                                && row.inode() != 0)
                        .toList())
                .orElse(List.of());
    }

    LeakEvidence evidence() {
        return evidence;
    }
}
