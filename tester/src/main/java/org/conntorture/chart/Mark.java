package org.conntorture.chart;

/**
 * A moment that is drawn as a vertical line, such as a disturbance.
 *
 * @param timeMs since the start of the run
 * @param label such as {@code pm2 reload}; marks of one label are named once
 */
public record Mark(long timeMs, String label) {
    public Mark {
        Checks.notNegative("the time of a mark", timeMs);
    }
}
