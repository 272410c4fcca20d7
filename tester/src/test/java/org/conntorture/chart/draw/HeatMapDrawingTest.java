package org.conntorture.chart.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.conntorture.chart.Band;
import org.conntorture.chart.FailureMark;
import org.conntorture.chart.HeatMap;
import org.conntorture.chart.LatencyGrid;
import org.conntorture.chart.Mark;
import org.conntorture.chart.Stretch;
import org.conntorture.chart.TimeAxis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeatMapDrawingTest {
    private static final long SECOND_NS = 1_000_000_000;
    private static final TimeAxis MINUTE = Drawn.whole(0, 60_000);
    private static final List<Band> BANDS =
            List.of(new Band(SECOND_NS, "2nd SYN, 1 s"), new Band(3 * SECOND_NS, "3rd SYN, 3 s"));
    /** 100 s above 10 us in a plot 280 high that begins at 32. */
    private static final double UNITS_PER_DECADE = 40;

    @Test
    void shouldShowOneConnectOnABandAmongAHundredThousand() {
        LatencyGrid grid = new LatencyGrid(MINUTE, BANDS, 1000, 60);
        for (int second = 0; second < 60; second++) {
            grid.add(second * 1000, 50_000, 1_667);
        }
        assertThat(Drawn.of(draw(grid)).paths(Paint.HOT_0)).isEmpty();

        grid.add(30_000, SECOND_NS + 4_000_000, 1);

        Drawn drawn = Drawn.of(draw(grid));
        // 1.0 s is row 50 of 70 from below; a column is 7.4 wide, in half units from 58 on
        assertThat(drawn.paths(Paint.HOT_0)).containsExactly("M562 19.5h15");
        assertThat(drawn.texts()).contains("2nd SYN, 1 s: 1", "3rd SYN, 3 s");
        assertThat(draw(grid).description())
                .contains("100,021 connects, half of them within 63 us")
                .contains("At the times when a SYN is sent again: 1 at 1.0 s; none at 3.0 s.");
    }

    @Test
    void shouldNotCallEachSlowConnectASynSentAgain() {
        LatencyGrid grid = new LatencyGrid(MINUTE, BANDS, 1000, 60);
        grid.add(30_000, 1_600_000_000, 1);

        Drawn drawn = Drawn.of(draw(grid));

        assertThat(drawn.paths(Paint.HOT_0)).isEmpty();
        // row 52 of 70 from below, in the usual colours
        assertThat(drawn.paths(Paint.HEAT_0)).containsExactly("M562 17.5h15");
        assertThat(drawn.texts()).contains("as long as a SYN sent again takes");
        assertThat(draw(grid).description()).contains("None at the times when a SYN is sent again");
    }

    @Test
    void shouldWidenACellOnABandThatWouldBeTooNarrow() {
        LatencyGrid grid = new LatencyGrid(Drawn.whole(0, 240_000), BANDS, 1000, 240);
        grid.add(120_000, SECOND_NS, 1);

        assertThat(Drawn.of(draw(grid)).paths(Paint.HOT_0)).containsExactly("M559 19.5h10");
    }

    @Test
    void shouldDrawBandsAtTheirLatency() {
        double oneSecond = 32 + 2 * UNITS_PER_DECADE;
        double threeSeconds = oneSecond - Math.log10(3) * UNITS_PER_DECADE;

        assertThat(Drawn.of(draw(new LatencyGrid(MINUTE, BANDS, 1000, 60))).paths(Paint.BAND_LINE))
                .contains("M58 " + Svg.number(oneSecond) + "H504M58 " + Svg.number(threeSeconds) + "H504");
    }

    @Test
    void shouldMarkFailuresAndDisturbancesWhereTheyOccurred() {
        LatencyGrid grid = new LatencyGrid(MINUTE, BANDS, 1000, 60);
        List<FailureMark> failures = List.of(
                new FailureMark(30_000, 10 * SECOND_NS, "connect-timeout", 3),
                new FailureMark(30_010, 10 * SECOND_NS + 1, "connect-timeout", 1),
                new FailureMark(15_000, 2 * SECOND_NS, "no-reply", 1));
        List<Mark> disturbances = List.of(new Mark(30_000, "reload"), new Mark(45_000, "reload"));

        Picture picture = Pictures.of(new HeatMap("x", grid, 0, failures, disturbances));

        // the middle of the plot is 281, 10 s is at 72: drawn on a grid of 4
        assertThat(Drawn.of(picture).paths(Paint.FAILED).get(0)).isEqualTo("M277 69l6 6m-6 0l6-6M165 97l6 6m-6 0l6-6");
        assertThat(Drawn.of(picture).paths(Paint.DISTURBED)).contains("M281 32V312M392.5 32V312");
        assertThat(picture.description())
                .contains("5 failures between 15 s and 30 s: 4 connect-timeout after 10 s, 1 no-reply after 2.0 s.")
                .contains("2 disturbances: reload x 2.");
    }

    @Test
    void shouldColourAllTargetsByOneScale() {
        LatencyGrid grid = new LatencyGrid(MINUTE, List.of(), 1000, 60);
        grid.add(0, 50_000, 10);

        assertThat(Drawn.of(Pictures.of(new HeatMap("x", grid, 10, List.of(), List.of())))
                        .paths(Paint.HEAT_5))
                .hasSize(1);
        assertThat(Drawn.of(Pictures.of(new HeatMap("x", grid, 1_000_000, List.of(), List.of())))
                        .paths(Paint.HEAT_1))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"240, 25000", "60, 12000"})
    void shouldStaySmallWhateverItIsGiven(int columns, int mostCharacters) {
        Random random = new Random(7);
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            stretches.add(new Stretch(i * 72_000, i * 72_000 + 36_000));
        }
        LatencyGrid grid = new LatencyGrid(new TimeAxis(stretches), BANDS, 1000, columns);
        List<FailureMark> failures = new ArrayList<>();
        List<Mark> disturbances = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            long latencyNs = (long) Math.pow(10, 4 + random.nextDouble() * 7);
            grid.add(random.nextInt(36_000_000), latencyNs, (long) Math.pow(10, random.nextDouble() * 5));
        }
        for (int i = 0; i < 20_000; i++) {
            long latencyNs = (long) Math.pow(10, 4 + random.nextDouble() * 7);
            failures.add(new FailureMark(random.nextInt(36_000_000), latencyNs, "kind" + i % 40, 1));
            disturbances.add(new Mark(random.nextInt(36_000_000), "disturbance number " + i));
        }

        Picture picture = Pictures.of(new HeatMap("x", grid, 1, failures, disturbances));

        assertThat(Drawn.of(picture).root().hasAttribute("width")).isFalse();
        assertThat(picture.element("p1").length()).isLessThan(mostCharacters);
    }

    @Test
    void shouldSayThatThereWasNothing() {
        Picture picture = draw(new LatencyGrid(MINUTE, List.of(), 1000, 240));

        Drawn.of(picture);
        assertThat(picture.description())
                .isEqualTo("Under load for 60 s between 0 s and 60 s of the run. 0 connects. No failure.");
    }

    private static Picture draw(LatencyGrid grid) {
        return Pictures.of(new HeatMap("Connect times", grid, grid.largestCount(), List.of(), List.of()));
    }
}
