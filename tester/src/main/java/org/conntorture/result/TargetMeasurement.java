package org.conntorture.result;

import java.util.List;
import java.util.Map;
import org.conntorture.plan.Target;

/**
 * What was measured of one target.
 *
 * @param address host:port the load went to, or null where it never started
 * @param reason why it was skipped or did not become ready, or what befell it in mid-run; null where all went well
 * @param blocks in the order of time, over all rounds
 * @param unfinished attempts open when the run was cut off
 * @param firstFailureAttempt number of the first attempt that failed by TARGET or PATH, or 0
 * @param firstFailureNs time under load until it ended, or 0
 * @param repliesMatched replies that were as expected; 0 with attempts above 0 asks whether this server echoes at all
 * @param phases by name: connect, read, attempt, with a rate also attempt-from-intended
 */
public record TargetMeasurement(
        Target target,
        Status status,
        String reason,
        String address,
        List<Block> blocks,
        long unfinished,
        long firstFailureAttempt,
        long firstFailureNs,
        long repliesMatched,
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
}
