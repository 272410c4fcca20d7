package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallestEffectTest {
    @ParameterizedTest(name = "after {0}: {1}")
    @CsvSource({
        "0, 0.0001, it has grown by the rate where nothing failed",
        "0.00005, 0.00015, or little did",
        "0.1, 0.2, and by the factor where much did",
        "0.7, 1, and to all of it at most"
    })
    void shouldBeWorthAReport(double base, double least, String reason) {
        assertThat(SmallestEffect.DEFAULT.rateAbove(base)).as(reason).isCloseTo(least, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0.99, 0, false", "NaN, 0, false", "1, -0.01, false", "1, 1, false", "1, NaN, false", "1, 0, true"})
    void shouldRefuseWhatNoChangeIs(double factor, double rate, boolean allowed) {
        if (allowed) {
            assertThat(new SmallestEffect(factor, rate).rateAbove(0.5)).isEqualTo(0.5);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> new SmallestEffect(factor, rate));
        }
    }
}
