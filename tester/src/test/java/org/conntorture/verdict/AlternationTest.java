package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlternationTest {
    private static final long SECOND_NS = 1_000_000_000L;

    /** @param order of one-second turns, S of the subject and C of the control */
    private static Timeline turnsOf(char who, String order, long attempts, long failures) {
        return turnsOf(who, order, attempts, failures, SECOND_NS);
    }

    private static Timeline turnsOf(char who, String order, long attempts, long failures, long lengthNs) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < order.length(); i++) {
            if (order.charAt(i) == who) {
                cells.add(new Cell(
                        cells.size() + 1,
                        i * SECOND_NS,
                        i * SECOND_NS + lengthNs,
                        attempts,
                        failures,
                        false,
                        false,
                        0));
            }
        }
        return new Timeline(who == 'S' ? "subject" : "control", cells);
    }

    private static double chance(String order) {
        return Alternation.chance(turnsOf('S', order, 50, 50), List.of(turnsOf('C', order, 50, 0)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "CSSC, 0.148, two rounds are too few",
        "CSSCCS, 0.0346, three",
        "CSSCCSSC, 0.00839, four",
        "CS, 1, one turn of each",
        "CSCSCSCS, 1, a fault that comes and goes each time keeps step with such an order",
    })
    void shouldBeTheLargestChanceOfSuchAnOrder(String order, double expected, String reason) {
        assertThat(chance(order)).as(reason).isCloseTo(expected, within(0.0005));
    }

    @Test
    void shouldSayNothingOfTurnsThatAreCleanOrTooShortToShowIt() {
        String order = "CSSCCSSC";
        Timeline subject = turnsOf('S', order, 50, 50);

        assertThat(Alternation.chance(turnsOf('S', order, 50, 0), List.of(turnsOf('C', order, 50, 0))))
                .isEqualTo(1);
        assertThat(Alternation.chance(subject, List.of(turnsOf('C', order, 50, 1))))
                .isEqualTo(1);
        assertThat(Alternation.chance(subject, List.of(turnsOf('C', order, 1, 0))))
                .isEqualTo(1);
        assertThat(Alternation.chance(turnsOf('S', order, 5_000, 5), List.of(turnsOf('C', order, 50, 0))))
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} attempts and {1} failures in a turn, {2} attempts in one of the control: {3}")
    @CsvSource({
        "5000, 5, 5000, 0.00839, a few failures in each turn",
        "5000, 5, 3000, 0.00839, a control that would have shown three",
        "5000, 1, 2600, 0.0201, one with half the attempts",
        "50, 50, 5, 0.00839, one with few attempts of which all would have failed",
    })
    void shouldWeighWhatTheControlsTurnsWouldHaveShown(
            long attempts, long failures, long ofControl, double expected, String reason) {
        String order = "CSSCCSSC";
        double chance =
                Alternation.chance(turnsOf('S', order, attempts, failures), List.of(turnsOf('C', order, ofControl, 0)));
        assertThat(chance).as(reason).isCloseTo(expected, within(0.0005));
    }

    @ParameterizedTest(name = "{0} of 50 fail, turns of the control last a part of {1}: {2}")
    @CsvSource({
        "50, 0.01, 0.00839, a turn of whatever length falls into a fault without an end",
        "40, 0.01, 0.00839, or into one that fills most of the turn",
        "20, 0.01, 1, but might miss one that fills less of it",
        "20, 0.6, 0.0145, unless it has time enough itself",
    })
    void shouldAskTimeOfTheControlsTurnsOnlyWhereTheFaultHasPauses(
            long failures, double part, double expected, String reason) {
        String order = "CSSCCSSC";
        Timeline control = turnsOf('C', order, 50, 0, (long) (part * SECOND_NS));
        double chance = Alternation.chance(turnsOf('S', order, 50, failures), List.of(control));
        assertThat(chance).as(reason).isCloseTo(expected, within(0.0005));
    }

    /** The same of a fault so short that every turn has it or not by itself. */
    @ParameterizedTest
    @CsvSource({"0.1", "0.3", "0.5", "0.7", "0.9"})
    void shouldHoldForShortFaultsOfEveryFrequency(double share) {
        SplittableRandom random = new SplittableRandom(20261201);
        String order = "CSSCCSSC";
        int like = 0;
        int trials = 100_000;
        for (int trial = 0; trial < trials; trial++) {
            boolean same = true;
            for (int i = 0; i < order.length(); i++) {
                same &= random.nextDouble() < share == (order.charAt(i) == 'S');
            }
            like += same ? 1 : 0;
        }
        assertThat(like / (double) trials).isLessThanOrEqualTo(chance(order) * 1.1);
    }

    @Test
    void shouldCountATurnOfFiveAttempts() {
        String order = "CSSCCSSC";

        assertThat(Alternation.chance(turnsOf('S', order, 5, 5), List.of(turnsOf('C', order, 5, 0))))
                .isCloseTo(0.00839, within(0.0005));
    }

    @Test
    void shouldSayNothingWhereTheLastTurnIsOtherwise() {
        String order = "CSSCCSSC";
        Timeline subject = turnsOf('S', order, 50, 50);
        Timeline control = turnsOf('C', order, 50, 0);

        assertThat(Alternation.chance(withLast(subject, 0), List.of(control))).isEqualTo(1);
        assertThat(Alternation.chance(subject, List.of(withLast(control, 1)))).isEqualTo(1);
    }

    private static Timeline withLast(Timeline timeline, long failures) {
        List<Cell> cells = new ArrayList<>(timeline.cells());
        Cell last = cells.remove(cells.size() - 1);
        cells.add(new Cell(last.round(), last.startNs(), last.endNs(), 50, failures, false, false, 0));
        return new Timeline(timeline.target(), cells);
    }

    /** Whatever a common fault's rhythm, it looks like that no more often than told. */
    @ParameterizedTest
    @CsvSource({"0.1", "0.3", "0.5", "0.571", "0.8", "0.95"})
    void shouldHoldForEveryRhythmOfACommonFault(double change) {
        SplittableRandom random = new SplittableRandom(20261130);
        String order = "CSSCCSSC";
        int like = 0;
        int trials = 100_000;
        for (int trial = 0; trial < trials; trial++) {
            boolean faulty = false;
            boolean same = true;
            for (int i = 0; i < order.length(); i++) {
                faulty ^= i > 0 && random.nextDouble() < change;
                same &= faulty == (order.charAt(i) == 'S');
            }
            like += same ? 1 : 0;
        }
        assertThat(like / (double) trials).isLessThanOrEqualTo(chance(order) * 1.1);
    }
}
