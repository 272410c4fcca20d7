package org.conntorture.plan;

import java.util.List;

/**
 * The schedule of an open loop, as arithmetic: attempt k of loop i of n is number {@code k * n + i} of its shard, whose
 * numbers take turns with those of other shards, and is due {@code number / rate} seconds after the start, or where its
 * stage says. Immutable.
 */
public final class Pacer {
    private static final double NS_PER_SECOND = 1e9;
    /** Far enough, and may still be added to a time. */
    private static final long NEVER_NS = Long.MAX_VALUE / 4;

    private final double intervalNs;
    private final int loopIndex;
    private final int loops;
    private final Shard shard;
    private final Stage[] stages;
    /** Of each stage: attempts due before it, and when it starts. */
    private final double[] attemptsBefore;

    private final double[] startNs;

    /** @param ratePerSecond of all shards together */
    public Pacer(double ratePerSecond, int loopIndex, int loops, Shard shard) {
        this(ratePerSecond, List.of(), loopIndex, loops, shard);
    }

    /** @param stages of all shards together */
    public Pacer(List<Stage> stages, int loopIndex, int loops, Shard shard) {
        this(1, stages, loopIndex, loops, shard);
    }

    private Pacer(double ratePerSecond, List<Stage> stages, int loopIndex, int loops, Shard shard) {
        this.intervalNs = NS_PER_SECOND / ratePerSecond;
        this.shard = shard;
        this.loopIndex = loopIndex;
        this.loops = loops;
        this.stages = stages.toArray(Stage[]::new);
        this.attemptsBefore = new double[stages.size() + 1];
        this.startNs = new double[stages.size() + 1];
        for (int i = 0; i < this.stages.length; i++) {
            attemptsBefore[i + 1] = attemptsBefore[i] + this.stages[i].attempts();
            startNs[i + 1] = startNs[i] + this.stages[i].duration().toNanos();
        }
    }

    /** Nanoseconds from the start to the loop's attempt number {@code sequence}, which counts from 0; never after the last stage. */
    public long offsetNs(long sequence) {
        long number = shard.globally(sequence * loops + loopIndex);
        return stages.length == 0 ? (long) (number * intervalNs) : stagedNs(number);
    }

    private long stagedNs(long number) {
        for (int i = 0; i < stages.length; i++) {
            if (number < attemptsBefore[i + 1]) {
                // Attempts due before it need not be a whole number, and a stage's own begin at its start.
                return (long) (startNs[i] + stages[i].offsetNs(Math.max(0, number - attemptsBefore[i])));
            }
        }
        return NEVER_NS;
    }
}
