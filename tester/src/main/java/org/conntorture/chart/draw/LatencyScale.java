package org.conntorture.chart.draw;

import org.conntorture.chart.draw.Svg.Anchor;
import org.conntorture.text.Durations;

/** Where latencies lie up a picture, on a logarithmic axis between two powers of ten. */
final class LatencyScale {
    private static final int LABEL_LEFT = 6;
    private static final int LABEL_DOWN = 4;

    private final int lowestExponent;
    private final int highestExponent;
    private final double top;
    private final double height;

    /** From ten to the power of {@code lowestExponent}, in ns, to that of {@code highestExponent}. */
    LatencyScale(int lowestExponent, int highestExponent, double top, double height) {
        this.lowestExponent = lowestExponent;
        this.highestExponent = highestExponent;
        this.top = top;
        this.height = height;
    }

    /** Latencies outside lie at the ends. */
    double y(double latencyNs) {
        double share = (Math.log10(Math.max(1, latencyNs)) - lowestExponent) / (highestExponent - lowestExponent);
        return top + height * (1 - Math.max(0, Math.min(1, share)));
    }

    void drawAxis(Svg svg, double left, double right) {
        PathData lines = new PathData();
        for (int exponent = lowestExponent; exponent <= highestExponent; exponent++) {
            double latencyNs = Math.pow(10, exponent);
            lines.moveTo(left, y(latencyNs)).acrossTo(right);
            svg.text(left - LABEL_LEFT, y(latencyNs) + LABEL_DOWN, Anchor.END, Paint.SOFT, label(exponent));
        }
        svg.path(lines, Pen.of(Paint.GRID, 1));
    }

    private static String label(int exponent) {
        return Durations.of(Math.round(Math.pow(10, exponent))).replace(".0", "");
    }
}
