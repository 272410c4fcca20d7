package org.conntorture.verdict;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.numbers.combinatorics.BinomialCoefficientDouble;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/** Whether one sample lies above another, by ranks alone: no shape is assumed, and no outlier decides. */
final class RankTest {
    private RankTest() {}

    /** Chance of so high a sample, were it not higher than the other; 1 where there is too little to rank. */
    static double chanceOfMore(double[] sample, double[] other) {
        if (sample.length < 2 || other.length < 2) {
            return 1;
        }
        double chance = MannWhitneyUTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .test(sample, other)
                .getPValue();
        // With ties the library approximates, and promises more of small samples than all their orders could give.
        double least = 1 / BinomialCoefficientDouble.value(sample.length + other.length, other.length);
        return Double.isNaN(chance) ? 1 : Math.max(least, chance);
    }

    /**
     * Which of many chances are small enough by Holm's procedure, so that the chance of even one wrong among them is at
     * most {@code error}.
     */
    static boolean[] convincing(double[] chances, double error) {
        int[] ascending = IntStream.range(0, chances.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> chances[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean[] convincing = new boolean[chances.length];
        for (int rank = 0; rank < ascending.length; rank++) {
            if (chances[ascending[rank]] > error / (chances.length - rank)) {
                break;
            }
            convincing[ascending[rank]] = true;
        }
        return convincing;
    }

    /** NaN of nothing. */
    static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
