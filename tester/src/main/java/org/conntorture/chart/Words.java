package org.conntorture.chart;

import java.util.List;
import java.util.Locale;

/** Numbers and names as pictures and their text alternatives say them. */
public final class Words {
    private static final long NS_PER_MS = 1_000_000;
    private static final double[] UNIT_NS = {1_000_000_000, 1_000_000, 1_000, 1};
    private static final String[] UNITS = {" s", " ms", " us", " ns"};
    private static final long MS_PER_SECOND = 1000;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long SECONDS_PER_HOUR = 3600;
    /** Up to here seconds are easier to read than minutes. */
    private static final long MOST_SECONDS = 180;

    private Words() {}

    /** {@code 1,843}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 failure}, {@code 2 failures}. */
    public static String count(long count, String one, String many) {
        return count(count) + ' ' + (count == 1 ? one : many);
    }

    /** {@code 85 us}, {@code 2.0 s}: two digits where it is below ten. */
    public static String duration(double durationNs) {
        if (durationNs <= 0) {
            return "0 s";
        }
        int unit = 0;
        while (unit < UNITS.length - 1 && durationNs < UNIT_NS[unit] * 0.9995) {
            unit++;
        }
        double value = durationNs / UNIT_NS[unit];
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%.0f", value) + UNITS[unit];
    }

    /** A moment of the run in a sentence: {@code 3.2 s}, {@code 1:05:10}. */
    public static String moment(long timeMs) {
        return timeMs < MOST_SECONDS * MS_PER_SECOND ? duration((double) timeMs * NS_PER_MS) : clock(timeMs);
    }

    /** {@code 12:30} or {@code 1:12:30}. */
    public static String clock(long timeMs) {
        long seconds = timeMs / MS_PER_SECOND;
        long minutes = seconds / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE;
        long hours = seconds / SECONDS_PER_HOUR;
        String end = String.format(Locale.ROOT, "%02d", seconds % SECONDS_PER_MINUTE);
        return hours == 0 ? minutes + ":" + end : String.format(Locale.ROOT, "%d:%02d:%s", hours, minutes, end);
    }

    /** Whether times of the axis are told in minutes. */
    public static boolean isLong(TimeAxis time) {
        return time.toMs() > MOST_SECONDS * MS_PER_SECOND;
    }

    /** At most so many characters, the end replaced by three dots. */
    public static String cut(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 3)) + "...";
    }

    /** {@code a, b and 3 more}. */
    public static String list(List<String> items, int most) {
        if (items.size() <= most) {
            return String.join(", ", items);
        }
        return String.join(", ", items.subList(0, most)) + " and " + count(items.size() - most) + " more";
    }

    /** {@code between 3.2 s and 80 s}, or {@code at 3.2 s}. */
    public static String between(long fromMs, long toMs) {
        String from = moment(fromMs);
        String to = moment(toMs);
        return from.equals(to) ? "at " + from : "between " + from + " and " + to;
    }
}
