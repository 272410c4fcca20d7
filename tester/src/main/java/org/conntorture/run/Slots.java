package org.conntorture.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Shard;

/** When the turns of shards that start together begin: each at the same time at all of them, by their own clocks. */
record Slots(Shard shard, OptionalLong turnNs) {
    /** From the end of a turn to the next one's start; open attempts of a healthy target end well within it. */
    private static final long PAUSE_NS = 2_000_000_000L;

    static Slots of(RunPlan plan) {
        var duration = plan.ownLoad().ends().duration();
        return new Slots(
                plan.shard(),
                duration == null ? OptionalLong.empty() : OptionalLong.of(duration.toNanos() / plan.rounds()));
    }

    /** IllegalArgumentException where the first turn should have begun already. */
    void requireFuture(Instant now) {
        if (shard.startsTogether() && !now.isBefore(shard.startAt())) {
            throw new IllegalArgumentException("the start at " + shard.startAt() + " has passed, it is "
                    + now.truncatedTo(ChronoUnit.SECONDS) + ": give a later one, or check the clock of this host");
        }
    }

    /** Nanoseconds from {@code now} to the start of turn {@code index}, from 1; negative where it is late. */
    long untilNs(int index, Instant now) {
        if (!shard.startsTogether()) {
            return 0;
        }
        long slotNs = turnNs.orElse(0) + PAUSE_NS;
        Instant start = shard.startAt().plusNanos((index - 1) * slotNs);
        return java.time.Duration.between(now, start).toNanos();
    }
}
