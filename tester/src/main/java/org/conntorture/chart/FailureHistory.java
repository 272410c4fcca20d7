package org.conntorture.chart;

import java.util.List;

/**
 * One target's failures over time, with what its host counted meanwhile.
 *
 * @param title such as {@code Failures of pm2-reload over time}
 * @param intervalMs how long the intervals of the counts are: no bar is shorter
 * @param kinds one for each kind of failure that occurred; may be empty
 * @param queues of its listeners, empty where they are unknown; the first three are drawn
 * @param counters that moved, empty where none did; the six that moved most are drawn
 */
public record FailureHistory(
        String title,
        TimeAxis time,
        long intervalMs,
        List<CountTrack> kinds,
        List<QueueTrack> queues,
        List<CountTrack> counters,
        List<Mark> disturbances) {
    public FailureHistory {
        Checks.positive("the length of an interval, in ms,", intervalMs);
        kinds = List.copyOf(kinds);
        queues = List.copyOf(queues);
        counters = List.copyOf(counters);
        disturbances = List.copyOf(disturbances);
    }
}
