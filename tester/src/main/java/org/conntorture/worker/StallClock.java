package org.conntorture.worker;

import java.util.concurrent.TimeUnit;

/**
 * A loop's clock that stands still while the loop does: deadlines are set and met in its time, so a tester that was
 * stopped for a while accuses nobody of silence. Fed by the tick, on the loop.
 */
final class StallClock {
    /** Some missed ticks; what is shorter is within the resolution of all time-outs. */
    static final long STOOD_STILL_NS = TimeUnit.MILLISECONDS.toNanos(50);

    /**
     * Two ticks missed in a row and more. One that comes late by a few ms, as behind others on its processor or after much
     * work of the loop, is everyday; a pause of 50 ms leaves at least 40 of a gap beyond its 10.
     */
    static final long HICCUP_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final long stallNs;
    private long lastTickNs;
    private long stoodStillNs;
    private long stalls;
    private volatile long longestNs;

    /** A tick that comes {@code stallNs} or more after the one before it is a stall, which may spoil an attempt. */
    StallClock(long stallNs, long nowNs) {
        this.stallNs = stallNs;
        this.lastTickNs = nowNs;
    }

    /** What was before the load is none of its stalls. */
    void begin(long nowNs) {
        lastTickNs = nowNs;
    }

    /** Answers how much longer than usual the loop was away if that is a hiccup, which then ends now, or 0. */
    long tick(long nowNs) {
        long gapNs = nowNs - lastTickNs;
        lastTickNs = nowNs;
        if (gapNs >= STOOD_STILL_NS) {
            stoodStillNs += gapNs;
        }
        if (gapNs >= stallNs) {
            stalls++;
        }
        if (gapNs > longestNs) {
            longestNs = gapNs;
        }
        long beyondNs = gapNs - Ticker.PERIOD_NS;
        return beyondNs >= HICCUP_NS ? beyondNs : 0;
    }

    /** {@code nowNs} less the time stood still. */
    long running(long nowNs) {
        return nowNs - stoodStillNs;
    }

    long stalls() {
        return stalls;
    }

    /** The longest time between two ticks so far; read by any thread. */
    long longestNs() {
        return longestNs;
    }
}
