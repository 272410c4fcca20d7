package org.conntorture.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.conntorture.plan.Target;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.Begun;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.Hiccup;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.store.HistogramScan;
import org.conntorture.store.ResultFile;
import org.conntorture.verdict.TesterTrouble;

/** Adds up one target over all shards; guarded by its own lock. */
final class MergedTarget {
    private final Target target;
    /** By round: the n-th second of all. */
    private final Map<Integer, List<Second>> rounds = new TreeMap<>();

    private final Map<Integer, Map<String, Histogram>> latencies = new TreeMap<>();
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private String address;
    private String reason;
    private TargetMeasurement.Status status;
    private long unfinished;
    private long replies;
    private FailureRecord firstFailure;
    private long firstFailureNs;

    MergedTarget(Target target) {
        this.target = target;
    }

    /** What ended at all shards in the n-th second of a turn. */
    private static final class Second {
        private final int round;
        private long startNs = Long.MAX_VALUE;
        private long durationNs;
        private long attempts;
        private final Map<String, FailureCount> failures = new LinkedHashMap<>();
        private int disturbances;
        private boolean drain = true;
        private Begun begun;
        private final List<Hiccup> hiccups = new ArrayList<>();

        Second(int round) {
            this.round = round;
        }

        void add(Block block, TesterTrouble trouble, long shiftNs) {
            startNs = Math.min(startNs, block.startNs() + shiftNs);
            durationNs = Math.max(durationNs, block.durationNs());
            attempts += block.attempts();
            disturbances += block.disturbances();
            drain &= block.drain();
            if (block.begun() != null) {
                begun = Begun.both(begun, block.begun().plus(shiftNs));
            }
            block.hiccups().forEach(hiccup -> hiccups.add(hiccup.plus(shiftNs)));
            for (FailureCount failure : block.failures()) {
                FailureCount said = failure.doubted(trouble.mayHaveMade(block, failure));
                failures.merge(said.key(), said, FailureCount::plus);
            }
        }

        Block block() {
            return new Block(
                    round,
                    startNs,
                    durationNs,
                    attempts,
                    List.copyOf(failures.values()),
                    disturbances,
                    drain,
                    begun,
                    hiccups.stream()
                            .sorted(Comparator.comparingLong(Hiccup::startNs))
                            .toList());
        }
    }

    /** @param blocks of one shard, in their order; @param shiftNs from the start of the merged run to that of the shard's */
    synchronized void addBlocks(List<Block> blocks, long shiftNs) {
        // One tester's stall spoils no other's attempts.
        TesterTrouble trouble = new TesterTrouble(blocks);
        Map<Integer, Integer> taken = new LinkedHashMap<>();
        for (Block block : blocks) {
            List<Second> seconds = rounds.computeIfAbsent(block.round(), round -> new ArrayList<>());
            int index = taken.merge(block.round(), 1, Integer::sum) - 1;
            if (index == seconds.size()) {
                seconds.add(new Second(block.round()));
            }
            seconds.get(index).add(block, trouble, shiftNs);
        }
    }

    synchronized void addLatencies(int round, String phase, HistogramScan.Counts more) {
        more.addTo(latencies
                .computeIfAbsent(round, first -> new TreeMap<>())
                .computeIfAbsent(phase, first -> more.emptyHistogram()));
    }

    synchronized void addResult(int shard, ResultFile.Target result) {
        unfinished += result.unfinished();
        replies += result.repliesMatched();
        result.statuses().forEach((code, count) -> statuses.merge(code, count, Long::sum));
        address = address == null ? result.address() : address;
        if (result.ran() || status == null) {
            status = result.statusRead();
        }
        if (result.reason() != null && reason == null) {
            reason = "at shard " + shard + ": " + result.reason();
        }
    }

    /** @param afterNs time under load until it began */
    synchronized void firstFailure(FailureRecord failure, long afterNs) {
        firstFailure = failure;
        firstFailureNs = afterNs;
    }

    /** From the start of the merged run, in the order of time. */
    List<Block> blocks() {
        return rounds.values().stream()
                .flatMap(List::stream)
                .map(Second::block)
                .sorted(Comparator.comparingLong(Block::startNs))
                .toList();
    }

    /** By round and phase. */
    Map<Integer, Map<String, Histogram>> latencies() {
        return latencies;
    }

    TargetMeasurement measurement() {
        Map<String, Histogram> total = new LinkedHashMap<>();
        latencies
                .values()
                .forEach(phases ->
                        phases.forEach((phase, histogram) -> total.merge(phase, histogram.copy(), (sum, more) -> {
                            sum.add(more);
                            return sum;
                        })));
        Map<String, LatencySummary> phases = new LinkedHashMap<>();
        total.forEach((phase, histogram) -> phases.put(phase, LatencySummary.of(histogram)));
        return new TargetMeasurement(
                target,
                status == null ? TargetMeasurement.Status.RAN : status,
                reason,
                address,
                blocks(),
                unfinished,
                firstFailure,
                firstFailureNs,
                replies,
                statuses,
                phases);
    }
}
