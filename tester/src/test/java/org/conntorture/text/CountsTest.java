package org.conntorture.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 100 %",
        "0.000014123, 0.0014 %",
        "0.0278, 2.8 %",
        "0, 0 %",
        "0.999, 100 %",
        "0.0000000123, 0.0000012 %"
    })
    void shouldShowTwoDigitsOfAShare(double share, String text) {
        assertThat(Counts.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"7|7", "99|99", "101|110", "1234567|1,300,000", "1000000|1,000,000"})
    void shouldRoundUpToTwoDigits(long number, String text) {
        assertThat(Counts.rough(number)).isEqualTo(text);
    }
}
