package org.conntorture.chart;

import java.util.List;

/**
 * One line of a spectrum.
 *
 * @param name of the target
 * @param count of values that it was made from
 * @param points in rising order of their share; the largest value has share 1
 */
public record SpectrumLine(String name, Style style, long count, List<Point> points) {
    /** What the line tells of its target; each has a dash of its own. */
    public enum Style {
        CONTROL,
        SUBJECT,
        /** Of a subject or control, counted from the intended start. */
        CORRECTED,
        /** How long failed attempts had taken. */
        FAILURES
    }

    /**
     * @param share of values that are at most {@code valueNs}, 0 to 1, such as 0.99
     */
    public record Point(double share, long valueNs) {
        public Point {
            Checks.that(share >= 0 && share <= 1, "a share must be from 0 to 1, was " + share);
            Checks.notNegative("a value", valueNs);
        }
    }

    public SpectrumLine {
        Checks.notNegative("the count of a line", count);
        points = List.copyOf(points);
    }
}
