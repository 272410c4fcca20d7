package org.conntorture.chart.draw;

/** SVG elements under construction. Colours go by {@link Paint}; text is escaped here and nowhere else. */
public final class Svg {
    /** What a picture has for text that says nothing else. */
    static final Paint TEXT = Paint.SOFT;
    /** Of most text, in units of the view box. */
    static final double FONT_SIZE = 12;
    /** Mean width of a character of the usual sans-serif fonts, by their size. */
    private static final double CHARACTER_WIDTH = 0.55;

    /** Where a text stands beside its point. */
    enum Anchor {
        START(""),
        MIDDLE(" text-anchor=\"middle\""),
        END(" text-anchor=\"end\"");

        private final String attribute;

        Anchor(String attribute) {
            this.attribute = attribute;
        }
    }

    private final StringBuilder out = new StringBuilder();

    Svg rect(double x, double y, double width, double height, Paint fill) {
        return element("rect" + at(x, y) + value("width", width) + value("height", height) + fill.asFill());
    }

    Svg line(double fromX, double fromY, double toX, double toY, Pen pen) {
        return path(new PathData().moveTo(fromX, fromY).lineTo(toX, toY), pen);
    }

    /** Nothing for an empty path. */
    Svg path(PathData data, Pen pen) {
        return data.isEmpty() ? this : element("path d=\"" + data + '"' + pen.attributes());
    }

    Svg filled(PathData data, Paint fill) {
        return data.isEmpty() ? this : element("path d=\"" + data + '"' + fill.asFill());
    }

    Svg text(double x, double y, Anchor anchor, Paint paint, String content) {
        return text(x, y, anchor.attribute + colour(paint), content);
    }

    Svg bold(double x, double y, Anchor anchor, Paint paint, String content) {
        return text(x, y, anchor.attribute + " font-weight=\"bold\"" + colour(paint), content);
    }

    private Svg text(double x, double y, String attributes, String content) {
        out.append("<text").append(at(x, y)).append(attributes).append('>');
        out.append(Xml.escaped(content)).append("</text>");
        return this;
    }

    private static String colour(Paint paint) {
        return paint == TEXT ? "" : paint.asFill();
    }

    private Svg element(String content) {
        out.append('<').append(content).append("/>");
        return this;
    }

    private static String at(double x, double y) {
        return value("x", x) + value("y", y);
    }

    private static String value(String name, double value) {
        return ' ' + name + "=\"" + number(value) + '"';
    }

    /** Until {@link #close()}. */
    Svg open(String attributes) {
        out.append("<g ").append(attributes).append('>');
        return this;
    }

    Svg close() {
        out.append("</g>");
        return this;
    }

    /** About how wide a text of the usual size is. */
    static double width(String text) {
        return text.length() * FONT_SIZE * CHARACTER_WIDTH;
    }

    /** With one decimal at most. */
    public static String number(double value) {
        long tenths = Math.round(value * 10);
        if (tenths % 10 == 0) {
            return Long.toString(tenths / 10);
        }
        return (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + '.' + Math.abs(tenths) % 10;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
