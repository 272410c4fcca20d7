package org.conntorture.chart.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.conntorture.chart.LatencyGrid;

/**
 * The cells of a heat map, as one path for each grade of colour. Neighbours of one grade are one line; where the paths
 * would still be too long, neighbouring columns are added up.
 */
final class HeatCells {
    /** Of all paths together. */
    private static final int MOST_CHARACTERS = 13_000;

    private static final int MOST_CHARACTERS_PER_COLUMN = 60;
    private static final int LEAST_COLUMNS = 30;
    /** Paths count across in half units, so that they need no decimals. */
    private static final double PER_UNIT = 2;

    /** Of a row. */
    private static final double MIDDLE = 0.5;

    private static final double LEAST_SLOW_WIDTH = 5;
    private static final double SLOW_HEIGHT = 1.7;

    private final LatencyGrid grid;
    private final Grades grades;
    private final OptionalInt firstBandRow;
    private final TimeScale time;

    HeatCells(LatencyGrid grid, Grades grades, TimeScale time) {
        this.grid = grid;
        this.grades = grades;
        this.time = time;
        this.firstBandRow = grid.bands().stream()
                .mapToInt(band -> LatencyGrid.row(band.latencyNs()))
                .min();
    }

    /** How a cell is drawn, in this order. Slow ones are larger, as one of them tells more than all others. */
    private enum Ink {
        USUAL,
        /** As slow as the first band or slower, and on none. */
        SLOW,
        ON_BAND
    }

    void draw(Svg svg, double top, double rowHeight) {
        int together = 1;
        int most = Math.min(MOST_CHARACTERS, MOST_CHARACTERS_PER_COLUMN * Math.max(LEAST_COLUMNS, grid.mostColumns()));
        List<Run> runs = runs(together);
        while (length(runs) > most && together < grid.columns().count()) {
            together *= 2;
            runs = runs(together);
        }
        svg.open("transform=\"translate(0 " + Svg.number(top) + ") scale(" + Svg.number(1 / PER_UNIT) + ' '
                + Svg.number(rowHeight) + ")\" shape-rendering=\"crispEdges\"");
        for (int grade = 0; grade < Paint.HEATS; grade++) {
            svg.path(path(runs, grade, Ink.USUAL), Pen.of(Paint.heat(grade), 1));
            svg.path(path(runs, grade, Ink.SLOW), Pen.of(Paint.heat(grade), SLOW_HEIGHT));
        }
        for (int grade = 0; grade < Paint.HEATS; grade++) {
            svg.path(path(runs, grade, Ink.ON_BAND), Pen.of(Paint.hot(grade), SLOW_HEIGHT));
        }
        svg.close();
    }

    /** Cells of one grade side by side; {@code from} and {@code to} across, in half units. */
    private record Run(int row, int grade, Ink ink, long from, long to) {}

    private List<Run> runs(int together) {
        List<Run> runs = new ArrayList<>();
        for (int row = 0; row < LatencyGrid.ROWS; row++) {
            for (int column = 0; column < grid.columns().count(); column += together) {
                long count = count(row, column, together);
                if (count > 0) {
                    append(runs, run(row, column, together, grades.of(count)));
                }
            }
        }
        return runs;
    }

    private long count(int row, int column, int together) {
        long count = 0;
        for (int i = column; i < end(column, together); i++) {
            count += grid.count(i, row);
        }
        return count;
    }

    private int end(int column, int together) {
        return Math.min(column + together, grid.columns().count());
    }

    private Run run(int row, int column, int together, int grade) {
        Ink ink = ink(row, column, together);
        double from = time.x(grid.columns().get(column).fromMs());
        double to = time.x(grid.columns().get(end(column, together) - 1).toMs());
        double wider = ink == Ink.USUAL ? 0 : Math.max(0, LEAST_SLOW_WIDTH - (to - from)) / 2;
        return new Run(row, grade, ink, Math.round((from - wider) * PER_UNIT), Math.round((to + wider) * PER_UNIT));
    }

    private Ink ink(int row, int column, int together) {
        for (int i = column; i < end(column, together); i++) {
            if (grid.onBand(i, row)) {
                return Ink.ON_BAND;
            }
        }
        return firstBandRow.isPresent() && row >= firstBandRow.getAsInt() ? Ink.SLOW : Ink.USUAL;
    }

    private static void append(List<Run> runs, Run next) {
        Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        boolean joins = last != null
                && last.row == next.row
                && last.grade == next.grade
                && last.ink == next.ink
                && last.to + 1 >= next.from;
        if (joins) {
            runs.set(runs.size() - 1, new Run(last.row, last.grade, last.ink, last.from, next.to));
        } else {
            runs.add(next);
        }
    }

    private static long length(List<Run> runs) {
        long length = 0;
        for (int grade = 0; grade < Paint.HEATS; grade++) {
            for (Ink ink : Ink.values()) {
                length += path(runs, grade, ink).length();
            }
        }
        return length;
    }

    private static PathData path(List<Run> runs, int grade, Ink ink) {
        PathData path = new PathData();
        long x = 0;
        int y = 0;
        for (Run run : runs) {
            if (run.grade == grade && run.ink == ink) {
                int down = LatencyGrid.ROWS - 1 - run.row;
                path = path.isEmpty() ? path.moveTo(run.from, down + MIDDLE) : path.moveBy(run.from - x, down - y);
                path.across(run.to - run.from);
                x = run.to;
                y = down;
            }
        }
        return path;
    }
}
