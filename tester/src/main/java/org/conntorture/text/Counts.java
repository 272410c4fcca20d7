package org.conntorture.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Whole numbers and shares. */
public final class Counts {
    private static final MathContext TWO_DIGITS = new MathContext(2);

    private Counts() {}

    /** {@code 61,000}. */
    public static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 SYN}, {@code 12 SYNs}. */
    public static String of(long number, String noun) {
        return of(number, noun, noun + "s");
    }

    /** {@code 1 process}, {@code 2 processes}. */
    public static String of(long number, String one, String many) {
        return of(number) + " " + (number == 1 ? one : many);
    }

    /** {@code about} figures: 1,234,567 becomes 1,300,000, never less than it was. */
    public static String rough(long number) {
        long unit = 1;
        while (number / unit >= 100) {
            unit *= 10;
        }
        return of((number + unit - 1) / unit * unit);
    }

    /** {@code 0.0014 %} for 0.000014. */
    public static String percent(double share) {
        return twoDigits(share * 100) + " %";
    }

    /** Two digits that mean something: {@code 0.0014}. */
    public static String twoDigits(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(TWO_DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
