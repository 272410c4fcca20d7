package org.conntorture.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long something takes, and moments of a run. */
public final class Durations {
    private static final double NS_PER_US = 1e3;
    private static final double NS_PER_SECOND = 1e9;
    private static final long NS_PER_MS = 1_000_000;
    private static final long TENTH_OF_A_SECOND_NS = 100_000_000;
    private static final long MS_PER_SECOND = 1000;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long SECONDS_PER_HOUR = 3600;
    /** Up to here seconds are easier to read than minutes. */
    private static final long MOST_SECONDS_MS = 180 * MS_PER_SECOND;

    private Durations() {}

    /** A latency as people say it, at most 6 characters below 10,000 s: {@code 4.7 us}, {@code 120 ms}, {@code 60 s}. */
    public static String of(long ns) {
        double value = ns / NS_PER_US;
        for (String unit : List.of(" us", " ms")) {
            if (value < 999.5) {
                return number(value) + unit;
            }
            value /= 1000;
        }
        return number(value) + " s";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%.0f", value);
    }

    /** The same with {@code 61.2 s} for what takes a tenth of a second or more. */
    public static String tenths(long ns) {
        return ns < TENTH_OF_A_SECOND_NS ? of(ns) : String.format(Locale.ROOT, "%,.1f s", ns / NS_PER_SECOND);
    }

    /** In words, so that nobody takes minutes for millions: {@code 5 minutes}, {@code 1 hour 30 minutes}. */
    public static String inWords(Duration duration) {
        if (!duration.isZero() && duration.compareTo(Duration.ofSeconds(1)) < 0) {
            BigDecimal us = BigDecimal.valueOf(duration.toNanos(), 3);
            return duration.toMillis() > 0 ? words(us.movePointLeft(3), "millisecond") : words(us, "microsecond");
        }
        List<String> parts = new ArrayList<>();
        addUnlessZero(parts, BigDecimal.valueOf(duration.toHours()), "hour");
        addUnlessZero(parts, BigDecimal.valueOf(duration.toMinutesPart()), "minute");
        addUnlessZero(
                parts,
                BigDecimal.valueOf(duration.toSecondsPart() * 1_000_000_000L + duration.toNanosPart(), 9),
                "second");
        return parts.isEmpty() ? "0 seconds" : String.join(" ", parts);
    }

    private static void addUnlessZero(List<String> parts, BigDecimal number, String unit) {
        if (number.signum() != 0) {
            parts.add(words(number, unit));
        }
    }

    private static String words(BigDecimal number, String unit) {
        String digits = number.stripTrailingZeros().toPlainString();
        return digits + " " + unit + (digits.equals("1") ? "" : "s");
    }

    /** A moment of the run in a sentence: {@code 3.2 s}, {@code 1:05:10}. */
    public static String moment(long timeMs) {
        return timeMs == 0 ? "0 s" : isLong(timeMs) ? clock(timeMs) : of(timeMs * NS_PER_MS);
    }

    /** Whether a time is told in minutes. */
    public static boolean isLong(long timeMs) {
        return timeMs >= MOST_SECONDS_MS;
    }

    /** {@code 12:30} or {@code 1:12:30}. */
    public static String clock(long timeMs) {
        long seconds = timeMs / MS_PER_SECOND;
        long minutes = seconds / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE;
        long hours = seconds / SECONDS_PER_HOUR;
        String end = String.format(Locale.ROOT, "%02d", seconds % SECONDS_PER_MINUTE);
        return hours == 0 ? minutes + ":" + end : String.format(Locale.ROOT, "%d:%02d:%s", hours, minutes, end);
    }

    /** {@code between 3.2 s and 80 s}, or {@code at 3.2 s}. */
    public static String between(long fromMs, long toMs) {
        String from = moment(fromMs);
        String to = moment(toMs);
        return from.equals(to) ? "at " + from : "between " + from + " and " + to;
    }
}
