package org.conntorture.verdict;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.conntorture.result.LatencySummary;

/** Numbers and lists as a report says them. */
final class Figures {
    private Figures() {}

    /** {@code 61,000}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code about} figures: 1,234,567 becomes 1,300,000, never less than it was. */
    static String roughCount(long number) {
        long unit = 1;
        while (number / unit >= 100) {
            unit *= 10;
        }
        return count((number + unit - 1) / unit * unit);
    }

    /** {@code 0.0014 %}: two digits that mean something. */
    static String percent(double share) {
        BigDecimal rounded = BigDecimal.valueOf(share * 100).round(new MathContext(2));
        return (rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString()) + " %";
    }

    /** {@code 0.9 s}, or {@code 3.6 ms} below a tenth of a second. */
    static String time(long ns) {
        return ns < 100_000_000 ? LatencySummary.text(ns) : String.format(Locale.ROOT, "%,.1f s", ns / 1e9);
    }

    /** {@code java, go and node}. */
    static String list(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }
}
