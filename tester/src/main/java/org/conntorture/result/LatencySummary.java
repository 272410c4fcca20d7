package org.conntorture.result;

import org.HdrHistogram.Histogram;

/** A latency histogram in a few numbers, nanoseconds; all 0 where nothing was recorded. */
public record LatencySummary(long count, long p50Ns, long p90Ns, long p99Ns, long p999Ns, long maxNs) {
    public static LatencySummary of(Histogram histogram) {
        return new LatencySummary(
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getTotalCount() == 0 ? 0 : histogram.getMaxValue());
    }

    /** @param name p50, p90, p99, p99.9 or max */
    public long statistic(String name) {
        return switch (name) {
            case "p50" -> p50Ns;
            case "p90" -> p90Ns;
            case "p99" -> p99Ns;
            case "p99.9" -> p999Ns;
            case "max" -> maxNs;
            default -> throw new IllegalArgumentException("no statistic is called " + name);
        };
    }
}
