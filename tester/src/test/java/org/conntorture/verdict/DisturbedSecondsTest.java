package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisturbedSecondsTest {
    private static final long SECOND_NS = 1_000_000_000L;

    /**
     * @param turns one letter a second: {@code d} is disturbed, {@code D} and fails, {@code f} fails, {@code .} is clean, a space
     *     ends a turn
     */
    private static Timeline timeline(String turns) {
        List<Cell> cells = new ArrayList<>();
        int round = 1;
        for (int i = 0; i < turns.length(); i++) {
            char second = turns.charAt(i);
            if (second == ' ') {
                round++;
                continue;
            }
            long failures = second == 'D' || second == 'f' ? 2 : 0;
            int disturbances = second == 'D' || second == 'd' ? 1 : 0;
            cells.add(new Cell(round, i * SECOND_NS, (i + 1) * SECOND_NS, 1_000, failures, false, false, disturbances));
        }
        return new Timeline("subject", cells);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "..D..D..D..D, 0.00404, four of four in its second: 2 / C(12 4)",
        "..df.df.df.df, 0.196, four of four in the second after: 2 C(8 4) / C(13 4)",
        "..D..d..D..d, 0.182, two of four",
        "D D D D, 1, no second is far from a disturbance",
        "....f..f..f, 1, nothing was disturbed",
        "..d.fd.fd.fd.f, 1, always before the next one",
        "..DffDffDff, 0.667, what never ends began once",
        "..d..ffffd..d.., 1, a burst between two",
        "..d..ffDfd..d.., 1, a burst over one of them began before it",
        ".d D .d D .d D, 0.476, another turn is another beginning",
    })
    void shouldTellWhatBeginsAtDisturbances(String turns, double expected, String reason) {
        assertThat(DisturbedSeconds.chance(timeline(turns))).as(reason).isCloseTo(expected, within(0.0005));
    }

    /** Bursts that know nothing of the disturbances are taken for theirs no more often than told. */
    @ParameterizedTest(name = "bursts of {0} s, pauses of {1} s")
    @CsvSource({"1, 1", "1, 3", "1, 10", "2, 3", "3, 3", "5, 8", "20, 20"})
    void shouldHoldForBurstsOfEveryLength(double length, double pause) {
        SplittableRandom random = new SplittableRandom(20261130);
        int taken = 0;
        int runs = 5_000;
        for (int i = 0; i < runs; i++) {
            taken += DisturbedSeconds.chance(timeline(bursts(random, length, pause))) <= 0.05 ? 1 : 0;
        }
        assertThat(taken / (double) runs).isLessThanOrEqualTo(0.05);
    }

    private static String bursts(SplittableRandom random, double length, double pause) {
        StringBuilder turns = new StringBuilder();
        boolean fails = random.nextDouble() < length / (length + pause);
        for (int second = 0; second < 48; second++) {
            boolean disturbed = second % 12 > 0 && second % 3 == 0;
            turns.append(second > 0 && second % 12 == 0 ? " " : "")
                    .append(disturbed ? fails ? 'D' : 'd' : fails ? 'f' : '.');
            fails = random.nextDouble() < 1 / (fails ? length : pause) != fails;
        }
        return turns.toString();
    }

    @Test
    void shouldNotCountSecondsOfWhichNothingIsKnown() {
        List<Cell> cells = new ArrayList<>(timeline("..D..D..D..D").cells());
        for (int i = 0; i < 40; i++) {
            cells.add(new Cell(2, (20 + i) * SECOND_NS, (21 + i) * SECOND_NS, 0, 0, false, true, 0));
        }
        assertThat(DisturbedSeconds.chance(new Timeline("subject", cells))).isCloseTo(0.00404, within(0.0005));
    }
}
