package org.conntorture.chart.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.conntorture.chart.Stretch;
import org.conntorture.chart.TimeAxis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeScaleTest {
    /** 100 units for 2 s and 2 s more, with 6 for the 18 s between. */
    private static final TimeScale TURNS =
            new TimeScale(new TimeAxis(List.of(new Stretch(30_000, 32_000), new Stretch(10_000, 12_000))), 50, 106);

    @ParameterizedTest
    @CsvSource({
        "10000, 50, the start",
        "11000, 75, within the first",
        "12000, 100, its end",
        "21000, 103, in the middle of the gap",
        "30000, 106, the second",
        "31000, 131, within it",
        "32000, 156, the end",
        "0, 50, before all",
        "99000, 156, after all"
    })
    void shouldGiveWidthToTimeUnderLoadAlone(long timeMs, double x, String reason) {
        assertThat(TURNS.x(timeMs)).as(reason).isEqualTo(x);
    }

    @Test
    void shouldGreyTheGap() {
        Svg svg = new Svg();
        TURNS.drawGaps(svg, 10, 20);

        assertThat(svg.toString()).contains("d=\"M103 10v20\"").contains("stroke-width=\"6\"");
    }

    @ParameterizedTest
    @CsvSource({
        "10000, 0 s, 8 s",
        "120000, 0 s, 105 s",
        "900, 0 s, 0.8 s",
        "36000000, 0:00, 8:00:00",
    })
    void shouldLabelRoundMoments(long toMs, String first, String last) {
        List<String> labels = labels(Drawn.whole(0, toMs));

        assertThat(labels).startsWith(first).contains(last).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void shouldLabelTheBeginningsOfTurnsAsFarAsThereIsRoom() {
        assertThat(labels(TURNS.time())).contains("10 s", "30 s");
        assertThat(labels(new TimeAxis(IntStream.range(0, 300)
                        .mapToObj(i -> new Stretch(i * 10_000L, i * 10_000L + 1000))
                        .toList())))
                .hasSizeBetween(5, 12)
                .doesNotContain("time since the start of the run; grey: not under load");
    }

    @Test
    void shouldJoinStretchesThatTouch() {
        TimeAxis time =
                new TimeAxis(List.of(new Stretch(5, 9), new Stretch(0, 5), new Stretch(7, 8), new Stretch(20, 21)));

        assertThat(time.loaded()).containsExactly(new Stretch(0, 9), new Stretch(20, 21));
        assertThat(time.loadedMs()).isEqualTo(10);
    }

    private static List<String> labels(TimeAxis time) {
        Svg svg = new Svg();
        new TimeScale(time, 50, 446).drawAxis(svg, 100);
        return Drawn.of("<svg>" + svg + "</svg>").texts();
    }
}
