package org.conntorture.chart;

/**
 * A failed attempt and where it came from.
 *
 * @param timeMs when it failed, since the start of the run
 */
public record PortFailure(long timeMs, int port) {
    public PortFailure {
        Checks.notNegative("the time of a failure", timeMs);
        Checks.that(port >= 0 && port <= PortStrip.HIGHEST, "a port must be from 0 to 65535, was " + port);
    }
}
