package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankTestTest {
    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "1 2 3 4, 5 6 7 8, 1, the other way round nothing speaks for it",
        "5 6 7 8, 1 2 3 4, 0.0142857, one order of 70",
        "5 6 7 9000, 1 2 3 4, 0.0142857, an outlier weighs no more than its rank",
        "0.1 0.1 0.1 0.1, 0 0 0 0, 0.0142857, ties promise no more than all orders could give",
        "0 0 0 0, 0 0 0 0, 1, nothing differs",
        "5, 1 2 3 4, 1, one value is no sample",
    })
    void shouldTellTheChanceOfASampleSoHigh(String sample, String other, double chance, String reason) {
        assertThat(RankTest.chanceOfMore(numbers(sample), numbers(other)))
                .as(reason)
                .isCloseTo(chance, within(0.05 * chance));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "0.04, true, one chance alone",
        "0.04 0.5, false, it is one of two",
        "0.02 0.04, true true, once the first convinces the second stands alone",
        "0.03 0.001 0.5, false true false, in any order",
        "0.03 0.03, false false, neither is below half of 0.05",
    })
    void shouldHoldOutAmongMany(String chances, String convincing, String reason) {
        boolean[] expected = new boolean[numbers(chances).length];
        String[] words = convincing.split(" ");
        for (int i = 0; i < words.length; i++) {
            expected[i] = Boolean.parseBoolean(words[i]);
        }
        assertThat(RankTest.convincing(numbers(chances), 0.05)).as(reason).isEqualTo(expected);
    }

    @Test
    void shouldHaveAMedian() {
        assertThat(RankTest.median(numbers("3 1 2"))).isEqualTo(2);
        assertThat(RankTest.median(numbers("4 1 2 3"))).isEqualTo(2.5);
        assertThat(RankTest.median(new double[0])).isNaN();
    }

    private static double[] numbers(String text) {
        return Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
}
