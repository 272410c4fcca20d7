package org.conntorture.evidence;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketOwners;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.SocketTable;
import org.conntorture.record.OverdueRecord;

/** Looks both ends of overdue attempts up in the socket table; on the watch's thread, as seldom as its cost demands. */
final class SocketLookup {
    /** Looked up one by one; further ones of the same kind say nothing new. */
    static final int MOST_SIGHTINGS = 500;
    /** A lookup is followed by this many times its own duration without one. */
    private static final int REST_FACTOR = 30;

    private final HostView view;
    private final SocketOwners owners = new SocketOwners(ProcessState.PROC);
    private final List<OverdueRecord> waiting = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final Map<Long, Long> ownerOfInode = new HashMap<>();
    private long restUntilNs = System.nanoTime();

    SocketLookup(HostView view) {
        this.view = view;
    }

    void add(OverdueRecord overdue) {
        if (overdue.source() != null && sightings.size() + waiting.size() < MOST_SIGHTINGS) {
            waiting.add(overdue);
        }
    }

    /** Looks up what waits, unless the last lookup was too short a while ago. @param likelyPids of the server */
    void run(Collection<Long> likelyPids) {
        if (System.nanoTime() - restUntilNs >= 0) {
            finish(likelyPids);
        }
    }

    /** Looks up what waits, whatever that costs: once the load of a turn is over. */
    void finish(Collection<Long> likelyPids) {
        if (waiting.isEmpty()) {
            return;
        }
        long nowNs = System.nanoTime();
        Map<InetSocketAddress, SocketRow> clients = new HashMap<>();
        Map<InetSocketAddress, SocketRow> servers = new HashMap<>();
        for (SocketRow row : rows()) {
            if (row.remote().getPort() == view.port()
                    && view.isReachedBy(row.remote().getAddress())) {
                clients.put(row.local(), row);
            }
            if (row.local().getPort() == view.port()
                    && view.isServedBy(row.local().getAddress())) {
                servers.put(row.remote(), row);
            }
        }
        findOwners(servers, likelyPids);
        for (OverdueRecord overdue : waiting) {
            Optional<SocketRow> client = Optional.ofNullable(clients.get(overdue.source()));
            Optional<SocketRow> server = Optional.ofNullable(servers.get(overdue.source()));
            // Neither end there: it ended meanwhile, and nothing was seen.
            if (client.isPresent() || server.isPresent()) {
                sightings.add(new Sighting(
                        overdue.attempt(),
                        overdue.phase(),
                        overdue.source(),
                        client,
                        server,
                        server.map(row -> ownerOfInode.get(row.inode()))
                                .flatMap(pid -> ProcessState.read(ProcessState.PROC, pid))));
            }
        }
        waiting.clear();
        long endNs = System.nanoTime();
        restUntilNs = endNs + REST_FACTOR * (endNs - nowNs);
    }

    private List<SocketRow> rows() {
        List<SocketRow> rows = new ArrayList<>(SocketTable.connections(view.client(), view.port()));
        if (!view.shared()) {
            view.server().ifPresent(net -> rows.addAll(SocketTable.connections(net, view.port())));
        }
        return rows;
    }

    private void findOwners(Map<InetSocketAddress, SocketRow> servers, Collection<Long> likelyPids) {
        Set<Long> inodes = new HashSet<>();
        for (OverdueRecord overdue : waiting) {
            SocketRow row = servers.get(overdue.source());
            if (row != null && row.inode() != 0 && !ownerOfInode.containsKey(row.inode())) {
                inodes.add(row.inode());
            }
        }
        if (!inodes.isEmpty()) {
            ownerOfInode.putAll(owners.pidsOf(inodes, likelyPids));
        }
    }

    List<Sighting> sightings() {
        return List.copyOf(sightings);
    }
}
