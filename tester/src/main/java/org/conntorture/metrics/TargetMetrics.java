package org.conntorture.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Latency;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Target;
import org.conntorture.result.FailureCount;
import org.conntorture.result.HostProgress;
import org.conntorture.result.TurnProgress;

/**
 * What is measured of one target so far. Its labels are of fixed sets, so that no failure can make many series: errno, ports
 * and addresses are in none. On the run's thread.
 */
final class TargetMetrics {
    /** More than there are counters that tell of failures; what a strange kernel has beyond is one series. */
    private static final int MOST_COUNTERS = 64;

    /** What a target is doing. */
    enum State {
        WAITING,
        READY,
        LOADED,
        /** Skipped, not ready or dead. */
        GONE;

        private String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Labels labels;
    private final Map<FailureKind, Map<Phase, Long>> failures = UsualFailures.noneYet();
    private final Map<Latency, LatencyBuckets> latencies = new EnumMap<>(Latency.class);
    private final Map<Phase, LatencyBuckets> failedLatencies = new EnumMap<>(Phase.class);
    private final Map<String, Long> counters = new TreeMap<>();
    private State state = State.WAITING;
    private HostProgress host = HostProgress.UNKNOWN;
    private long otherCounters;
    private long attempts;
    private long judgedFailures;
    private long testerFailures;
    private long disturbances;
    private long troubles;
    private long hiccups;
    private long longestStallNs;

    /** @param known kernel counters, which have not moved yet */
    TargetMetrics(Target target, Set<String> known) {
        labels = Labels.of("target", target.name(), "role", target.role().id());
        known.stream().limit(MOST_COUNTERS).forEach(counter -> counters.put(counter, 0L));
    }

    /** What is gone stays so, even though its turn has yet to end. */
    void is(State now) {
        state = state == State.GONE ? state : now;
    }

    void inTrouble() {
        troubles++;
    }

    void add(TurnProgress progress) {
        attempts = progress.attempts();
        judgedFailures = progress.judgedFailures();
        testerFailures = progress.testerFailures();
        disturbances += progress.block().disturbances();
        hiccups += progress.block().hiccups().size();
        host = progress.host();
        longestStallNs = Math.max(longestStallNs, host.longestStallNs());
        for (FailureCount failure : progress.block().failures()) {
            failures.computeIfAbsent(failure.kind(), kind -> new EnumMap<>(Phase.class))
                    .merge(failure.phase(), failure.count(), Long::sum);
        }
        for (Latency latency : Latency.values()) {
            add(latencies, latency, progress.ended().get(latency.id()));
        }
        for (Phase phase : Phase.values()) {
            add(failedLatencies, phase, progress.ended().get(phase.failedId()));
        }
        addCounters();
    }

    private static <K> void add(Map<K, LatencyBuckets> sums, K of, Histogram ended) {
        if (ended != null) {
            sums.computeIfAbsent(of, first -> new LatencyBuckets()).add(ended);
        }
    }

    private void addCounters() {
        long others = 0;
        for (Map.Entry<String, Long> moved : new TreeMap<>(host.moved()).entrySet()) {
            if (counters.containsKey(moved.getKey()) || counters.size() < MOST_COUNTERS) {
                counters.merge(moved.getKey(), moved.getValue(), Math::max);
            } else {
                others += moved.getValue();
            }
        }
        otherCounters = Math.max(otherCounters, others);
    }

    void show(MetricPicture picture) {
        for (State one : State.values()) {
            picture.gauge(MetricFamily.TARGET_STATE, labels.add("state", one.id()), one == state ? 1 : 0);
        }
        picture.count(MetricFamily.TROUBLES, labels, troubles);
        long succeeded = attempts - judgedFailures - testerFailures;
        picture.count(MetricFamily.ATTEMPTS, labels.add("outcome", "succeeded"), succeeded);
        picture.count(MetricFamily.ATTEMPTS, labels.add("outcome", "failed"), judgedFailures);
        picture.count(MetricFamily.ATTEMPTS, labels.add("outcome", "tester-failed"), testerFailures);
        failures.forEach((kind, phases) ->
                phases.forEach((phase, count) -> picture.count(MetricFamily.FAILURES, failure(kind, phase), count)));
        latencies.forEach((latency, sums) -> picture.latency(MetricFamily.of(latency), labels, sums));
        failedLatencies.forEach(
                (phase, latency) -> picture.latency(MetricFamily.FAILED, labels.add("phase", phase.id()), latency));
        showHost(picture);
    }

    private Labels failure(FailureKind kind, Phase phase) {
        return labels.merge(Labels.of(
                "kind", kind.id(), "phase", phase.id(), "blame", kind.blame().name()));
    }

    private void showHost(MetricPicture picture) {
        if (state == State.LOADED) {
            // Nobody looks between turns.
            show(picture, MetricFamily.ACCEPT_QUEUE, host.acceptQueue());
            show(picture, MetricFamily.ACCEPT_QUEUE_LIMIT, host.acceptQueueLimit());
        }
        show(picture, MetricFamily.ACCEPT_QUEUE_PEAK, host.acceptQueuePeak());
        counters.forEach(
                (name, moved) -> picture.count(MetricFamily.KERNEL_EVENTS, labels.add("counter", name), moved));
        if (otherCounters > 0) {
            picture.count(MetricFamily.KERNEL_EVENTS, labels.add("counter", "other"), otherCounters);
        }
        picture.count(MetricFamily.DISTURBANCES, labels, disturbances);
        picture.gauge(MetricFamily.DISTURBED, labels, host.disturbance().isPresent() ? 1 : 0);
        picture.count(MetricFamily.HICCUPS, labels, hiccups);
        picture.gauge(MetricFamily.LONGEST_STALL, labels, longestStallNs / 1e9);
    }

    /** What is not known is absent, not 0. */
    private void show(MetricPicture picture, MetricFamily family, OptionalLong value) {
        value.ifPresent(known -> picture.gauge(family, labels, known));
    }
}
