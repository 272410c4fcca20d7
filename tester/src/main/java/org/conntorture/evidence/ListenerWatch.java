package org.conntorture.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.conntorture.kernel.CpuWait;
import org.conntorture.kernel.Deltas;
import org.conntorture.kernel.ListenerDetail;
import org.conntorture.kernel.NetFiles;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketOwners;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.SocketTable;

/** Follows the listening sockets of one target and the processes that hold them; on the watch's thread. */
final class ListenerWatch {
    /** A look is followed by this many times its own duration without one, so that it takes less than 2 % of a core. */
    private static final int REST_FACTOR = 60;

    private final HostView view;
    private final SocketOwners owners = new SocketOwners(ProcessState.PROC);
    private final Map<Long, Track> tracks = new LinkedHashMap<>();
    private final Map<Long, ProcessWatch> processes = new HashMap<>();
    private List<SocketRow> lastRows = List.of();
    private boolean ipv4Serves;
    private long restUntilNs = System.nanoTime();
    private long lastLookNs;
    private int samples;
    private int samplesWithout;
    private long lastSampleNs;
    private boolean limitsKnown = true;

    private static final class Track {
        private final SocketRow row;
        private final long firstNs;
        private long pid;
        private int samples;
        private int samplesFull;
        private int samplesEmpty;
        private long queuePeak;
        private OptionalLong limit = OptionalLong.empty();
        private OptionalLong drops = OptionalLong.empty();
        private OptionalLong dropsAtBegin = OptionalLong.empty();
        private long lastNs;

        Track(SocketRow row, long nowNs) {
            this.row = row;
            this.firstNs = nowNs;
        }

        void add(SocketRow now, long nowNs) {
            samples++;
            lastNs = nowNs;
            queuePeak = Math.max(queuePeak, now.rxQueue());
            if (now.rxQueue() == 0) {
                samplesEmpty++;
            }
            if (limit.isPresent() && now.rxQueue() >= limit.getAsLong()) {
                samplesFull++;
            }
        }
    }

    ListenerWatch(HostView view) {
        this.view = view;
    }

    /** Looks at the listeners, unless the last look cost too much to look again so soon; answers their rows. */
    List<SocketRow> sampleIfCheap() {
        long nowNs = System.nanoTime();
        if (nowNs - restUntilNs < 0) {
            return lastRows;
        }
        sample(nowNs);
        long endNs = System.nanoTime();
        // One look that took long was perhaps the scheduler's doing; two were not.
        restUntilNs = endNs + REST_FACTOR * Math.min(endNs - nowNs, lastLookNs);
        lastLookNs = endNs - nowNs;
        return lastRows;
    }

    /** Looks at the listeners; answers their rows. */
    List<SocketRow> sample(long nowNs) {
        if (view.server().isEmpty() || !SocketTable.isReadable(view.server().get())) {
            return List.of();
        }
        List<SocketRow> rows = rows(view.server().get());
        lastRows = rows;
        samples++;
        lastSampleNs = nowNs;
        if (rows.stream().noneMatch(this::isServing)) {
            samplesWithout++;
        }
        boolean fresh = rows.stream().anyMatch(row -> !tracks.containsKey(row.inode()));
        rows.forEach(row -> tracks.computeIfAbsent(row.inode(), inode -> new Track(row, nowNs))
                .add(row, nowNs));
        if (fresh) {
            findOwners();
            readDetails();
        }
        sampleProcesses(nowNs);
        return rows;
    }

    /** Where plain IPv4 serves, as it did when both were last looked at, IPv6 is left alone. */
    private List<SocketRow> rows(NetFiles net) {
        if (ipv4Serves) {
            List<SocketRow> rows = SocketTable.ipv4Listeners(net, view.port());
            if (rows.stream().anyMatch(this::isServing)) {
                return rows;
            }
        }
        List<SocketRow> rows = SocketTable.listeners(net, view.port());
        ipv4Serves = SocketTable.ipv4Listeners(net, view.port()).stream().anyMatch(this::isServing);
        return rows;
    }

