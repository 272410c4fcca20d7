package org.conntorture.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest(name = "{0} ns is {1}")
    @CsvSource({
        "0, 0.0 us, nothing",
        "4_700, 4.7 us, one decimal below ten",
        "9_960, 10 us, rounds up into two digits",
        "47_400, 47 us, whole from ten on",
        "999_400, 999 us, last of its unit",
        "999_500, 1.0 ms, rounds up into the next unit",
        "3_100_000, 3.1 ms, milliseconds",
        "1_004_000_000, 1.0 s, seconds with a decimal",
        "60_000_000_000, 60 s, seconds",
        "127_200_000_000, 127 s, seconds still",
        "3_600_000_000_000, 3600 s, the longest time-out",
    })
    void shouldSayALatencyAsPeopleDo(String ns, String text, String reason) {
        assertThat(Durations.of(Long.parseLong(ns.replace("_", "")))).as(reason).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"900000000, 0.9 s", "12345678, 12 ms", "3600000, 3.6 ms", "61234000000, 61.2 s"})
    void shouldShowTenthsOfSeconds(long ns, String text) {
        assertThat(Durations.tenths(ns)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "3200, 3.2 s", "179000, 179 s", "180000, 3:00", "36000000, 10:00:00"})
    void shouldSayMoments(long timeMs, String text) {
        assertThat(Durations.moment(timeMs)).isEqualTo(text);
    }
}
