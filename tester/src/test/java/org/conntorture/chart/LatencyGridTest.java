package org.conntorture.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.conntorture.chart.draw.Drawn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyGridTest {
    private static final TimeAxis TURNS =
            new TimeAxis(List.of(new Stretch(10_000, 12_000), new Stretch(30_000, 32_000)));

    @ParameterizedTest
    @CsvSource({
        "0, 0, below the lowest",
        "10000, 0, the lowest",
        "12590, 1, a tenth of a decade more",
        "999000000, 50, a second that a histogram has rounded down",
        "900000000, 49, not yet a second",
        "99000000000, 69, the highest",
        "500000000000, 69, above the highest"
    })
    void shouldFindTheRow(long latencyNs, int row, String reason) {
        assertThat(LatencyGrid.row(latencyNs)).as(reason).isEqualTo(row);
    }

    @ParameterizedTest
    @CsvSource({"10000, 0", "11500, 1", "13000, 1", "29999, 1", "30000, 2", "31999, 3", "99000, 3", "0, 0"})
    void shouldCountInTheColumnOfTheMoment(long timeMs, int column) {
        LatencyGrid grid = new LatencyGrid(TURNS, List.of(), 1000, 240);

        grid.add(timeMs, 10_000, 5);

        assertThat(grid.columns().count()).isEqualTo(4);
        assertThat(grid.count(column, 0)).isEqualTo(5);
        assertThat(grid.total()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "990000000, 0, rounded down",
        "1200000000, 0, answered late",
        "1300000000, -1, between two",
        "2950000000, 1, the next",
        "900000000, -1, too early",
        "60000000000, -1, above all"
    })
    void shouldTellConnectsOnABand(long latencyNs, int band, String reason) {
        List<Band> bands = List.of(new Band(3_000_000_000L, "3 s"), new Band(1_000_000_000L, "1 s"));
        LatencyGrid grid = new LatencyGrid(TURNS, bands, 1000, 240);

        grid.add(10_000, latencyNs, 7);

        assertThat(List.of(grid.bandCount(0), grid.bandCount(1)))
                .as(reason)
                .isEqualTo(List.of(band == 0 ? 7L : 0L, band == 1 ? 7L : 0L));
        assertThat(grid.bands()).extracting(Band::label).containsExactly("1 s", "3 s");
    }

    @Test
    void shouldKeepToTheColumnsThatItMayHave() {
        List<Stretch> many = java.util.stream.IntStream.range(0, 1000)
                .mapToObj(i -> new Stretch(i * 10L, i * 10L + 5))
                .toList();

        assertThat(Columns.of(new TimeAxis(many), 1, 60).count()).isBetween(30, 60);
        assertThat(Columns.of(Drawn.whole(0, 36_000_000), 1000, 240).count()).isEqualTo(240);
        assertThat(Columns.of(Drawn.whole(0, 10), 1000, 240).count()).isEqualTo(1);
    }

    @Test
    void shouldSayWhatMostTookAtMost() {
        LatencyGrid grid = new LatencyGrid(TURNS, List.of(), 1000, 240);
        grid.add(10_000, 50_000, 99);
        grid.add(30_000, 1_000_000_000, 1);

        assertThat(grid.withinNs(0.99)).isBetween(50_000.0, 63_100.0);
        assertThat(grid.withinNs(1)).isBetween(1.25e9, 1.26e9);
    }
}
