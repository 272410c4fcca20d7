package org.conntorture.metrics;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latencies counted in the fixed buckets of a classic histogram of Prometheus, exactly as many as were recorded. Where a
 * bound falls within a cell of HdrHistogram (0.1 %), the whole cell counts below it. Filled on the run's thread.
 */
final class LatencyBuckets {
    /**
     * Three in a decade; of the seconds those at which Linux sends a SYN again: 1, 3, 7, 15 and since 6.5 also 2, 4, 5. What
     * one of them helped is in the bucket above it.
     */
    private static final double[] BOUNDS_SECONDS = {
        10e-6,
        20e-6,
        50e-6,
        100e-6,
        200e-6,
        500e-6,
        1e-3,
        2e-3,
        5e-3,
        10e-3,
        20e-3,
        50e-3,
        0.1,
        0.2,
        0.5,
        1,
        2,
        3,
        4,
        5,
        7,
        10,
        15,
        20,
        30,
        50,
        100,
        Double.POSITIVE_INFINITY
    };

    private static final long[] BOUNDS_NS = new long[BOUNDS_SECONDS.length];

    static {
        for (int i = 0; i < BOUNDS_NS.length; i++) {
            // Infinity becomes Long.MAX_VALUE.
            BOUNDS_NS[i] = Math.round(BOUNDS_SECONDS[i] * 1e9);
        }
    }

    private final long[] counts = new long[BOUNDS_NS.length];
    private double sumNs;

    void add(Histogram latencies) {
        int bucket = 0;
        for (HistogramIterationValue cell : latencies.recordedValues()) {
            long lowestNs = latencies.lowestEquivalentValue(cell.getValueIteratedTo());
            while (lowestNs > BOUNDS_NS[bucket]) {
                bucket++;
            }
            counts[bucket] += cell.getCountAtValueIteratedTo();
            sumNs += (double) latencies.medianEquivalentValue(lowestNs) * cell.getCountAtValueIteratedTo();
        }
    }

    /** Upper bounds, each within its bucket; the last is infinite. */
    static double[] boundsSeconds() {
        return BOUNDS_SECONDS.clone();
    }

    /** By bucket, not added up. */
    long[] counts() {
        return counts.clone();
    }

    double sumSeconds() {
        return sumNs / 1e9;
    }
}
