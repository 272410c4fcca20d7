package org.conntorture.result;

import java.time.Instant;

/** Tells the wall time of a {@link System#nanoTime()}, by one anchor taken at the start of the run. */
public final class WallClock {
    private final Instant anchor = Instant.now();
    private final long anchorNs = System.nanoTime();

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
