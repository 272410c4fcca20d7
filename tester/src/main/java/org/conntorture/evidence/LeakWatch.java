package org.conntorture.evidence;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketOwners;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.SocketTable;
import org.conntorture.kernel.TcpState;

/** Counts the target's accepted sockets in CLOSE_WAIT, which no load explains while none is on; between turns. */
final class LeakWatch {
    private static final int MOST_PORTS = 2_000;
    private static final int MOST_SUSPECTED = 100_000;

    private final HostView view;
    private final SocketOwners owners = new SocketOwners(ProcessState.PROC);
    /** Sockets that stood there before the first turn or after any, by inode, with the client's port. */
    private final Map<Long, Integer> suspected = new HashMap<>();

    private int before = -1;
    private int standing = Integer.MAX_VALUE;
    private LeakEvidence evidence = LeakEvidence.NONE;

    LeakWatch(HostView view) {
        this.view = view;
    }

    void begin() {
        if (before < 0) {
            before = suspect();
        }
    }

    /** The pause after a turn is over; answers how many stand there. */
    int suspect() {
        List<SocketRow> leaked = inCloseWait(rows());
        for (SocketRow row : leaked) {
            if (suspected.size() < MOST_SUSPECTED) {
                suspected.put(row.inode(), row.remote().getPort());
            }
        }
        return leaked.size();
    }

    /** Whether more stand there than before the run and, when asked again, fewer than when last asked. */
    boolean isShrinking() {
        int last = standing;
        standing = inCloseWait(rows()).size();
        return standing > Math.max(0, before) && standing < last;
    }

    /**
     * At the end of the run: what still stands there of what was there after any turn, and what was reset meanwhile with
     * its descriptor still open, which is all that is left of a leaked socket once a new SYN has met it.
     *
     * @param sighted sockets of the server whose clients waited in vain
     */
    void confirm(Collection<Long> likelyPids, Collection<SocketRow> sighted) {
        List<SocketRow> rows = rows();
        Map<Long, Integer> candidates = new HashMap<>(suspected);
        sighted.stream()
                .filter(row -> row.inode() != 0)
                .forEach(row -> candidates.putIfAbsent(row.inode(), row.remote().getPort()));
        List<SocketRow> leaked = inCloseWait(rows).stream()
                .filter(row -> suspected.containsKey(row.inode()))
                .toList();
        rows.forEach(row -> candidates.remove(row.inode()));
        Map<Long, Long> resetBy = owners.pidsOf(candidates.keySet(), likelyPids);
        evidence = new LeakEvidence(
                Math.max(0, before),
                leaked.size(),
                resetBy.size(),
                (int) leaked.stream().filter(row -> row.unreadBytes() > 0).count(),
                leaked.stream().mapToLong(SocketRow::unreadBytes).sum(),
                ports(leaked, resetBy.keySet(), candidates),
                holders(leaked, resetBy, likelyPids));
    }

    private static List<Integer> ports(List<SocketRow> leaked, Set<Long> reset, Map<Long, Integer> portOfInode) {
        return Stream.concat(
                        leaked.stream().map(row -> row.remote().getPort()),
                        reset.stream().map(portOfInode::get))
                .sorted()
                .limit(MOST_PORTS)
                .toList();
    }

    private Map<String, Integer> holders(List<SocketRow> leaked, Map<Long, Long> resetBy, Collection<Long> likelyPids) {
        Set<Long> inodes = new HashSet<>();
        leaked.forEach(row -> inodes.add(row.inode()));
        Map<String, Integer> holders = new TreeMap<>();
        Stream.concat(owners.pidsOf(inodes, likelyPids).values().stream(), resetBy.values().stream())
                .forEach(pid -> ProcessState.read(ProcessState.PROC, pid)
                        .ifPresent(process -> holders.merge(
                                ProcessTrack.text(pid, process.name(), process.commandLine()), 1, Integer::sum)));
        return holders;
    }

    /** All of the server's side. */
    private List<SocketRow> rows() {
        return view.server()
                .map(net -> SocketTable.connections(net, view.port()).stream()
                        .filter(row -> row.local().getPort() == view.port()
                                && view.isServedBy(row.local().getAddress()))
                        .toList())
                .orElse(List.of());
    }

    private static List<SocketRow> inCloseWait(List<SocketRow> rows) {
        return rows.stream()
                .filter(row -> row.state() == TcpState.CLOSE_WAIT && row.inode() != 0)
                .toList();
    }

    LeakEvidence evidence() {
        return evidence;
    }
}
