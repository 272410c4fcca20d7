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
import org.conntorture.evidence.ClientEvidence;
import org.conntorture.evidence.CounterEvidence;
import org.conntorture.evidence.ProbeResult;
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
        if (host == null && (evidence.host().isPresent() || evidence.unix().isPresent())) {
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
                evidence.client().sightings().stream()
                        .map(one -> placed(one, timing))
                        .toList());
        addUpTo(MOST_PROBES, probes, evidence.client().probes());
        unknown.addAll(evidence.client().unknown());
        CounterEvidence counters = evidence.kernel().counters();
        // Shards in one network namespace share its counters, so that one of them has counted for all.
        if (network.isEmpty() || networks.add(network)) {
            addUp(clients, counters.client());
            addUp(clientsQuiet, counters.after().moved());
        }
        quietNs = Math.min(quietNs, counters.after().ns());
        loadNs = Math.max(loadNs, counters.loadNs());
        OptionalLong throttled = evidence.client().throttledNs();
        if (throttled.orElse(0) >= throttledNs.orElse(0)) {
            throttledNs = throttled;
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
        return new TargetEvidence(
                first.address(),
                new AttemptEvidence(List.copyOf(failures), List.copyOf(slow), slowAttempts),
                client(server),
                server.kernel().with(counters()),
                server.host().map(seen -> seen.shifted(hostShiftNs)),
                server.proxy(),
                server.unix());
    }

    private ClientEvidence client(TargetEvidence server) {
        Map<String, String> settings = new LinkedHashMap<>(server.client().settings());
        settings.putAll(first.client().settings());
        return new ClientEvidence(
                List.copyOf(sightings),
                List.copyOf(probes),
                throttledNs,
                first.client().neighbourUnresolved(),
                settings,
                watched ? server.client().unknown() : List.copyOf(unknown));
    }

    /** Shards on the server's host share its counters, so that one of them has counted for all. */
    private CounterEvidence counters() {
        if (host != null && !watched && host.host().isPresent()) {
            return host.kernel().counters();
        }
        Deltas client = new Deltas(clients);
        if (watched) {
            CounterEvidence there = host.kernel().counters();
            return new CounterEvidence(
                    client, there.server(), false, there.loadNs(), BackgroundNoise.NONE, there.after());
        }
        return new CounterEvidence(
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
                failure.status(),
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
}
