package org.conntorture.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.Hiccup;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.support.BlockSketch;
import org.conntorture.support.MeasurementSketch;
import org.conntorture.support.TargetSketch;

/** What a {@link CaseBuilder}'s run comes to: a block for each second. */
public record CaseMeasurement(
        CaseBuilder builder, long attempts, int servedSeconds, boolean disturbed, List<FailureSketch> failures) {
    private static final long SECOND_NS = BlockSketch.SECOND_NS;

    public TargetMeasurement measurement(Map<Integer, Long> statuses) {
        List<Block> blocks = new ArrayList<>();
        for (int second = 0; second < CaseBuilder.SECONDS; second++) {
            blocks.add(block(second));
        }
        return MeasurementSketch.of(TargetSketch.of("t"), one -> {
            one.blocks = blocks;
            one.statuses = statuses;
        });
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
        return BlockSketch.of(served(second) + failed, one -> {
            one.startNs = second * SECOND_NS;
            one.failures = ended;
            one.hiccups = builder.pausedNs() > 0 && second == CaseBuilder.SECONDS / 2
                    ? List.of(new Hiccup(one.startNs, builder.pausedNs()))
                    : List.of();
            one.disturbances = disturbed && second == CaseBuilder.SECONDS / 2 ? 1 : 0;
        });
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
