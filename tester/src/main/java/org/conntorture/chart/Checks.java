package org.conntorture.chart;

/** What the records of this package demand of their values. */
public final class Checks {
    private Checks() {}

    public static void that(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    static void notNegative(String name, long value) {
        // Of each value that is drawn, so the sentence is made for a wrong one alone.
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative, was " + value);
        }
    }

    static void positive(String name, long value) {
        that(value >= 1, name + " must be at least 1, was " + value);
    }
}
