package org.conntorture.chart;

import java.util.List;
import java.util.OptionalLong;
import org.conntorture.text.Counts;

/**
 * The accept queue of a listener over time.
 *
 * @param name such as {@code 127.0.0.1:8085}
 * @param lengths connections that wait to be accepted
 * @param limit the backlog, nothing where it is unknown
 */
public record QueueTrack(String name, List<TimedCount> lengths, OptionalLong limit) {
    public QueueTrack {
        lengths = List.copyOf(lengths);
        limit.ifPresent(known -> Checks.notNegative("the limit of a queue", known));
    }

    public long peak() {
        return lengths.stream().mapToLong(TimedCount::count).max().orElse(0);
    }

    /** {@code 129 of 128}. */
    public String peakOfLimit() {
        return Counts.of(peak()) + (limit.isPresent() ? " of " + Counts.of(limit.getAsLong()) : "");
    }
}
