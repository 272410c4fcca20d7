package org.conntorture.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.conntorture.evidence.AttemptEvidence;
import org.conntorture.evidence.BackgroundNoise;
import org.conntorture.evidence.CounterEvidence;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.evidence.ProbeResult;
import org.conntorture.evidence.ProcessTrack;
import org.conntorture.evidence.Sighting;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.kernel.Deltas;
import org.conntorture.record.FailureRecord;
import org.conntorture.record.SlowRecord;

/**
 * What the hosts of all shards say of one target, added up, and the server's own host where somebody watched there. Times
 * and numbers of attempts become those of the merged run. Owned by one thread.
 */
final class MergedEvidence {
    private static final int MOST_SIGHTINGS = 500;
    private static final int MOST_PROBES = 10;

    private final List<FailureRecord> failures = new ArrayList<>();
    private final List<SlowRecord> slow = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<ProbeResult> probes = new ArrayList<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Map<String, Long> clients = new TreeMap<>();
    private final Map<String, Long> clientsQuiet = new TreeMap<>();
    private long quietNs = Long.MAX_VALUE;
    private long loadNs;
    private long slowAttempts;
    private OptionalLong throttledNs = OptionalLong.empty();
    private TargetEvidence first;
    /** Who sees the server's host, and what makes its times those of the merged run. */
    private TargetEvidence host;

    private long hostShiftNs;
    private int hostShard;
    private boolean watched;
    private final Set<String> networks = new HashSet<>();

    /** Of one shard, in their order. */
    void add(TargetEvidence evidence, Timing timing, String network) {
        if (first == null) {
            first = evidence;
        }
        if (host == null && (evidence.local() || evidence.unix().isPresent())) {
            host = evidence;
            hostShard = timing.shard().index();
            hostShiftNs = timing.shiftNs();
        }
        evidence.attempts().failures().forEach(failure -> failures.add(placed(failure, timing)));
        evidence.attempts().slow().forEach(attempt -> slow.add(placed(attempt, timing)));
        keepEarliest(failures, FailureRecord::startNs);
        keepEarliest(slow, SlowRecord::startNs);
        slowAttempts += evidence.attempts().slowAttempts();
        addUpTo(
                MOST_SIGHTINGS,
                sightings,
                evidence.sightings().stream().map(one -> placed(one, timing)).toList());
        addUpTo(MOST_PROBES, probes, evidence.probes());
        unknown.addAll(evidence.unknown());
        // Shards in one network namespace share its counters, so that one of them has counted for all.
        if (network.isEmpty() || networks.add(network)) {
            addUp(clients, evidence.counters().client());
            addUp(clientsQuiet, evidence.counters().after().moved());
        }
        quietNs = Math.min(quietNs, evidence.counters().after().ns());
        loadNs = Math.max(loadNs, evidence.counters().loadNs());
        if (evidence.throttledNs().orElse(0) >= throttledNs.orElse(0)) {
            throttledNs = evidence.throttledNs();
        }
    }

    /**
     * Once all are there: what one of them saw of the server's host stands for all where it was there during the loads of
     * all, else for none.
     *
     * @param spans of the loads of all shards, in their order by index
     */
    void settleHost(Map<Integer, Span> spans) {
        if (host != null && !spans.values().stream().allMatch(spans.get(hostShard)::covers)) {
            host = null;
            unknown.add("the server's host, as the shards on it were not there at the same time");
        }
    }

    boolean isWatched() {
        return watched;
    }

    /** Of a watch on the server's own host, after all shards. */
    void addWatch(TargetEvidence evidence, Timing timing) {
        host = evidence;
        hostShiftNs = timing.shiftNs();
        watched = true;
    }

    private static void addUp(Map<String, Long> sums, Deltas more) {
        more.values().forEach((name, value) -> sums.merge(name, value, Long::sum));
    }

    private static <T> void addUpTo(int most, List<T> all, Collection<T> more) {
        more.stream().limit(Math.max(0, most - all.size())).forEach(all::add);
    }

