package org.conntorture.result;

import java.time.Instant;

/** Tells the wall time of a {@link System#nanoTime()}, by one anchor taken at the start of the run. */
public final class WallClock {
    /** The two clocks cannot be read at once, and between them the thread may have to wait for its turn. */
    private static final int TRIES = 10;

    private final Instant anchor;
    private final long anchorNs;

    /** Anchored between two looks at the one clock that were as close as could be. */
    public WallClock() {
        Instant best = null;
        long bestNs = 0;
        long closestNs = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long beforeNs = System.nanoTime();
            Instant now = Instant.now();
            long apartNs = System.nanoTime() - beforeNs;
            if (apartNs < closestNs) {
                best = now;
                bestNs = beforeNs + apartNs / 2;
                closestNs = apartNs;
            }
        }
        anchor = best;
        anchorNs = bestNs;
    }

    /** By which a {@link System#nanoTime()} in the files of a run is told from that of another. */
    public record Anchor(Instant time, long nanoTime) {}

    public Anchor anchor() {
        return new Anchor(anchor, anchorNs);
    }

    public Instant at(long nanoTime) {
        return anchor.plusNanos(nanoTime - anchorNs);
    }

    /** Milliseconds since 1970, of the anchor. */
    public long startMs() {
        return anchor.toEpochMilli();
    }

    /** Nanoseconds since the anchor. */
    public long sinceStartNs(long nanoTime) {
        return nanoTime - anchorNs;
    }
}
