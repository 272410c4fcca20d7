package org.conntorture.chart.draw;

import java.util.function.BiConsumer;
import org.conntorture.chart.draw.Svg.Anchor;

/** Explanations below a picture: signs with a text each, side by side, on as many lines as they need. */
final class Legend {
    static final int LINE_HEIGHT = 18;
    private static final double AFTER_SIGN = 5;
    private static final double AFTER_TEXT = 16;

    private final Svg svg;
    private final double left;
    private final double right;
    private double x;
    private double y;

    /** @param y the base line of its first line */
    Legend(Svg svg, double left, double right, double y) {
        this.svg = svg;
        this.left = left;
        this.right = right;
        this.x = left;
        this.y = y;
    }

    /** @param sign draws itself, {@code signWidth} wide, from an x to the right and about a base line */
    Legend add(double signWidth, BiConsumer<Double, Double> sign, String text) {
        double width = signWidth + AFTER_SIGN + Svg.width(text);
        if (x > left && x + width > right) {
            x = left;
            y += LINE_HEIGHT;
        }
        sign.accept(x, y);
        svg.text(x + signWidth + AFTER_SIGN, y, Anchor.START, Paint.SOFT, text);
        x += width + AFTER_TEXT;
        return this;
    }

    /** Below its last line. */
    double bottom() {
        return y + LINE_HEIGHT / 2.0;
    }
}
