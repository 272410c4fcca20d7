package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/**
 * The failure rate of one target with its interval. Where nothing failed that is Clopper-Pearson, the whole error on
 * its one open side. Otherwise failures come in clumps, and attempts are no independent trials: segments of turns are
 * resampled, each from one disturbance to the next, or a quarter of an undisturbed turn. Resampling knows nothing of
 * clumps that did not happen, so the number of failing segments gets a Clopper-Pearson interval of its own; the
 * widest bounds of the three are told.
 */
final class RateEstimator {
    private static final int RESAMPLES = 2_000;
    private static final long SEED = 0x636f6e6e746f7274L;
    private static final int PARTS_OF_TURN = 4;
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
        double[] resampled = resampledRates(segments);
        double rateIfAllFailed = rateIfAllFailed(segments);
        Interval failing = clopperPearson(segments.size(), failingCount(segments), ERROR);
        double[] lows = {
            estimate, independent.getLowerBound(), at(resampled, ERROR / 2), rateIfAllFailed * failing.getLowerBound()
        };
        double[] highs = {
            estimate,
            independent.getUpperBound(),
            at(resampled, 1 - ERROR / 2),
            rateIfAllFailed * failing.getUpperBound()
        };
        return new FailureRate(
                estimate,
                Arrays.stream(lows).min().orElseThrow(),
                Math.min(1, Arrays.stream(highs).max().orElseThrow()));
    }

    private static double[] resampledRates(List<Segment> segments) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] rates = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            long attempts = 0;
            long failures = 0;
            for (int draw = 0; draw < segments.size(); draw++) {
                Segment segment = segments.get(random.nextInt(segments.size()));
                attempts += segment.attempts();
                failures += segment.failures();
            }
            rates[i] = attempts == 0 ? 0 : Math.min(1, failures / (double) attempts);
        }
        Arrays.sort(rates);
        return rates;
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) Math.round(quantile * (sorted.length - 1))];
    }

    private static long failingCount(List<Segment> segments) {
        return segments.stream().filter(segment -> segment.failures() > 0).count();
    }

    /** What the rate would be with every segment like the failing ones. */
    private static double rateIfAllFailed(List<Segment> segments) {
        double attempts = segments.stream().mapToLong(Segment::attempts).sum();
        double failures = segments.stream().mapToLong(Segment::failures).sum();
        return failures / failingCount(segments) * segments.size() / attempts;
    }

    /** The library counts in int; beyond that the counts shrink together, which only widens the interval. */
    private static Interval clopperPearson(long trials, long successes, double error) {
        double scale = Math.min(1, Integer.MAX_VALUE / (double) trials);
        return BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(
                (int) (trials * scale), (int) Math.ceil(successes * scale), error);
    }

    private static List<Segment> segments(Timeline timeline) {
        List<Segment> segments = new ArrayList<>();
        List<Cell> cells = timeline.cells();
        int turnStart = 0;
        for (int i = 1; i <= cells.size(); i++) {
            if (i == cells.size()
                    || cells.get(i).round() != cells.get(turnStart).round()) {
                addSegments(cells.subList(turnStart, i), segments);
                turnStart = i;
            }
        }
        return segments;
    }

    private static void addSegments(List<Cell> turn, List<Segment> segments) {
        boolean disturbed = turn.stream().anyMatch(cell -> cell.disturbances() > 0);
        int start = 0;
        for (int i = 1; i <= turn.size(); i++) {
            boolean splits = i == turn.size()
                    || (disturbed
                            ? turn.get(i).disturbances() > 0
                            : i * PARTS_OF_TURN / turn.size() != (i - 1) * PARTS_OF_TURN / turn.size());
            if (splits) {
                segments.add(segment(turn.subList(start, i)));
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
