package org.conntorture.verdict;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;
import org.conntorture.text.Counts;

/** So many of so many independent trials, with the 95 % interval by Clopper and Pearson. */
public record Proportion(int count, int trials) {
    private static final double ERROR = 0.05;

    public Proportion {
        if (count < 0 || count > trials) {
            throw new IllegalArgumentException("count must be 0 to " + trials + ", was " + count);
        }
    }

    /** {@code 57 of 60 (95 %, 86 to 99 %)}. */
    @Override
    public String toString() {
        if (trials == 0) {
            return "0 of 0";
        }
        Interval interval = BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(trials, count, ERROR);
        return count + " of " + trials + " (" + Counts.percent(count / (double) trials) + ", 95 %: "
                + Counts.percent(interval.getLowerBound()) + " to " + Counts.percent(interval.getUpperBound()) + ")";
    }
}
