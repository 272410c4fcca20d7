package org.conntorture.verdict;

/**
 * The smallest change between two runs that is worth a report.
 *
 * @param factor by which a failure rate or a latency must have grown
 * @param rate by which a failure rate must have grown besides, as a share of attempts
 */
public record SmallestEffect(double factor, double rate) {
    /** Median latencies of one server beside a control differ by less in 99 of 100 pairs of runs, on a busy host too. */
    public static final double FACTOR = 2;
    /** A tenth of what a reload loses where it loses connections; 30,000 clean attempts exclude it. */
    public static final double RATE = 0.0001;

    public static final SmallestEffect DEFAULT = new SmallestEffect(FACTOR, RATE);

    public SmallestEffect {
        if (!(factor >= 1)) {
            throw new IllegalArgumentException("the smallest factor worth reporting must be at least 1, was " + factor);
        }
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("the smallest rate worth reporting must be 0 to below 1, was " + rate);
        }
    }

    /** The lowest failure rate that is worth a report after {@code base}. */
    double rateAbove(double base) {
        return Math.min(1, Math.max(base * factor, base + rate));
    }
}
