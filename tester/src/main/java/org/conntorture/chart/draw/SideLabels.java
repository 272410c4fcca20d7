package org.conntorture.chart.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.conntorture.chart.draw.Svg.Anchor;
import org.conntorture.text.Texts;

/** Labels at the right of a plot, each with a thin line to its place; they do not touch each other. */
final class SideLabels {
    private static final double DISTANCE = 12.5;
    private static final double LEADER = 10;
    private static final double TEXT_RIGHT = 13;
    private static final int TEXT_DOWN = 4;
    static final int LENGTH = 18;

    /**
     * @param x where the line to the label begins, {@code y} likewise
     * @param important whether it is moved rather than left out where there is no room, and bold
     */
    record Label(double x, double y, String text, Paint paint, boolean important) {}

    private final double right;
    private final double top;
    private final List<Label> labels = new ArrayList<>();

    SideLabels(double right, double top) {
        this.right = right;
        this.top = top;
    }

    void add(Label label) {
        labels.add(label);
    }

    void draw(Svg svg, Paint leader) {
        List<Label> shown = new ArrayList<>();
        List<Double> ys = new ArrayList<>();
        place(shown, ys);
        PathData leaders = new PathData();
        for (int i = 0; i < shown.size(); i++) {
            Label label = shown.get(i);
            leaders.moveTo(label.x, label.y).acrossTo(right).lineTo(right + LEADER, ys.get(i));
            text(svg, label, ys.get(i) + TEXT_DOWN);
        }
        svg.path(leaders, Pen.of(leader, 0.7));
    }

    private void text(Svg svg, Label label, double y) {
        String text = Texts.cut(label.text, LENGTH);
        if (label.important) {
            svg.bold(right + TEXT_RIGHT, y, Anchor.START, label.paint, text);
        } else {
            svg.text(right + TEXT_RIGHT, y, Anchor.START, label.paint, text);
        }
    }

    /** From below, moved up where one would touch the label below; then down again where one would stand too high. */
    private void place(List<Label> shown, List<Double> ys) {
        labels.sort(Comparator.comparingDouble(Label::y).reversed());
        double last = Double.POSITIVE_INFINITY;
        for (Label label : labels) {
            boolean hasRoom = label.y <= last - DISTANCE;
            if (hasRoom || label.important) {
                last = hasRoom ? label.y : last - DISTANCE;
                shown.add(label);
                ys.add(last);
            }
        }
        double highest = top;
        for (int i = ys.size() - 1; i >= 0 && ys.get(i) < highest; i--) {
            ys.set(i, highest);
            highest += DISTANCE;
        }
    }
}
