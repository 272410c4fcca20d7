package org.conntorture.report;

import org.conntorture.text.Counts;
import org.conntorture.verdict.FailureRate;

/** Shares as a table says them: two digits that mean something, without the percent sign. */
public final class Percent {
    /** Smaller ones would only widen the table. */
    private static final double LEAST = 0.00001;

    private Percent() {}

    /** {@code 0.028 (0.016-0.045)}. */
    public static String text(FailureRate rate) {
        return text(rate.estimate()) + " (" + text(rate.low95()) + "-" + text(rate.high95()) + ")";
    }

    /** {@code 0.028} for 0.00028; neither 0 nor 100 unless it is exactly that. */
    public static String text(double share) {
        double percent = share * 100;
        if (percent > 0 && percent < LEAST) {
            return "<0.00001";
        }
        if (percent < 100 && percent >= 99.5) {
            return ">99";
        }
        return Counts.twoDigits(percent);
    }
}
