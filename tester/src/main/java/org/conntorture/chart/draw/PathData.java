package org.conntorture.chart.draw;

/** The data of a path element, kept short. Lengths to the right and down are positive. */
final class PathData {
    private final StringBuilder data = new StringBuilder();

    PathData moveTo(double x, double y) {
        return pair('M', x, y);
    }

    PathData moveBy(double right, double down) {
        return pair('m', right, down);
    }

    PathData lineTo(double x, double y) {
        return pair('L', x, y);
    }

    PathData lineBy(double right, double down) {
        return pair('l', right, down);
    }

    PathData acrossTo(double x) {
        return append('H', x);
    }

    PathData across(double right) {
        return append('h', right);
    }

    PathData downTo(double y) {
        return append('V', y);
    }

    PathData down(double down) {
        return append('v', down);
    }

    PathData closed() {
        data.append('z');
        return this;
    }

    /** An area of its own. */
    PathData box(double x, double y, double width, double height) {
        return moveTo(x, y).across(width).down(height).across(-width).closed();
    }

    /** A cross of the size of a small letter. */
    PathData cross(double x, double y, double arm) {
        return moveTo(x - arm, y - arm)
                .lineBy(2 * arm, 2 * arm)
                .moveBy(-2 * arm, 0)
                .lineBy(2 * arm, -2 * arm);
    }

    boolean isEmpty() {
        return data.length() == 0;
    }

    int length() {
        return data.length();
    }

    private PathData pair(char command, double first, double second) {
        append(command, first);
        String number = Svg.number(second);
        data.append(number.startsWith("-") ? "" : " ").append(number);
        return this;
    }

    private PathData append(char command, double value) {
        data.append(command).append(Svg.number(value));
        return this;
    }

    @Override
    public String toString() {
        return data.toString();
    }
}
