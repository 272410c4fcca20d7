package org.conntorture.chart;

/** SVG elements under construction. Colours go by {@link Paint}; text is escaped here and nowhere else. */
final class Svg {
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
        out.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
        out.append("\" width=\"").append(number(width)).append("\" height=\"").append(number(height));
        out.append('"').append(fill.asFill()).append("/>");
        return this;
    }

    Svg line(double fromX, double fromY, double toX, double toY, Pen pen) {
        return path("M" + number(fromX) + ' ' + number(fromY) + 'L' + number(toX) + ' ' + number(toY), pen);
    }

    /** Nothing for an empty path. */
    Svg path(CharSequence data, Pen pen) {
        if (data.length() > 0) {
            out.append("<path d=\"")
                    .append(data)
                    .append('"')
                    .append(pen.attributes())
                    .append("/>");
        }
        return this;
    }

    Svg filled(CharSequence data, Paint fill) {
        if (data.length() > 0) {
            out.append("<path d=\"")
                    .append(data)
                    .append('"')
                    .append(fill.asFill())
                    .append("/>");
        }
        return this;
    }

    Svg text(double x, double y, Anchor anchor, Paint paint, String content) {
        return text(x, y, anchor, paint, content, "");
    }

    Svg bold(double x, double y, Anchor anchor, Paint paint, String content) {
        return text(x, y, anchor, paint, content, " font-weight=\"bold\"");
    }

    private Svg text(double x, double y, Anchor anchor, Paint paint, String content, String weight) {
        out.append("<text x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append('"');
        out.append(anchor.attribute).append(weight).append(paint.asFill()).append('>');
        out.append(Xml.escaped(content)).append("</text>");
        return this;
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
    static String number(double value) {
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