    private boolean isServing(SocketRow row) {
        return view.isServedBy(row.local().getAddress());
    }

    private void findOwners() {
        Set<Long> unknown = tracks.entrySet().stream()
                .filter(entry -> entry.getValue().pid == 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        owners.pidsOf(unknown, pids()).forEach((inode, pid) -> tracks.get(inode).pid = pid);
    }

    /** Limits and drops, by ss: a child process, so at the ends of turns and for a new listener alone. */
    void readDetails() {
        if (view.server().isEmpty()) {
            return;
        }
        Optional<List<ListenerDetail>> details = ListenerDetail.read(view.port(), view.commandPrefix());
        limitsKnown &= details.isPresent();
        for (ListenerDetail detail : details.orElse(List.of())) {
            // One that is gone has left its address to another, perhaps.
            List<Track> same = tracks.values().stream()
                    .filter(track ->
                            track.lastNs == lastSampleNs && track.row.local().equals(detail.local()))
                    .toList();
            // Of several on one address (SO_REUSEPORT) ss does not say which is which.
            same.forEach(track -> track.limit = OptionalLong.of(detail.limit()));
            if (same.size() == 1) {
                Track track = same.get(0);
                track.drops = detail.drops();
                track.dropsAtBegin = track.dropsAtBegin.isPresent() ? track.dropsAtBegin : detail.drops();
            }
        }
    }

    /** Of those last seen that serve the target, the one with most waiting. */
    private Optional<SocketRow> fullest() {
        return lastRows.stream().filter(this::isServing).max(Comparator.comparingLong(SocketRow::rxQueue));
    }

    HostSample soFar(Deltas moved) {
        Optional<SocketRow> fullest = fullest();
        Optional<Track> peak = tracks.values().stream().max(Comparator.comparingLong(track -> track.queuePeak));
        return new HostSample(
                fullest.map(row -> OptionalLong.of(row.rxQueue())).orElse(OptionalLong.empty()),
                fullest.map(row -> tracks.get(row.inode()).limit).orElse(OptionalLong.empty()),
                peak.map(track -> OptionalLong.of(track.queuePeak)).orElse(OptionalLong.empty()),
                peak.map(track -> track.limit).orElse(OptionalLong.empty()),
                moved);
    }

    private void sampleProcesses(long nowNs) {
        for (long pid : pids()) {
            ProcessState.read(ProcessState.PROC, pid)
                    .ifPresent(state -> processes
                            .computeIfAbsent(pid, first -> new ProcessWatch())
                            .sample(state, CpuWait.read(ProcessState.PROC, pid), nowNs));
        }
    }

    /** Of the processes that listen. */
    List<Long> pids() {
        return tracks.values().stream()
                .map(track -> track.pid)
                .filter(pid -> pid != 0)
                .distinct()
                .toList();
    }

    void pause() {
        processes.values().forEach(ProcessWatch::pause);
    }

    boolean limitsKnown() {
        return limitsKnown;
    }

    int samples() {
        return samples;
    }

    int samplesWithout() {
        return samplesWithout;
    }

    List<ListenerTrack> tracks() {
        List<ListenerTrack> all = new ArrayList<>();
        tracks.forEach((inode, track) -> all.add(new ListenerTrack(
                track.row.local(),
                inode,
                track.samples,
                track.samplesFull,
                track.samplesEmpty,
                track.queuePeak,
                track.limit,
                track.drops.isPresent() && track.dropsAtBegin.isPresent()
                        ? OptionalLong.of(track.drops.getAsLong() - track.dropsAtBegin.getAsLong())
                        : OptionalLong.empty(),
                track.firstNs,
                track.lastNs,
                Optional.ofNullable(processes.get(track.pid)).map(ProcessWatch::track))));
        return all;
    }
}
