package org.conntorture.result;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Target;
import org.conntorture.record.FailureRecord;

/**
 * What was measured of one target.
 *
 * @param address host:port the load went to, or null where it never started
 * @param reason why it was skipped or did not become ready, or what befell it in mid-run; null where all went well
 * @param blocks in the order of time, over all rounds
 * @param unfinished attempts open when the run was cut off
 * @param firstFailure the first attempt that failed by TARGET or PATH, or null
 * @param firstFailureNs time under load until it began, or 0
 * @param repliesMatched replies that were as expected; 0 with attempts above 0 asks whether this server echoes at all
 * @param statuses how many replies had each HTTP status; empty for other protocols
 * @param phases by name: connect, read, attempt; also tls, first-byte, close, attempt-from-intended and start-lateness (which
 *     failed attempts have too) where they are
 */
public record TargetMeasurement(
        Target target,
        Status status,
        String reason,
        String address,
        List<Block> blocks,
        long unfinished,
        FailureRecord firstFailure,
        long firstFailureNs,
        long repliesMatched,
        Map<Integer, Long> statuses,
        Map<String, LatencySummary> phases) {

    public enum Status {
        RAN,
        /** A tool it requires is missing. */
        SKIPPED,
        /** It could not be prepared or started, or did not become ready. */
        NOT_READY
    }

    public TargetMeasurement {
        blocks = List.copyOf(blocks);
        statuses = Collections.unmodifiableMap(new TreeMap<>(statuses));
    }

    /** Number of the first attempt that failed by TARGET or PATH, or 0. */
    public long firstFailureAttempt() {
        return firstFailure == null ? 0 : firstFailure.attempt();
    }

    /** The reason without the output that may be quoted behind it; null where there is none. */
    public String reasonInShort() {
        return reason == null ? null : reason.replaceFirst("(?s)(;[^;\n]*:)?\n.*", "");
    }

    public long attempts() {
        return blocks.stream().mapToLong(Block::attempts).sum();
    }

    /** Failures of blame TARGET or PATH. */
    public long judgedFailures() {
        return blocks.stream().mapToLong(Block::judgedFailures).sum();
    }

    public long testerFailures() {
        return blocks.stream().mapToLong(Block::testerFailures).sum();
    }

    /** Attempts begun per second of an open loop, from the first of each turn to its last; empty where that is not known. */
    public OptionalDouble achievedPerSecond() {
        Map<Integer, List<Block>> rounds = blocks.stream().collect(Collectors.groupingBy(Block::round));
        long intervals = 0;
        long spanNs = 0;
        for (List<Block> round : rounds.values()) {
            Begun begun = round.stream().map(Block::begun).reduce(null, Begun::both);
            if (begun != null) {
                intervals += round.stream().mapToLong(Block::attempts).sum() - 1;
                spanNs += begun.lastNs() - begun.firstNs();
            }
        }
        return spanNs <= 0 ? OptionalDouble.empty() : OptionalDouble.of(intervals * 1e9 / spanNs);
    }

    /** Of the tester under its load, in order. */
    public List<Hiccup> hiccups() {
        return blocks.stream().flatMap(block -> block.hiccups().stream()).toList();
    }

    /** Started under it, over all turns. */
    public int disturbances() {
        return blocks.stream().mapToInt(Block::disturbances).sum();
    }

    /** Each distinct failure once, over all blocks, the most frequent first. */
    public List<FailureCount> failureCounts() {
        Map<DistinctFailure, Long> sums = blocks.stream()
                .flatMap(block -> block.failures().stream())
                .collect(Collectors.groupingBy(
                        failure -> new DistinctFailure(failure.kind(), failure.phase(), failure.errno()),
                        Collectors.summingLong(FailureCount::count)));
        return sums.entrySet().stream()
                .map(entry -> entry.getKey().counted(entry.getValue()))
                .sorted(Comparator.comparingLong(FailureCount::count)
                        .reversed()
                        .thenComparing(FailureCount::kind)
                        .thenComparing(FailureCount::phase)
                        .thenComparingInt(FailureCount::errno))
                .toList();
    }

    private record DistinctFailure(FailureKind kind, Phase phase, int errno) {
        FailureCount counted(long count) {
            return new FailureCount(kind, phase, errno, count);
        }
    }
}
