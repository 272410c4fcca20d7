package org.conntorture.plan;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts, rates, sizes and durations as people write them, the same in scenario files and on the command line, whatever the
 * locale. What cannot be understood is an IllegalArgumentException with one sentence.
 */
public final class Quantity {
    private static final String DIGITS = "[0-9]+(?:_[0-9]+)*(?:\\.[0-9]+)?";
    private static final Pattern SCALED = Pattern.compile("(" + DIGITS + ")([kmg]?)", Pattern.CASE_INSENSITIVE);
    /** Of the groups of {@link #DURATION}: h, m, s, ms, us. */
    private static final List<Long> UNIT_NS =
            List.of(3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L);
    /** Large units first, each at most once; in lower case only, because {@code 5M} is a count. */
    private static final Pattern DURATION = Pattern.compile("(?=.)(?:(" + DIGITS + ")h)?(?:(" + DIGITS + ")m)?(?:("
            + DIGITS + ")s)?(?:(" + DIGITS + ")ms)?(?:(" + DIGITS + ")us)?");
    /** More would only slow the arithmetic down: the largest value has 19 digits. */
    private static final int MOST_CHARACTERS = 40;

    private Quantity() {}

    /** Whole number with an optional unit of 1000s: {@code 61000}, {@code 1_000}, {@code 5k}, {@code 5M} or {@code 5m}. */
    public static long count(String text) {
        return whole("count", text, scaled("count", text, 1000), "pieces");
    }

    /** Bytes, with an optional unit of 1024s: {@code 4k} is 4096. */
    public static long size(String text) {
        return whole("size", text, scaled("size", text, 1024), "bytes");
    }

    /** Attempts per second: {@code 100}, {@code 2k}, {@code 0.5}. */
    public static double rate(String text) {
        return scaled("rate", text, 1000).doubleValue();
    }

    /** {@code 250us}, {@code 100ms}, {@code 1.5s}, {@code 5m}, {@code 1h30m}; a number without a unit is refused. */
    public static Duration duration(String text) {
        refuseNegative("duration", text);
        if (text.matches(DIGITS)) {
            throw new IllegalArgumentException("duration '" + text + "' needs a unit: us, ms, s, m or h, such as 5s");
        }
        Matcher matcher = DURATION.matcher(text);
        if (text.length() > MOST_CHARACTERS || !matcher.matches()) {
            throw new IllegalArgumentException(
                    "duration '" + text
                            + "' is not understood: write numbers with the units us, ms, s, m or h in lower case, such as 5s or 1h30m");
        }
        BigDecimal sumNs = BigDecimal.ZERO;
        for (int i = 0; i < UNIT_NS.size(); i++) {
            String number = matcher.group(i + 1);
            if (number != null) {
                sumNs = sumNs.add(decimal(number).multiply(BigDecimal.valueOf(UNIT_NS.get(i))));
            }
        }
        return Duration.ofNanos(whole("duration", text, sumNs, "nanoseconds"));
    }

    private static BigDecimal scaled(String what, String text, int base) {
        refuseNegative(what, text);
        Matcher matcher = SCALED.matcher(text);
        if (text.length() > MOST_CHARACTERS || !matcher.matches()) {
            throw new IllegalArgumentException(
                    what + " '" + text + "' is not a number with an optional k, M or G, such as 100, 5k or 5M");
        }
        int power = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 1;
            case "m" -> 2;
            case "g" -> 3;
            default -> 0;
        };
        return decimal(matcher.group(1)).multiply(BigDecimal.valueOf(base).pow(power));
    }

    private static long whole(String what, String text, BigDecimal value, String unit) {
        if (value.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(what + " '" + text + "' must be a whole number of " + unit);
        }
        if (value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException(what + " '" + text + "' is too large");
        }
        return value.longValue();
    }

    private static void refuseNegative(String what, String text) {
        if (text.startsWith("-")) {
            throw new IllegalArgumentException(what + " '" + text + "' must not be negative");
        }
    }

    private static BigDecimal decimal(String digits) {
        return new BigDecimal(digits.replace("_", ""));
    }
}
