package org.conntorture.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.conntorture.result.LatencySummary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparklineTest {
    private static List<LatencySummary> seconds(String valuesUs) {
        return Arrays.stream(valuesUs.split(" "))
                .map(word -> Long.parseLong(word) * 1000)
                .map(ns -> new LatencySummary(ns == 0 ? 0 : 1, ns, ns, ns, ns, ns))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "50 50 50, ▁▁▁, nothing moves",
                "50 60 55, ▁▂▁, noise stays low",
                "50 500 50, ▁█▁, ten times is the whole height",
                "1 10 100 1000 10000, ▁▃▅▆█, by the logarithm",
                "50 0 50, ▁ ▁, a second without a success",
                "1 2 3 4 5 6 7, ▁▂▃▃▄, the newest only",
            })
    void shouldDraw(String valuesUs, String expected, String why) {
        assertThat(Sparkline.of(seconds(valuesUs), LatencySummary::p99Ns, expected.length(), true))
                .as(why)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"50, 4", "0, 4", "0 0 0 0 0, 4"})
    void shouldFillItsWidth(String valuesUs, int width) {
        assertThat(Sparkline.of(seconds(valuesUs), LatencySummary::p99Ns, width, false))
                .hasSize(width);
    }
}
