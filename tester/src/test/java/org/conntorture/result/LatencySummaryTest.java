package org.conntorture.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencySummaryTest {
    @ParameterizedTest(name = "{0} ns is {1}")
    @CsvSource({
        "0, 0.0 us, nothing",
        "4_700, 4.7 us, one decimal below ten",
        "9_960, 10 us, rounds up into two digits",
        "47_400, 47 us, whole from ten on",
        "999_400, 999 us, last of its unit",
        "999_500, 1.0 ms, rounds up into the next unit",
        "3_100_000, 3.1 ms, milliseconds",
        "60_000_000_000, 60 s, seconds",
        "3_600_000_000_000, 3600 s, the longest time-out",
    })
    void shouldSayALatencyAsPeopleDo(String ns, String text, String reason) {
        assertThat(LatencySummary.text(Long.parseLong(ns.replace("_", ""))))
                .as(reason)
                .isEqualTo(text);
    }
}
