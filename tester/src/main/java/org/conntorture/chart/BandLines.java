package org.conntorture.chart;

import java.util.StringJoiner;
import org.conntorture.chart.Svg.Anchor;

/** Draws the bands of a heat map, each with its label and the number of connects on it at the right. */
final class BandLines {
    private static final double LABEL_DISTANCE = 13;
    private static final double LEADER = 10;
    private static final int LABEL_DOWN = 4;
    private static final int LABEL_LENGTH = 14;
    private static final double BELOW = 3;
    private static final double ABOVE = 2;
    private static final Pen LINE = new Pen(Paint.BAND_LINE, 0.8, "2 3");

    private final LatencyGrid connects;

    BandLines(LatencyGrid connects) {
        this.connects = connects;
    }

    /** Goes below the cells. */
    void drawGround(Svg svg, LatencyScale latency, double left, double right) {
        StringBuilder path = new StringBuilder();
        for (Band band : connects.bands()) {
            double y = latency.y(band.latencyNs());
            path.append('M').append(Svg.number(left)).append(' ').append(Svg.number(y - ABOVE - BELOW));
            path.append('H').append(Svg.number(right)).append('v').append(Svg.number(ABOVE + 2 * BELOW));
            path.append('H').append(Svg.number(left)).append('z');
        }
        svg.filled(path, Paint.BAND);
    }

    /** A label that would touch the one below is moved up, or left out where there is nothing to tell. */
    void drawLines(Svg svg, LatencyScale latency, double left, double right) {
        double lastY = Double.POSITIVE_INFINITY;
        StringBuilder lines = new StringBuilder();
        StringBuilder leaders = new StringBuilder();
        for (int i = 0; i < connects.bands().size(); i++) {
            double bandY = latency.y(connects.bands().get(i).latencyNs());
            String y = Svg.number(bandY);
            lines.append('M')
                    .append(Svg.number(left))
                    .append(' ')
                    .append(y)
                    .append('H')
                    .append(Svg.number(right));
            boolean hasRoom = bandY <= lastY - LABEL_DISTANCE;
            if (hasRoom || connects.bandCount(i) > 0) {
                lastY = hasRoom ? bandY : lastY - LABEL_DISTANCE;
                leaders.append('M').append(Svg.number(right)).append(' ').append(y);
                leaders.append('L')
                        .append(Svg.number(right + LEADER))
                        .append(' ')
                        .append(Svg.number(lastY));
                label(svg, right + LEADER + 3, lastY + LABEL_DOWN, i);
            }
        }
        svg.path(lines, LINE).path(leaders, Pen.of(Paint.BAND_LINE, 0.8));
    }

    private void label(Svg svg, double x, double y, int band) {
        String label = Words.cut(connects.bands().get(band).label(), LABEL_LENGTH);
        long count = connects.bandCount(band);
        if (count == 0) {
            svg.text(x, y, Anchor.START, Paint.SOFT, label);
        } else {
            svg.bold(x, y, Anchor.START, Paint.BAND_LINE, label + ": " + Words.count(count));
        }
    }

    /** A sentence, or nothing where there are no bands. */
    String told() {
        if (connects.bands().isEmpty()) {
            return "";
        }
        StringJoiner found = new StringJoiner(", ");
        StringJoiner empty = new StringJoiner(", ");
        for (int i = 0; i < connects.bands().size(); i++) {
            Band band = connects.bands().get(i);
            String where = Words.duration(band.latencyNs());
            if (connects.bandCount(i) > 0) {
                found.add(Words.count(connects.bandCount(i)) + " at " + where);
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
