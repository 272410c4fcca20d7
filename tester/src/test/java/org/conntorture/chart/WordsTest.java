package org.conntorture.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.conntorture.chart.draw.Svg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "85000, 85 us",
        "8500, 8.5 us",
        "9990, 10 us",
        "999990, 1.0 ms",
        "999000, 999 us",
        "1004000000, 1.0 s",
        "127200000000, 127 s"
    })
    void shouldSayDurations(long durationNs, String text) {
        assertThat(Words.duration(durationNs)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "3200, 3.2 s", "179000, 179 s", "180000, 3:00", "36000000, 10:00:00"})
    void shouldSayMoments(long timeMs, String text) {
        assertThat(Words.moment(timeMs)).isEqualTo(text);
    }

    @Test
    void shouldShortenLists() {
        assertThat(Words.list(List.of("a", "b", "c"), 3)).isEqualTo("a, b, c");
        assertThat(Words.list(List.of("a", "b", "c"), 1)).isEqualTo("a and 2 more");
        assertThat(Words.cut("abcdef", 5)).isEqualTo("ab...");
        assertThat(Words.cut("abcde", 5)).isEqualTo("abcde");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1.25, 1.3", "-0.04, 0", "-0.25, -0.2", "-12.34, -12.3", "0.96, 1"})
    void shouldWriteNumbersWithOneDecimalAtMost(double value, String text) {
        assertThat(Svg.number(value)).isEqualTo(text);
    }
}
