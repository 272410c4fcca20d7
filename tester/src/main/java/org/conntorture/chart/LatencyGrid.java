package org.conntorture.chart;

import java.util.List;

/**
 * Counts by time and latency, from 10 us to 100 s in {@value #ROWS} rows, ten to each power of ten. Filled by one thread, a
 * value of a histogram at a time; memory is bounded by the columns. What lies outside is counted at the edge.
 */
public final class LatencyGrid {
    static final int ROWS = 70;
    static final double LOWEST_NS = 10_000;
    static final int ROWS_PER_DECADE = 10;

    private final TimeAxis time;
    private final List<Band> bands;
    private final Columns columns;
    private final long[][] counts;
    private final long[] bandCounts;
    private long total;

    /**
     * @param bands where connects gather; may be empty
     * @param intervalMs how long the intervals are whose counts will come: no column is shorter
     * @param mostColumns 240 is fine, 60 is small
     */
    public LatencyGrid(TimeAxis time, List<Band> bands, long intervalMs, int mostColumns) {
        this.time = time;
        this.bands = Bands.sorted(bands);
        this.columns = Columns.of(time, intervalMs, mostColumns);
        this.counts = new long[columns.count()][ROWS];
        this.bandCounts = new long[bands.size()];
    }

    /**
     * @param timeMs when the interval began in which it was recorded, since the start of the run
     * @param latencyNs one value, {@code count} the number of connects that had it
     */
    public void add(long timeMs, long latencyNs, long count) {
        Checks.notNegative("a count", count);
        counts[columns.at(timeMs)][row(latencyNs)] += count;
        total += count;
        int band = Bands.at(bands, latencyNs);
        if (band >= 0) {
            bandCounts[band] += count;
        }
    }

    /** Of one cell. */
    public long largestCount() {
        long largest = 0;
        for (long[] column : counts) {
            for (long count : column) {
                largest = Math.max(largest, count);
            }
        }
        return largest;
    }

    /** Of all cells. */
    public long total() {
        return total;
    }

    /** Of connects on the band with this place in {@link #bands()}. */
    public long bandCount(int band) {
        return bandCounts[band];
    }

    /** In the order of their latency. */
    public List<Band> bands() {
        return bands;
    }

    public TimeAxis time() {
        return time;
    }

    Columns columns() {
        return columns;
    }

    long count(int column, int row) {
        return counts[column][row];
    }

    /** Row 0 is the lowest. */
    static int row(long latencyNs) {
        double row = Math.floor(rowAt(latencyNs) + 1e-9);
        return (int) Math.max(0, Math.min(ROWS - 1, row));
    }

    /** Exactly, in rows above the lowest latency. */
    static double rowAt(long latencyNs) {
        return Math.log10(Math.max(1, latencyNs) / LOWEST_NS) * ROWS_PER_DECADE;
    }
}
