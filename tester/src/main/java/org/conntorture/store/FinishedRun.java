package org.conntorture.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.plan.Role;
import org.conntorture.result.Block;
import org.conntorture.result.LatencySummary;

/**
 * A run as its result directory tells it: what a comparison with another run needs, and no more.
 *
 * @param directory as the user named it
 * @param targets by name, in the order of the plan
 * @param notes what is missing from the files, a sentence each
 */
public record FinishedRun(String directory, PlanFile plan, Map<String, Target> targets, List<String> notes) {
    public FinishedRun {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        notes = List.copyOf(notes);
    }

    /** @throws IllegalArgumentException with one sentence where it has not what a comparison needs */
    public static FinishedRun of(StoredRun run) {
        return new FinishedRunReading(run).withResult().finished();
    }

    /** The same of a run that has ended and has yet to write its result.json. */
    public static FinishedRun ofEnded(StoredRun run) {
        return new FinishedRunReading(run).finished();
    }

    /**
     * One target of it.
     *
     * @param reason why it took no load, or empty
     * @param blocks in the order of time
     * @param latencies by the start of the block in nanoseconds, then by phase
     */
    public record Target(
            String name,
            Role role,
            String reason,
            List<Block> blocks,
            Map<Long, Map<String, LatencySummary>> latencies) {
        public Target {
            blocks = List.copyOf(blocks);
        }

        public boolean tookLoad() {
            return blocks.stream().anyMatch(block -> block.attempts() > 0);
        }
    }
}
