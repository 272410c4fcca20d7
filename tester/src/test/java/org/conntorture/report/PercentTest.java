package org.conntorture.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.conntorture.verdict.FailureRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {
    @ParameterizedTest(name = "{0} is {1} %")
    @CsvSource({
        "0, 0, exactly none",
        "1, 100, exactly all",
        "0.99997, >99, one that succeeded is not nothing",
        "0.5, 50, no digits without meaning",
        "0.00027869, 0.028, two digits",
        "0.0000000369, <0.00001, narrow",
        "0.00000034, 0.000034, never in powers of ten",
    })
    void shouldSayAShareInTwoDigits(double share, String text, String reason) {
        assertThat(Percent.text(share)).as(reason).isEqualTo(text);
    }

    @Test
    void shouldPutTheIntervalBehindTheEstimate() {
        assertThat(Percent.text(new FailureRate(0, 0, 0.000049))).isEqualTo("0 (0-0.0049)");
    }
}
