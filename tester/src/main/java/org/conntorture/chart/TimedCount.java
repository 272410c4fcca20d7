package org.conntorture.chart;

/**
 * How often something happened at a moment, or in the interval that began then.
 *
 * @param timeMs since the start of the run
 */
public record TimedCount(long timeMs, long count) {
    public TimedCount {
        Checks.notNegative("the time of a count", timeMs);
        Checks.notNegative("a count", count);
    }
}
