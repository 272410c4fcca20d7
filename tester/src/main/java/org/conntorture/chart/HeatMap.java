package org.conntorture.chart;

import java.util.List;

/**
 * One target's connect times over time.
 *
 * @param title drawn above it, such as {@code Connect times of pm2-reload}
 * @param connects successful ones alone; its time axis and bands are the picture's
 * @param fullCount the count that has the strongest colour: the largest {@link LatencyGrid#largestCount()} of all targets
 *     that are compared
 * @param failures all of them that are to be told; those of one spot are drawn as one
 */
public record HeatMap(
        String title, LatencyGrid connects, long fullCount, List<FailureMark> failures, List<Mark> disturbances) {
    public HeatMap {
        Checks.notNegative("the full count", fullCount);
        failures = List.copyOf(failures);
        disturbances = List.copyOf(disturbances);
    }
}
