package org.conntorture.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;
import org.conntorture.outcome.Blame;
import org.conntorture.plan.Target;
import org.conntorture.record.FailureRecord;
import org.conntorture.record.FailureTally;
import org.conntorture.record.IntervalSnapshot;

/** Adds up what is measured of one target while the run goes; on the run's thread. */
public final class TargetTotals {
    private final Target target;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, Histogram> total = new LinkedHashMap<>();
    /** The same between turns, in a tenth of the memory: a run may have a thousand targets. */
    private final Map<String, Histogram> packed = new LinkedHashMap<>();

    private Map<String, LatencySummary> packedSummaries = Map.of();
    private Map<String, Histogram> ofTurn = new LinkedHashMap<>();
    private TargetMeasurement.Status status = TargetMeasurement.Status.RAN;
    private String reason;
    private boolean alive = true;
    private String address;
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private long attempts;
    private long judgedFailures;
    private long testerFailures;
    private long replies;
    private long unfinished;
    private long loadedNs;
    private long firstFailureNs;
    private FailureRecord firstFailure;

    public TargetTotals(Target target) {
        this.target = target;
    }

    private static void add(Map<String, Histogram> merged, String phase, Histogram histogram) {
        if (histogram.getTotalCount() > 0) {
            merged.computeIfAbsent(phase, name -> IntervalLatencies.emptyLike(histogram))
                    .add(histogram);
        }
    }

    /** Counts of the failures in {@code snapshots}, by what failed. */
    public static List<FailureCount> failures(List<IntervalSnapshot> snapshots) {
        Map<String, FailureCount> counts = new TreeMap<>();
        for (IntervalSnapshot snapshot : snapshots) {
            for (FailureTally tally : snapshot.tallies()) {
                FailureRecord first = tally.first();
                FailureCount count = new FailureCount(first.kind(), first.phase(), first.errno(), tally.count());
                counts.merge(count.key(), count, FailureCount::plus);
            }
        }
        return List.copyOf(counts.values());
    }

    /** @param turnStartNs nanoTime at which the target's load began in this turn */
    public void add(Block block, List<IntervalSnapshot> snapshots, Map<String, Histogram> phases, long turnStartNs) {
        blocks.add(block);
        attempts += block.attempts();
        judgedFailures += block.judgedFailures();
        testerFailures += block.testerFailures();
        for (IntervalSnapshot snapshot : snapshots) {
            replies += snapshot.replies();
            snapshot.statuses().forEach((status, count) -> statuses.merge(status, count, Long::sum));
            snapshot.tallies().forEach(tally -> noteFirst(tally.first(), turnStartNs));
        }
        unpack();
        phases.forEach((phase, histogram) -> {
            add(ofTurn, phase, histogram);
            add(total, phase, histogram);
        });
    }

    private void noteFirst(FailureRecord failure, long turnStartNs) {
        boolean judged = failure.kind().blame() != Blame.TESTER;
        if (judged && (firstFailure == null || failure.attempt() < firstFailure.attempt())) {
            firstFailureNs = loadedNs + failure.startNs() - turnStartNs;
            firstFailure = failure;
        }
    }

    /** Answers the latencies of the turn by phase; the caller's to write and forget. */
    public Map<String, Histogram> turnEnded(long turnNs, long unfinishedAttempts) {
        loadedNs += turnNs;
        unfinished += unfinishedAttempts;
        Map<String, Histogram> ended = ofTurn;
        ofTurn = new LinkedHashMap<>();
        pack();
        return ended;
    }

    private void pack() {
        packedSummaries = phases();
        total.forEach((phase, histogram) -> {
            Histogram small = new PackedHistogram(
                    histogram.getLowestDiscernibleValue(),
                    histogram.getHighestTrackableValue(),
                    histogram.getNumberOfSignificantValueDigits());
            small.add(histogram);
            packed.put(phase, small);
        });
        total.clear();
    }

    private void unpack() {
        packed.forEach((phase, small) -> add(total, phase, small));
        packed.clear();
    }

    public void ready(String where) {
        address = where;
    }

    public void didNotRun(TargetMeasurement.Status why, String sentence) {
        status = why;
        reason = sentence;
    }

    /** Something befell it in mid-run; what was measured stays, and the first sentence is kept. */
    public void befell(String sentence) {
        if (reason == null) {
            reason = sentence;
        }
    }

    /** It is gone: no further turns. */
    public void died(String sentence) {
        befell(sentence);
        alive = false;
    }

    /** Whether it takes load, as far as is known. */
    public boolean runs() {
        return status == TargetMeasurement.Status.RAN && alive;
    }

    public Target target() {
        return target;
    }

    public long attempts() {
        return attempts;
    }

    public long judgedFailures() {
        return judgedFailures;
    }

    public long testerFailures() {
        return testerFailures;
    }

    /** Latencies so far by phase, successes and, as failed-PHASE, failures. */
    public Map<String, LatencySummary> phases() {
        if (!packed.isEmpty()) {
            return packedSummaries;
        }
        Map<String, LatencySummary> summaries = new LinkedHashMap<>();
        total.forEach((phase, histogram) -> summaries.put(phase, LatencySummary.of(histogram)));
        return Collections.unmodifiableMap(summaries);
    }

    public TargetMeasurement measurement() {
        return new TargetMeasurement(
                target,
                status,
                reason,
                address,
                blocks,
                unfinished,
                firstFailure,
                firstFailureNs,
                replies,
                statuses,
                phases());
    }
}
