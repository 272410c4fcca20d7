package org.conntorture.chart.draw;

import java.util.StringJoiner;
import org.conntorture.chart.Band;
import org.conntorture.chart.LatencyGrid;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;
import org.conntorture.text.Texts;

/** Draws the bands of a heat map, each with its label and the number of connects on it at the right. */
final class BandLines {
    private static final int LEAST_LABEL = 6;
    private static final double BELOW = 3;
    private static final double ABOVE = 2;
    private static final Pen LINE = new Pen(Paint.BAND_LINE, 0.8, "2 3");

    private final LatencyGrid connects;

    BandLines(LatencyGrid connects) {
        this.connects = connects;
    }

    /** Goes below the cells. */
    void drawGround(Svg svg, LatencyScale latency, double left, double right) {
        PathData path = new PathData();
        for (Band band : connects.bands()) {
            double y = latency.y(band.latencyNs());
            path.box(left, y - ABOVE - BELOW, right - left, ABOVE + 2 * BELOW);
        }
        svg.filled(path, Paint.BAND);
    }

    void drawLines(Svg svg, LatencyScale latency, double left, double right) {
        SideLabels labels = new SideLabels(right, HeatMapDrawing.TOP);
        PathData lines = new PathData();
        for (int i = 0; i < connects.bands().size(); i++) {
            double y = latency.y(connects.bands().get(i).latencyNs());
            lines.moveTo(left, y).acrossTo(right);
            labels.add(label(right, y, i));
        }
        svg.path(lines, LINE);
        labels.draw(svg, Paint.BAND_LINE);
    }

    private SideLabels.Label label(double x, double y, int band) {
        String label = connects.bands().get(band).label();
        long count = connects.bandCount(band);
        if (count == 0) {
            return new SideLabels.Label(x, y, label, Paint.SOFT, false);
        }
        String number = ": " + Counts.of(count);
        String text = Texts.cut(label, Math.max(LEAST_LABEL, SideLabels.LENGTH - number.length())) + number;
        return new SideLabels.Label(x, y, text, Paint.BAND_LINE, true);
    }

    /** A sentence, or nothing where there are no bands. */
    String told() {
        if (connects.bands().isEmpty()) {
            return "";
        }
        StringJoiner found = new StringJoiner(", ");
        StringJoiner empty = new StringJoiner(", ");
        for (int i = 0; i < connects.bands().size(); i++) {
            String where = Durations.of(connects.bands().get(i).latencyNs());
            if (connects.bandCount(i) > 0) {
                found.add(Counts.of(connects.bandCount(i)) + " at " + where);
            } else {
                empty.add(where);
            }
        }
        return found.length() == 0
                ? " None at the times when a SYN is sent again (" + empty + ")."
                : " At the times when a SYN is sent again: " + found + (empty.length() == 0 ? "" : "; none at " + empty)
                        + ".";
    }
}
