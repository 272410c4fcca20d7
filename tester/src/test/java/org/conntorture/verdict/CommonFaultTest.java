package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Chances computed by hand. A turn is one letter of the pattern, ten seconds long: S, s and m are the subject's (all, the
 * sixth second, or two attempts of each second failing), C the control's, clean, I the control's without an attempt.
 */
class CommonFaultTest {
    private static final int TURN_SECONDS = 10;
    private static final long ATTEMPTS_PER_SECOND = 1_000;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "CsC, 0.3, one second inside: share 1/3 and 9 of 10 places in the turn",
        "CSC, 0.0067, from first to last between clean neighbours: share 1/3 and the least fit of 1/50",
        "CS, 0.1, a host that changed for good looks the same: share 1/2 and the least one-sided fit of 1/5",
        "SCCS, 0.01, two changes at the turns' edges: (1/2 * 1/5)^2",
        "CSSC, 0.01, two turns side by side are one stay: 1/2 * 1/50",
        "CssC, 0.225, two clumps of one stay count as one where bursts pause for long: 1/2 * (1 - 11/20)",
        "CsCCsC, 0.09, two clumps in two stays: (1/3 * 9/10)^2",
        "CmC, 0.0298, half a second of each neighbour may hide so few: 1/3 * (1 - 10 / 10.98)",
        "CSISC, 0.01, a turn without an attempt parts no stay: 1/2 * 1/50",
    })
    void shouldMultiplyShareAndFitOfEachClump(String turns, double chance, String reason) {
        assertThat(result(turns).chance()).as(reason).isCloseTo(chance, within(0.005));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"CsC, 3", "CS, 2", "CsCCsC, 2", "CSC, 1", "S, 0"})
    void shouldTellHowMuchLongerTheRunMustBe(String turns, long times) {
        assertThat(result(turns).timesAsLong()).isEqualTo(times);
    }

    /** Share 1/18 is needed where the fit is 9/10: seventeen times the subject's exposure, of which two are there. */
    @ParameterizedTest(name = "{1}")
    @CsvSource({"1000, by attempts", "10, by time where the subject is slow"})
    void shouldTellHowManyAttemptsTheControlLacks(long subjectAttemptsPerSecond, String reason) {
        assertThat(result("CsC", subjectAttemptsPerSecond, "C").attemptsPerControl())
                .as(reason)
                .isCloseTo(150_000, withinPercentage(1));
    }

    @Test
    void shouldShareOutWhatSeveralControlsLack() {
        assertThat(result("CsD", ATTEMPTS_PER_SECOND, "CD").attemptsPerControl())
                .isCloseTo(75_000, withinPercentage(1));
    }

    @Test
    void shouldTellTurnsThatAreAllDrain() {
        List<Cell> cells = new ArrayList<>();
        for (int half = 0; half < 8; half++) {
            long startNs = half * 500_000_000L;
            boolean subject = half % 4 == 1 || half % 4 == 2;
            cells.add(new Cell(half, startNs, startNs + 500_000_000L, 1000, subject ? 1000 : 0, false, true, 0));
        }
        Timeline control = new Timeline(
                "control", cells.stream().filter(cell -> !cell.failing()).toList());
        Timeline subject =
                new Timeline("subject", cells.stream().filter(Cell::failing).toList());

        // Two stays, each with the least fit of 1/50: (1/2 * 1/50)^2.
        assertThat(new CommonFault(subject, List.of(control), List.of(control))
                        .result()
                        .chance())
                .isCloseTo(0.0001, within(0.00001));
    }

    private static CommonFault.Result result(String turns) {
        return result(turns, ATTEMPTS_PER_SECOND, "C");
    }

    /** @param of a letter for each control */
    private static CommonFault.Result result(String turns, long subjectAttempts, String of) {
        List<Timeline> controls = of.chars()
                .mapToObj(letter -> new Timeline("control", cells(turns, (char) letter + "I", ATTEMPTS_PER_SECOND)))
                .toList();
        Timeline subject = new Timeline("subject", cells(turns, "Ssm", subjectAttempts));
        return new CommonFault(subject, controls, controls).result();
    }

    private static List<Cell> cells(String turns, String kinds, long attempts) {
        List<Cell> cells = new ArrayList<>();
        for (int turn = 0; turn < turns.length(); turn++) {
            char kind = turns.charAt(turn);
            for (int second = 0; kinds.indexOf(kind) >= 0 && second < TURN_SECONDS; second++) {
                boolean all = kind == 'S' || (kind == 's' && second == 5);
                long failures = all ? attempts : kind == 'm' ? 2 : 0;
                cells.add(cell(turn, turn * TURN_SECONDS + second, kind == 'I' ? 0 : attempts, failures));
            }
        }
        return cells;
    }

    private static Cell cell(int turn, int second, long attempts, long failures) {
        long startNs = second * 1_000_000_000L;
        return new Cell(turn, startNs, startNs + 1_000_000_000L, attempts, failures, false, false, 0);
    }
}