    /** Twice as many at most, so that a thousand shards that all fail fit into memory. */
    private static <T> void keepEarliest(List<T> all, ToLongFunction<T> startNs) {
        if (all.size() > 2 * AttemptEvidence.MOST_KEPT) {
            sortAndCut(all, startNs);
        }
    }

    private static <T> void sortAndCut(List<T> all, ToLongFunction<T> startNs) {
        all.sort(Comparator.comparingLong(startNs));
        all.subList(Math.min(all.size(), AttemptEvidence.MOST_KEPT), all.size()).clear();
    }

    TargetEvidence evidence() {
        sortAndCut(failures, FailureRecord::startNs);
        sortAndCut(slow, SlowRecord::startNs);
        TargetEvidence server = host == null ? first.withoutHost() : host;
        Map<String, String> settings = new LinkedHashMap<>(server.settings());
        settings.putAll(first.settings());
        return new TargetEvidence(
                first.address(),
                server.local(),
                new AttemptEvidence(List.copyOf(failures), List.copyOf(slow), slowAttempts),
                counters(),
                server.listeners().stream().map(this::placed).toList(),
                server.listenerSamples(),
                server.samplesWithoutListener(),
                List.copyOf(sightings),
                server.leak(),
                server.behind(),
                server.proxyLog(),
                throttledNs,
                server.conntrackPeak(),
                server.conntrackMax(),
                first.neighbourUnresolved(),
                server.traced(),
                List.copyOf(probes),
                settings,
                watched ? server.unknown() : List.copyOf(unknown),
                server.unix());
    }

    /** Shards on the server's host share its counters, so that one of them has counted for all. */
    private CounterEvidence counters() {
        if (host != null && !watched && host.local()) {
            return host.counters();
        }
        Deltas client = new Deltas(clients);
        return watched
                ? new CounterEvidence(
                        client,
                        host.counters().server(),
                        false,
                        host.counters().loadNs(),
                        BackgroundNoise.NONE,
                        host.counters().after())
                : new CounterEvidence(
                        client,
                        Deltas.UNKNOWN,
                        false,
                        loadNs,
                        BackgroundNoise.NONE,
                        new BackgroundNoise(new Deltas(clientsQuiet), quietNs));
    }

    private static FailureRecord placed(FailureRecord failure, Timing timing) {
        return new FailureRecord(
                timing.number(failure.attempt()),
                failure.kind(),
                failure.phase(),
                failure.errno(),
                failure.startNs() + timing.shiftNs(),
                failure.endNs() + timing.shiftNs(),
                failure.source(),
                failure.retransmits(),
                failure.replies(),
                failure.detail());
    }

    private static SlowRecord placed(SlowRecord slow, Timing timing) {
        return new SlowRecord(
                timing.number(slow.attempt()),
                slow.startNs() + timing.shiftNs(),
                slow.connectNs(),
                slow.readNs(),
                slow.source(),
                slow.retransmits());
    }

    private static Sighting placed(Sighting sighting, Timing timing) {
        return new Sighting(
                timing.number(sighting.attempt()),
                sighting.phase(),
                sighting.source(),
                sighting.client(),
                sighting.server(),
                sighting.owner());
    }

    private ListenerTrack placed(ListenerTrack track) {
        return new ListenerTrack(
                track.local(),
                track.inode(),
                track.samples(),
                track.samplesFull(),
                track.samplesEmpty(),
                track.queuePeak(),
                track.limit(),
                track.drops(),
                track.firstNs() + hostShiftNs,
                track.lastNs() + hostShiftNs,
                track.owner().map(this::placed));
    }

    private ProcessTrack placed(ProcessTrack process) {
        return new ProcessTrack(
                process.pid(),
                process.name(),
                process.commandLine(),
                process.states(),
                process.busiest(),
                process.stops().stream()
                        .map(stop -> new ProcessTrack.Stop(stop.fromNs() + hostShiftNs, stop.toNs() + hostShiftNs))
                        .toList(),
                process.descriptorsPeak(),
                process.descriptorLimit());
    }
}
