package org.conntorture.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Locale;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "5M,5000000",
        "5m,5000000",
        "5k,5000",
        "1_000,1000",
        "61000,61000",
        "1.5k,1500",
        "2G,2000000000",
        "0,0",
        "9223372036854775807,9223372036854775807"
    })
    void shouldReadCountsInThousands(String text, long count) {
        assertThat(Quantity.count(text)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({"4k,4096", "4K,4096", "1M,1048576", "100,100", "0.5k,512"})
    void shouldReadSizesIn1024s(String text, long size) {
        assertThat(Quantity.size(text)).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({"2k,2000", "100,100", "0.5,0.5", "1.5k,1500", "0,0"})
    void shouldReadRates(String text, double rate) {
        assertThat(Quantity.rate(text)).isEqualTo(rate);
    }

    @ParameterizedTest
    @CsvSource({
        "100ms,PT0.1S",
        "10s,PT10S",
        "5m,PT5M",
        "1h,PT1H",
        "250us,PT0.00025S",
        "1.5s,PT1.5S",
        "1h30m,PT1H30M",
        "1m5s20ms3us,PT1M5.020003S",
        "0s,PT0S",
        "1_000ms,PT1S"
    })
    void shouldReadDurations(String text, Duration duration) {
        assertThat(Quantity.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5        | duration '5' needs a unit: us, ms, s, m or h, such as 5s
            1.5      | duration '1.5' needs a unit
            5M       | duration '5M' is not understood: write numbers with the units us, ms, s, m or h in lower case
            ''       | duration '' is not understood
            30m1h    | duration '30m1h' is not understood
            1m1m     | duration '1m1m' is not understood
            5 s      | duration '5 s' is not understood
            -5s      | duration '-5s' must not be negative
            0.0001us | duration '0.0001us' must be a whole number of nanoseconds
            9999999h | duration '9999999h' is too large
            """)
    void shouldRefuseDurations(String text, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.duration(text))
                .withMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            many                 | count 'many' is not a number with an optional k, M or G, such as 100, 5k or 5M
            ''                   | count '' is not a number
            5x                   | count '5x' is not a number
            _5                   | count '_5' is not a number
            1e3                  | count '1e3' is not a number
            -5                   | count '-5' must not be negative
            1.5                  | count '1.5' must be a whole number
            9223372036854775808  | count '9223372036854775808' is too large
            99999999999G         | count '99999999999G' is too large
            99999999999999999999999999999999999999999 | count '99999999999999999999999999999999999999999' is not
            """)
    void shouldRefuseCounts(String text, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.count(text))
                .withMessageStartingWith(sentence);
    }

    @Test
    void shouldNameWhatItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.size("4q"))
                .withMessageStartingWith("size '4q'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.size("1.0001k"))
                .withMessageEndingWith("must be a whole number of bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.rate("-1"))
                .withMessageStartingWith("rate '-1'");
    }

    @ParameterizedTest
    @CsvSource({
        "PT5M,5 minutes",
        "PT1H30M,1 hour 30 minutes",
        "PT1S,1 second",
        "PT1.5S,1.5 seconds",
        "PT0.1S,100 milliseconds",
        "PT0.001S,1 millisecond",
        "PT0.00025S,250 microseconds",
        "PT0S,0 seconds",
        "PT50H,50 hours",
        "PT22S,22 seconds",
        "PT1M0.25S,1 minute 0.25 seconds",
        "PT0.0000005S,0.5 microseconds"
    })
    void shouldPrintDurationsInWords(Duration duration, String text) {
        assertThat(Durations.inWords(duration)).isEqualTo(text);
    }

    @Test
    void shouldPrintCountsAlikeInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(Counts.of(5_000_000L)).isEqualTo("5,000,000");
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Quantity.count("5m")).isEqualTo(5_000_000);
            assertThat(Durations.inWords(Duration.ofMillis(1500))).isEqualTo("1.5 seconds");
        } finally {
            Locale.setDefault(before);
        }
    }
}
