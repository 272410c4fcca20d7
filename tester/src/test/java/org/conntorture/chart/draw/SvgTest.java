package org.conntorture.chart.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvgTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1.25, 1.3", "-0.04, 0", "-0.25, -0.2", "-12.34, -12.3", "0.96, 1"})
    void shouldWriteNumbersWithOneDecimalAtMost(double value, String text) {
        assertThat(Svg.number(value)).isEqualTo(text);
    }
}
