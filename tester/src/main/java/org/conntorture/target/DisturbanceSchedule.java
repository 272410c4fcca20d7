package org.conntorture.target;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * When a disturbance runs: {@code every} after the start of a turn and from start to start; at once where the last run
 * took longer; and not at all where it would outlast the turn, judging by the longest run so far, or, as long as there
 * was none, by half of {@code every}: it is meant to be over well before the next. Pure arithmetic on nanoseconds,
 * used by one thread at a time.
 */
final class DisturbanceSchedule {
    private final long everyNs;
    private OptionalLong longestNs = OptionalLong.empty();
    private long nextNs;
    private OptionalLong turnEndNs = OptionalLong.empty();

    DisturbanceSchedule(Duration every) {
        this.everyNs = every.toNanos();
    }

    /** @param turnEndNs empty where the turn ends by something else than time */
    void turnStarted(long nowNs, OptionalLong turnEndNs) {
        this.nextNs = nowNs + everyNs;
        this.turnEndNs = turnEndNs;
    }

    /** 0 or less: at once. */
    long waitNs(long nowNs) {
        return nextNs - nowNs;
    }

    /** Once false, false for the rest of the turn. */
    boolean fits(long nowNs) {
        return turnEndNs.isEmpty() || nowNs + longestNs.orElse(everyNs / 2) - turnEndNs.getAsLong() <= 0;
    }

    void ran(DisturbanceRun run) {
        nextNs = run.startNs() + everyNs;
        longestNs = OptionalLong.of(Math.max(longestNs.orElse(0), run.durationNs()));
    }
}
