package org.conntorture.chart.draw;

import org.conntorture.chart.HeatMap;
import org.conntorture.chart.LatencyGrid;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;

/** Draws a {@link HeatMap}. */
final class HeatMapDrawing {
    static final int TOP = 32;
    static final int ROW_HEIGHT = 4;
    static final int BOTTOM = TOP + LatencyGrid.ROWS * ROW_HEIGHT;
    private static final int SWATCH_WIDTH = 12;
    private static final int SWATCH_HEIGHT = 9;

    private final HeatMap map;
    private final LatencyGrid connects;
    private final TimeScale time;
    private final LatencyScale latency =
            new LatencyScale(LatencyGrid.LOWEST_EXPONENT, LatencyGrid.HIGHEST_EXPONENT, TOP, BOTTOM - TOP);
    private final Grades grades;
    private final BandLines bands;
    private final FailureCrosses failures;
    private final Marks disturbances;
    private final Svg svg = new Svg();

    HeatMapDrawing(HeatMap map) {
        this.map = map;
        this.connects = map.connects();
        this.time = new TimeScale(connects.time(), Frame.LEFT, Frame.PLOT_WIDTH);
        this.grades = new Grades(Math.max(map.fullCount(), connects.largestCount()));
        this.bands = new BandLines(connects);
        this.failures = new FailureCrosses(map.failures());
        this.disturbances = new Marks(map.disturbances());
    }

    Picture picture() {
        Frame.title(svg, map.title());
        bands.drawGround(svg, latency, time.left(), time.right());
        latency.drawAxis(svg, time.left(), time.right());
        time.drawGaps(svg, TOP, BOTTOM - TOP);
        bands.drawLines(svg, latency, time.left(), time.right());
        disturbances.draw(svg, time, TOP, BOTTOM);
        new HeatCells(connects, grades, time).draw(svg, TOP, ROW_HEIGHT);
        failures.draw(svg, time, latency);
        time.drawAxis(svg, BOTTOM);
        return Frame.picture(map.title(), description(), explain(), svg);
    }

    private double explain() {
        Legend legend = new Legend(svg, Frame.LEFT, Frame.WIDTH, BOTTOM + TimeScale.HEIGHT + Legend.LINE_HEIGHT);
        legend.add(0, (x, y) -> {}, "connects in a cell, at least:");
        for (int i = 0; i < grades.used(); i++) {
            int grade = i;
            legend.add(SWATCH_WIDTH, (x, y) -> swatch(x, y, Paint.heat(grade)), Counts.of(grades.least(grade)));
        }
        if (!connects.bands().isEmpty()) {
            legend.add(SWATCH_WIDTH, (x, y) -> swatch(x, y, Paint.hot(0)), "as long as a SYN sent again takes");
        }
        if (failures.count() > 0) {
            String failed = "failed: " + Counts.of(failures.count());
            legend.add(2 * FailureCrosses.ARM, (x, y) -> FailureCrosses.sign(svg, x + 3, y - 4), failed);
        }
        disturbances.explain(svg, legend);
        return legend.bottom();
    }

    private void swatch(double x, double y, Paint paint) {
        svg.rect(x, y - SWATCH_HEIGHT, SWATCH_WIDTH, SWATCH_HEIGHT, paint);
    }

    private String description() {
        return Frame.underLoad(connects.time()) + Counts.of(connects.total(), "connect", "connects") + latencies() + "."
                + bands.told() + failures.told() + disturbances.told();
    }

    private String latencies() {
        if (connects.total() == 0) {
            return "";
        }
        return ", half of them within " + within(0.5) + ", 99 % within " + within(0.99) + ", all within " + within(1);
    }

    private String within(double share) {
        return Durations.of(Math.round(connects.withinNs(share)));
    }
}
