package org.conntorture.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineDrawingTest {
    @Test
    void shouldDrawValuesFromZeroUp() {
        Picture picture = Pictures.of(new Sparkline("attempts per second", List.of(0L, 1000L, 500L)));

        assertThat(Drawn.of(picture).paths(Paint.SERIES_0)).containsExactly("M3 21L60 3L117 12");
        assertThat(Drawn.of(picture).root().getAttribute("width")).isEqualTo("120");
        assertThat(picture.description()).isEqualTo("3 values from 0 to 1,000, the last 500.");
    }

    @Test
    void shouldKeepAPeakAmongMany() {
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < 36_000; i++) {
            values.add(i == 20_000 ? 9L : 1L);
        }
        Picture picture = Pictures.of(new Sparkline("x", values));

        assertThat(Drawn.of(picture).paths(Paint.SERIES_0).get(0)).containsOnlyOnce(" 3L");
        assertThat(picture.element("p1").length()).isLessThan(1500);
    }

    @Test
    void shouldDrawNothingOfNothing() {
        assertThat(Drawn.of(Pictures.of(new Sparkline("x", List.of()))).all("path"))
                .isEmpty();
    }
}
