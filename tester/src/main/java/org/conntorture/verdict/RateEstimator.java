package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/**
 * The failure rate of one target with its interval. Where nothing failed that is Clopper-Pearson, the whole error on
 * its one open side. Otherwise failures come in clumps, and attempts are no independent trials; the unit is a segment
 * of a turn, from one disturbance to the next, or a quarter of an undisturbed turn. How many segments fail is bounded
 * by Clopper-Pearson, how hard a failing one is hit by resampling the failing ones, and the rate by the product of
 * both; it is never told narrower than independent attempts would give it. In simulations it holds the true rate in 95
 * of 100 runs, in 87 where only one or two clumps were seen; resampling all segments alone held it in 82 to 88.
 */
final class RateEstimator {
    private static final int RESAMPLES = 1_000;
    private static final long SEED = 0x636f6e6e746f7274L;
    static final int PARTS_OF_TURN = 4;
    private static final double ERROR = 0.05;

    private RateEstimator() {}

    /** Attempts and failures of one segment. */
    private record Segment(long attempts, long failures) {}

    /** Null where there is no attempt to count. */
    static FailureRate estimate(Timeline timeline) {
        long attempts = timeline.attempts();
        long failures = Math.min(timeline.failures(), attempts);
        if (attempts == 0) {
            return null;
        }
        if (failures == 0) {
            return new FailureRate(0, 0, clopperPearson(attempts, 0, 2 * ERROR).getUpperBound());
        }
        double estimate = failures / (double) attempts;
        Interval independent = clopperPearson(attempts, failures, ERROR);
        List<Segment> segments = segments(timeline);
        List<Segment> failing =
                segments.stream().filter(segment -> segment.failures() > 0).toList();
        double[] severities = resampledRates(failing);
        boolean everywhere = failing.size() == segments.size();
        Interval spread = clopperPearson(segments.size(), failing.size(), ERROR);
        double low = (everywhere ? 1 : spread.getLowerBound()) * at(severities, ERROR / 2);
        double high = spread.getUpperBound() * at(severities, 1 - ERROR / 2);
        return new FailureRate(
                estimate,
                Math.min(estimate, Math.min(low, independent.getLowerBound())),
                Math.max(estimate, Math.max(high, independent.getUpperBound())));
    }

    private static double[] resampledRates(List<Segment> segments) {
        SplittableRandom random = new SplittableRandom(SEED);
        long[] attemptsOf = segments.stream().mapToLong(Segment::attempts).toArray();
        long[] failuresOf = segments.stream().mapToLong(Segment::failures).toArray();
        double[] rates = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            long attempts = 0;
            long failures = 0;
            for (int draw = 0; draw < attemptsOf.length; draw++) {
                int segment = random.nextInt(attemptsOf.length);
                attempts += attemptsOf[segment];
                failures += failuresOf[segment];
            }
            rates[i] = Math.min(1, failures / (double) Math.max(1, attempts));
        }
        Arrays.sort(rates);
        return rates;
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) Math.round(quantile * (sorted.length - 1))];
    }

    /** The library counts in int; beyond that the counts shrink together, which only widens the interval. */
    private static Interval clopperPearson(long trials, long successes, double error) {
        double scale = Math.min(1, Integer.MAX_VALUE / (double) trials);
        return BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(
                (int) (trials * scale), (int) Math.ceil(successes * scale), error);
    }

    private static List<Segment> segments(Timeline timeline) {
        return parts(timeline.cells(), PARTS_OF_TURN).stream()
                .map(RateEstimator::segment)
                .toList();
    }

    /** The turns, each cut at its disturbances, or into {@code partsOfTurn} where it was left alone. */
    static List<List<Cell>> parts(List<Cell> cells, int partsOfTurn) {
        List<List<Cell>> parts = new ArrayList<>();
        int turnStart = 0;
        for (int i = 1; i <= cells.size(); i++) {
            if (i == cells.size()
                    || cells.get(i).round() != cells.get(turnStart).round()) {
                addParts(cells.subList(turnStart, i), partsOfTurn, parts);
                turnStart = i;
            }
        }
        return parts;
    }

    private static void addParts(List<Cell> turn, int partsOfTurn, List<List<Cell>> parts) {
        boolean disturbed = turn.stream().anyMatch(cell -> cell.disturbances() > 0);
        int start = 0;
        for (int i = 1; i <= turn.size(); i++) {
            boolean splits = i == turn.size()
                    || (disturbed
                            ? turn.get(i).disturbances() > 0
                            : i * partsOfTurn / turn.size() != (i - 1) * partsOfTurn / turn.size());
            if (splits) {
                parts.add(turn.subList(start, i));
                start = i;
            }
        }
    }

    private static Segment segment(List<Cell> cells) {
        return new Segment(
                cells.stream().mapToLong(Cell::attempts).sum(),
                cells.stream().mapToLong(Cell::failures).sum());
    }
}
