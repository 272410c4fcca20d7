package org.conntorture.chart;

import java.util.Locale;
import org.conntorture.chart.Svg.Anchor;

/** Where shares lie across a spectrum: one nine more is one step further. */
final class ShareScale {
    private static final int MOST_NINES = 7;
    private static final int LEAST_NINES = 2;
    private static final int LABEL_BELOW = 16;
    private static final int CAPTION_BELOW = 31;

    private final int nines;
    private final double left;
    private final double width;

    /** As far as so many values can tell. */
    ShareScale(long mostValues, double left, double width) {
        int known = (int) Math.ceil(Math.log10(Math.max(1, mostValues)));
        this.nines = Math.max(LEAST_NINES, Math.min(MOST_NINES, known));
        this.left = left;
        this.width = width;
    }

    /** @param values how many there are: the largest of them lies where its like is one in so many */
    double x(double share, long values) {
        double rare = Math.max(1 - share, 1.0 / Math.max(1, values));
        return left + width * Math.min(1, -Math.log10(rare) / nines);
    }

    void drawAxis(Svg svg, double top, double bottom) {
        PathData lines = new PathData();
        for (int i = 0; i <= nines; i++) {
            double x = left + width * i / nines;
            lines.moveTo(x, top).downTo(bottom);
            svg.text(x, bottom + LABEL_BELOW, Anchor.MIDDLE, Paint.SOFT, label(i));
        }
        svg.path(lines, Pen.of(Paint.GRID, 1));
        svg.line(left, bottom, left + width, bottom, Pen.of(Paint.EDGE, 1));
        String caption = "share that took at most so long";
        svg.text(left + width / 2, bottom + CAPTION_BELOW, Anchor.MIDDLE, Paint.SOFT, caption);
    }

    /** {@code 99.9 %} for three. */
    private static String label(int nines) {
        return nines == 0
                ? "0 %"
                : String.format(Locale.ROOT, "%." + Math.max(0, nines - 2) + "f %%", 100 - 100 / Math.pow(10, nines));
    }
}
