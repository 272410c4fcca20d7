package org.conntorture.chart;

import java.util.List;

/**
 * A row of numbers as a word-sized picture.
 *
 * @param title what the numbers are, with their unit, such as {@code attempts per second}
 * @param values in the order of time, none negative; of many, neighbours are drawn as their largest
 */
public record Sparkline(String title, List<Long> values) {
    public Sparkline {
        values = List.copyOf(values);
        values.forEach(value -> Checks.notNegative("a value", value));
    }
}
