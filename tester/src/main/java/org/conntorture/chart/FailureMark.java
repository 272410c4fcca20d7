package org.conntorture.chart;

/**
 * Failures that are marked in a heat map.
 *
 * @param timeMs when they failed, since the start of the run
 * @param durationNs how long the attempts had taken by then
 * @param kind such as {@code connect-timeout}
 * @param count of failures that the mark stands for; many marks at one spot are drawn as one, so 1 will do
 */
public record FailureMark(long timeMs, long durationNs, String kind, long count) {
    public FailureMark {
        Checks.notNegative("the time of a failure", timeMs);
        Checks.notNegative("the duration of a failure", durationNs);
        Checks.positive("the count of a mark", count);
    }
}
