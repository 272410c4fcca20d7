package org.conntorture.plan;

/**
 * The schedule of an open loop, as arithmetic: attempt k of loop i of n is due {@code (k * n + i) / rate} seconds after
 * the start. Immutable.
 */
public final class Pacer {
    private static final double NS_PER_SECOND = 1e9;
    private final double intervalNs;
    private final double offsetNs;

    public Pacer(double ratePerSecond, int loopIndex, int loops) {
        this.intervalNs = NS_PER_SECOND * loops / ratePerSecond;
        this.offsetNs = NS_PER_SECOND * loopIndex / ratePerSecond;
    }

    /** Nanoseconds from the start to the loop's attempt number {@code sequence}, which counts from 0. */
    public long offsetNs(long sequence) {
        return (long) (offsetNs + sequence * intervalNs);
    }
}
