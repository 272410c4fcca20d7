package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateEstimatorTest {
    private static final long SEED = 20190712;
    private static final int RUNS = 1_000;
    private static final int ROUNDS = 4;
    private static final int TURN_SECONDS = 12;
    private static final long ATTEMPTS_PER_SECOND = 1_000;

    @Test
    void shouldBoundCleanTargetByThreeInItsAttempts() {
        FailureRate rate = RateEstimator.estimate(timeline(second -> 0));

        assertThat(rate.estimate()).isZero();
        assertThat(rate.low95()).isZero();
        assertThat(rate.high95()).isCloseTo(3.0 / (ROUNDS * TURN_SECONDS * ATTEMPTS_PER_SECOND), within(1e-6));
    }

    @Test
    void shouldKnowNoRateWithoutAttempts() {
        assertThat(RateEstimator.estimate(new Timeline("idle", List.of()))).isNull();
    }

    @Test
    void shouldBeSureOfTargetThatAlwaysFails() {
        FailureRate rate = RateEstimator.estimate(timeline(second -> ATTEMPTS_PER_SECOND));

        assertThat(rate.estimate()).isEqualTo(1);
        assertThat(rate.high95()).isEqualTo(1);
    }

    @Test
    void shouldBeWiderForOneClumpThanForAsManyScatteredFailures() {
        FailureRate clump = RateEstimator.estimate(timeline(second -> second == 20 ? 48 : 0));
        FailureRate scattered = RateEstimator.estimate(timeline(second -> 1));

        assertThat(clump.estimate()).isEqualTo(scattered.estimate());
        assertThat(clump.high95()).isGreaterThan(2 * scattered.high95());
        assertThat(clump.low95()).isLessThan(scattered.low95() / 5);
    }

    /** The library counts in int. */
    @Test
    void shouldBoundMoreAttemptsThanAnIntHolds() {
        Cell many = new Cell(1, 0, 1_000_000_000L, 10_000_000_000L, 0, false, false, 0);
        FailureRate clean = RateEstimator.estimate(new Timeline("many", List.of(many)));
        Cell half = new Cell(1, 0, 1_000_000_000L, 10_000_000_000L, 5_000_000_000L, false, false, 0);
        FailureRate failing = RateEstimator.estimate(new Timeline("many", List.of(half)));

        assertThat(clean.high95()).isCloseTo(3.0 / Integer.MAX_VALUE, within(1e-10));
        assertThat(failing.low95()).isCloseTo(0.5, within(1e-4));
        assertThat(failing.high95()).isCloseTo(0.5, within(1e-4));
    }

    /** Time-outs are counted where they began, whatever ended there. */
    @Test
    void shouldKnowNoRateAboveOne() {
        Cell late = new Cell(1, 0, 1_000_000_000L, 3, 5, false, false, 0);

        assertThat(RateEstimator.estimate(new Timeline("late", List.of(late))).estimate())
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "............, 3 3 3 3, left alone: four parts",
        "......|......, 2 1 2 1 2 1 2 1, each turn by itself",
        "...d.....d.., 3 6 3, from one disturbance to the next",
        "d..., 4, disturbed from its first second on",
        "..d.|...., 2 2 1 1 1 1, one turn disturbed and one not",
        "..., 1 1 1, fewer seconds than parts",
    })
    void shouldCutTurnsIntoParts(String seconds, String sizes, String reason) {
        List<Cell> cells = new ArrayList<>();
        int round = 1;
        for (char second : seconds.toCharArray()) {
            round += second == '|' ? 1 : 0;
            if (second != '|') {
                cells.add(new Cell(round, 0, 0, 1, 0, false, false, second == 'd' ? 1 : 0));
            }
        }
        assertThat(RateEstimator.parts(cells, RateEstimator.PARTS_OF_TURN).stream()
                        .map(part -> "" + part.size())
                        .collect(Collectors.joining(" ")))
                .as(reason)
                .isEqualTo(sizes);
    }

    @Test
    void shouldGiveTheSameIntervalAgain() {
        Timeline timeline = timeline(second -> second % 7);
        assertThat(RateEstimator.estimate(timeline)).isEqualTo(RateEstimator.estimate(timeline));
    }

    @ParameterizedTest(name = "{0} clumps of {1} s on average")
    @CsvSource({
        "2, 0.3, 0.85, two clumps or one do not tell how large they can be",
        "10, 0.3, 0.93, many short clumps",
        "5, 2, 0.88, clumps that run over several segments",
        "20, 1, 0.94, clumps everywhere",
    })
    void shouldHoldTheTrueRateOfClumpyFailures(double clumps, double meanSeconds, double least, String reason) {
        System.out.println("seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        double clumpChancePerSecond = clumps / (ROUNDS * TURN_SECONDS);
        int held = 0;
        int failing = 0;
        double truth = trueRate(new SplittableRandom(SEED + 1), clumpChancePerSecond, meanSeconds);
        for (int i = 0; i < RUNS; i++) {
            FailureRate rate = RateEstimator.estimate(clumpy(random, clumpChancePerSecond, meanSeconds));
            failing += rate.estimate() > 0 ? 1 : 0;
            held += rate.estimate() > 0 && rate.low95() <= truth && truth <= rate.high95() ? 1 : 0;
        }
        double coverage = held / (double) failing;
        System.out.printf(
                "%.0f clumps of %.1f s: true rate %.4f, held by %.3f%n", clumps, meanSeconds, truth, coverage);
        assertThat(coverage).as(reason).isGreaterThanOrEqualTo(least);
    }

    private static double trueRate(SplittableRandom random, double chance, double meanSeconds) {
        double sum = 0;
        for (int i = 0; i < 4 * RUNS; i++) {
            Timeline timeline = clumpy(random, chance, meanSeconds);
            sum += timeline.failures() / (double) timeline.attempts();
        }
        return sum / (4 * RUNS);
    }

    /** Clumps begin at random within a turn and last an exponential time; half of the attempts in them fail. */
    private static Timeline clumpy(SplittableRandom random, double chancePerSecond, double meanSeconds) {
        double[] share = new double[ROUNDS * TURN_SECONDS];
        for (int second = 0; second < share.length; second++) {
            if (random.nextDouble() < chancePerSecond) {
                double left = -meanSeconds * Math.log(1 - random.nextDouble());
                int turnEnd = (second / TURN_SECONDS + 1) * TURN_SECONDS;
                for (int hit = second; left > 0 && hit < turnEnd; hit++, left--) {
                    share[hit] = Math.min(1, share[hit] + Math.min(1, left));
                }
            }
        }
        return timeline(second -> (long) (share[second] * ATTEMPTS_PER_SECOND / 2));
    }

    private interface Failures {
        long in(int second);
    }

    private static Timeline timeline(Failures failures) {
        List<Cell> cells = new ArrayList<>();
        for (int second = 0; second < ROUNDS * TURN_SECONDS; second++) {
            long startNs = second * 1_000_000_000L;
            int round = second / TURN_SECONDS + 1;
            cells.add(new Cell(
                    round,
                    startNs,
                    startNs + 1_000_000_000L,
                    ATTEMPTS_PER_SECOND,
                    failures.in(second),
                    false,
                    false,
                    0));
        }
        return new Timeline("clumpy", cells);
    }
}
