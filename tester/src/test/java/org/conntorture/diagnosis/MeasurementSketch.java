package org.conntorture.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Role;
import org.conntorture.plan.Target;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.TargetMeasurement;

/** What a {@link CaseBuilder}'s run comes to: a block for each second. */
public record MeasurementSketch(CaseBuilder builder, long attempts, int servedSeconds, List<FailureSketch> failures) {
    private static final long SECOND_NS = 1_000_000_000;

    public TargetMeasurement measurement(Map<Integer, Long> statuses) {
        Target target =
                new Target("t", Role.SUBJECT, new Origin.Builtin("echo", List.of()), false, Map.of(), null, null);
        List<Block> blocks = new ArrayList<>();
        for (int second = 0; second < CaseBuilder.SECONDS; second++) {
            blocks.add(block(second));
        }
        return new TargetMeasurement(
                target,
                TargetMeasurement.Status.RAN,
                null,
                "127.0.0.1:8085",
                blocks,
                0,
                null,
                0,
                0,
                statuses,
                Map.of());
    }

    private Block block(int second) {
        List<FailureCount> ended = new ArrayList<>();
        for (FailureSketch sketch : failures) {
            long count = endedIn(sketch, second);
            if (count > 0) {
                ended.add(new FailureCount(sketch.kind, sketch.phase(), 0, count));
            }
        }
        long failed = ended.stream().mapToLong(FailureCount::count).sum();
        return new Block(1, second * SECOND_NS, SECOND_NS, served(second) + failed, ended, 0, false);
    }

    /** Evenly over the seconds in which anybody is served. */
    private long served(int second) {
        long served = attempts
                - failures.stream().mapToLong(one -> one.numbers.length).sum();
        return served * Math.min(second + 1, servedSeconds) / servedSeconds
                - served * Math.min(second, servedSeconds) / servedSeconds;
    }

    /** What ends before the first second or after the last counts into it. */
    private long endedIn(FailureSketch sketch, int second) {
        return sketch.records(builder).stream()
                .mapToLong(FailureRecord::endNs)
                .map(endNs -> clamp((endNs - CaseBuilder.ZERO_NS) / SECOND_NS))
                .filter(ended -> ended == second)
                .count();
    }

    private static long clamp(long second) {
        return Math.max(0, Math.min(CaseBuilder.SECONDS - 1, second));
    }
}
