package org.conntorture.chart;

import java.util.Arrays;
import java.util.List;

/** Counts over time, put into columns. */
public final class Binned {
    private Binned() {}

    public static long[] sums(List<TimedCount> counts, Columns columns) {
        long[] sums = new long[columns.count()];
        counts.forEach(count -> sums[columns.at(count.timeMs())] += count.count());
        return sums;
    }

    /** The largest of each column; one that nothing is known of has the value before. */
    public static long[] largest(List<TimedCount> counts, Columns columns) {
        long[] largest = new long[columns.count()];
        Arrays.fill(largest, -1);
        for (TimedCount count : counts) {
            int column = columns.at(count.timeMs());
            largest[column] = Math.max(largest[column], count.count());
        }
        long before = 0;
        for (int i = 0; i < largest.length; i++) {
            largest[i] = largest[i] < 0 ? before : largest[i];
            before = largest[i];
        }
        return largest;
    }
}
