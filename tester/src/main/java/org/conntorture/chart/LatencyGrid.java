package org.conntorture.chart;

import java.util.List;

/**
 * Counts by time and latency, from 10 us to 100 s in {@value #ROWS} rows, ten to each power of ten. Filled by one thread, a
 * value of a histogram at a time; memory is bounded by the columns. What lies outside is counted at the edge.
 */
public final class LatencyGrid {
    public static final int ROWS = 70;
    public static final int LOWEST_EXPONENT = 4;
    public static final int HIGHEST_EXPONENT = 11;
    private static final int ROWS_PER_DECADE = 10;
    /** In rows: a histogram's value may be a little less than what was measured. */
    private static final double INEXACT = 0.03;
    /** What is put into each row. */
    private static final double[] LEAST_NS = leastNs();

    private final TimeAxis time;
    private final List<Band> bands;
    private final int mostColumns;
    private final Columns columns;
    private final long[][] counts;
    private final boolean[][] onBand;
    private final long[] bandCounts;
    private long total;
    private long lastTimeMs = -1;
    private int lastColumn;
    private int lastRow;

    /**
     * @param bands where connects gather; may be empty
     * @param intervalMs how long the intervals are whose counts will come: no column is shorter
     * @param mostColumns 240 is fine and makes 10 to 20 KB; 60 is coarse and makes 5 to 10
     */
    public LatencyGrid(TimeAxis time, List<Band> bands, long intervalMs, int mostColumns) {
        this.time = time;
        this.bands = Bands.sorted(bands);
        this.mostColumns = mostColumns;
        this.columns = Columns.of(time, intervalMs, mostColumns);
        this.counts = new long[columns.count()][ROWS];
        this.onBand = new boolean[columns.count()][ROWS];
        this.bandCounts = new long[bands.size()];
    }

    /**
     * @param timeMs when the interval began in which it was recorded, since the start of the run
     * @param latencyNs one value, {@code count} the number of connects that had it
     */
    public void add(long timeMs, long latencyNs, long count) {
        Checks.notNegative("a count", count);
        if (timeMs != lastTimeMs) {
            lastTimeMs = timeMs;
            lastColumn = columns.at(timeMs);
        }
        lastRow = rowNear(lastRow, latencyNs);
        counts[lastColumn][lastRow] += count;
        total += count;
        int band = Bands.at(bands, latencyNs);
        if (band >= 0) {
            bandCounts[band] += count;
            onBand[lastColumn][lastRow] |= count > 0;
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

    /** What so large a share of them took at most, to the width of a row. */
    public double withinNs(double share) {
        long seen = 0;
        for (int row = 0; row < ROWS; row++) {
            for (long[] column : counts) {
                seen += column[row];
            }
            if (seen >= Math.ceil(total * share)) {
                return floorNs(row + 1);
            }
        }
        return floorNs(ROWS);
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

    public Columns columns() {
        return columns;
    }

    public int mostColumns() {
        return mostColumns;
    }

    public long count(int column, int row) {
        return counts[column][row];
    }

    /** Whether any connect of the cell is on a band. */
    public boolean onBand(int column, int row) {
        return onBand[column][row];
    }

    /** Row 0 is the lowest. */
    public static int row(long latencyNs) {
        return rowNear(0, latencyNs);
    }

    /** Goes there from another row: the values of a histogram come in their order, a million of them in ten hours. */
    private static int rowNear(int other, long latencyNs) {
        int row = other;
        while (row > 0 && latencyNs < LEAST_NS[row]) {
            row--;
        }
        while (row < ROWS - 1 && latencyNs >= LEAST_NS[row + 1]) {
            row++;
        }
        return row;
    }

    private static double[] leastNs() {
        double[] least = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            least[row] = floorNs(row) * Math.pow(10, -INEXACT / ROWS_PER_DECADE);
        }
        return least;
    }

    /** The least latency of a row. */
    static double floorNs(int row) {
        return Math.pow(10, LOWEST_EXPONENT + (double) row / ROWS_PER_DECADE);
    }
}
