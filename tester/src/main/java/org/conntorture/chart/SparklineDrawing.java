package org.conntorture.chart;

import java.util.List;

/** Draws a {@link Sparkline}: a line, with a dot on its last value. */
final class SparklineDrawing {
    private static final int WIDTH = 120;
    private static final int HEIGHT = 24;
    private static final int MARGIN = 3;
    private static final int MOST_POINTS = 60;
    private static final double DOT = 4;

    private final Sparkline sparkline;
    private final long[] values;

    SparklineDrawing(Sparkline sparkline) {
        this.sparkline = sparkline;
        this.values = thinned(sparkline.values());
    }

    private static long[] thinned(List<Long> values) {
        long[] thinned = new long[Math.min(MOST_POINTS, values.size())];
        for (int i = 0; i < values.size(); i++) {
            int place = (int) ((long) i * thinned.length / values.size());
            thinned[place] = Math.max(thinned[place], values.get(i));
        }
        return thinned;
    }

    Picture picture() {
        Svg svg = new Svg();
        PathData path = new PathData();
        for (int i = 0; i < values.length; i++) {
            path = i == 0 ? path.moveTo(x(i), y(i)) : path.lineTo(x(i), y(i));
        }
        if (values.length > 0) {
            int last = values.length - 1;
            svg.path(path, Pen.of(Paint.SERIES_0, 1.5));
            svg.rect(x(last) - DOT / 2, y(last) - DOT / 2, DOT, DOT, Paint.SERIES_0);
        }
        return new Picture(sparkline.title(), description(), WIDTH, HEIGHT, svg.toString());
    }

    private double x(int place) {
        return MARGIN + (double) (WIDTH - 2 * MARGIN) * place / Math.max(1, values.length - 1);
    }

    private double y(int place) {
        long highest = 1;
        for (long value : values) {
            highest = Math.max(highest, value);
        }
        return HEIGHT - MARGIN - (double) (HEIGHT - 2 * MARGIN) * values[place] / highest;
    }

    private String description() {
        List<Long> all = sparkline.values();
        if (all.isEmpty()) {
            return "No values.";
        }
        long lowest = all.stream().mapToLong(Long::longValue).min().getAsLong();
        long highest = all.stream().mapToLong(Long::longValue).max().getAsLong();
        return Words.count(all.size(), "value", "values") + " from " + Words.count(lowest) + " to "
                + Words.count(highest) + ", the last " + Words.count(all.get(all.size() - 1)) + ".";
    }
}
