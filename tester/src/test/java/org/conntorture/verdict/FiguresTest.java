package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
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
        assertThat(Figures.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"7|7", "99|99", "101|110", "1234567|1,300,000", "1000000|1,000,000"})
    void shouldRoundUpToTwoDigits(long number, String text) {
        assertThat(Figures.roughCount(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"900000000, 0.9 s", "12345678, 12 ms", "3600000, 3.6 ms", "61234000000, 61.2 s"})
    void shouldShowTimesAsPeopleReadThem(long ns, String text) {
        assertThat(Figures.time(ns)).isEqualTo(text);
    }

    @Test
    void shouldJoinWords() {
        assertThat(Figures.list(List.of("java"))).isEqualTo("java");
        assertThat(Figures.list(List.of("java", "go"))).isEqualTo("java and go");
        assertThat(Figures.list(List.of("java", "go", "node"))).isEqualTo("java, go and node");
    }
}
