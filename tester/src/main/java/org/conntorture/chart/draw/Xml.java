package org.conntorture.chart.draw;

/** Text of whatever origin, made fit for XML. */
final class Xml {
    private static final char REPLACEMENT = '\ufffd';

    private Xml() {}

    /** For content and for attributes in double quotes; what XML 1.0 does not allow is left out. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\t', '\n', '\r' -> escaped.append(' ');
                default -> append(escaped, point);
            }
        });
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, int point) {
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            escaped.append(REPLACEMENT);
        } else if (!Character.isISOControl(point) && (point & 0xfffe) != 0xfffe) {
            escaped.appendCodePoint(point);
        }
    }
}
