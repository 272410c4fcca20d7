package org.conntorture.merge;

import java.time.Duration;
import java.time.Instant;
import org.conntorture.plan.Shard;
import org.conntorture.result.WallClock;
import org.conntorture.store.StoredRun;

/**
 * Where the times and numbers of one run are in the merged run, whose clock is nanoseconds since its first shard began.
 *
 * @param afterNs from the start of the merged run to that of this one, by the wall clocks of their hosts
 * @param shiftNs what makes a {@link System#nanoTime()} of this run a time of the merged run
 */
record Timing(Shard shard, long afterNs, long shiftNs) {
    static Timing of(Shard shard, WallClock.Anchor clock, Instant start) {
        long afterNs = Duration.between(start, clock.time()).toNanos();
        return new Timing(shard, afterNs, afterNs - clock.nanoTime());
    }

    static Timing of(StoredRun shard, Instant start) {
        return of(shard.plan().shard(), shard.clock(), start);
    }

    /** Of an attempt among those of all shards, both from 1. */
    long number(long own) {
        return shard.globally(own - 1) + 1;
    }
}
