package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A second is a digit: so many tenths of its attempts fail; a dash where no attempt ended. */
class ClumpTest {
    private static List<Cell> stay(String seconds) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < seconds.length(); i++) {
            long startNs = i * 1_000_000_000L;
            boolean idle = seconds.charAt(i) == '-';
            long failures = idle ? 0 : 100L * (seconds.charAt(i) - '0');
            cells.add(new Cell(1, startNs, startNs + 1_000_000_000L, idle ? 0 : 1_000, failures, false, false, 0));
        }
        return cells;
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "0000, 1, '', nothing fails",
        "0550, 1, 2, two seconds in a row",
        "5005, 1, 1 1, two clean seconds part what one does not",
        "5005, 2, 4, and are part of it where bursts pause as long",
        "505, 1, 3, one clean second does not part",
        "5-0-5, 1, 5, nor do seconds of which nothing is known",
        "50-05, 1, 1 1, whose clean neighbours count together",
        "0500500050, 2, 4 1, each pause counts alone",
    })
    void shouldPartSecondsByCleanOnes(String seconds, int pause, String sizes, String reason) {
        assertThat(Clump.in(stay(seconds), pause).stream()
                        .map(clump -> "" + clump.cells().size())
                        .collect(Collectors.joining(" ")))
                .as(reason)
                .isEqualTo(sizes);
    }

    @ParameterizedTest(name = "{0}: {1} s")
    @CsvSource({
        "5, 0.5, half a second of one",
        "55, 1, the edges of two",
        "595, 2.1111, edges count as far as they fail like what is between",
        "252, 1.8, as little between",
        "959, 3, and never for more than a second",
    })
    void shouldBeAsLongAsItFailed(String seconds, double length, String reason) {
        Clump clump = Clump.in(stay(seconds), 1).get(0);

        assertThat(clump.lengthNs() / 1e9).as(reason).isCloseTo(length, within(0.0001));
    }

    @Test
    void shouldHaveTheShareOfAllItsSeconds() {
        assertThat(Clump.in(stay("505"), 1).get(0).share()).isCloseTo(1 / 3.0, within(1e-9));
    }
}
