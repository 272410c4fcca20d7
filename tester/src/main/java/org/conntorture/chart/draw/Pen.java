package org.conntorture.chart.draw;

/**
 * What lines are drawn with.
 *
 * @param width in units of the view box
 * @param dash lengths of strokes and gaps such as {@code 4 2}, empty for a line without gaps
 */
record Pen(Paint paint, double width, String dash) {
    static Pen of(Paint paint, double width) {
        return new Pen(paint, width, "");
    }

    String attributes() {
        String dashed = dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + '"';
        return paint.asStroke() + " stroke-width=\"" + Svg.number(width) + '"' + dashed;
    }
}
