package org.conntorture.chart;

import java.util.List;

/**
 * Counts of one name over time.
 *
 * @param name a kind of failure such as {@code no-reply}, or a kernel counter such as {@code ListenOverflows}
 * @param counts increments, in any order
 */
public record CountTrack(String name, List<TimedCount> counts) {
    public CountTrack {
        counts = List.copyOf(counts);
    }

    public long total() {
        return counts.stream().mapToLong(TimedCount::count).sum();
    }
}
