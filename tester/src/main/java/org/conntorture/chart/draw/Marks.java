package org.conntorture.chart.draw;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.conntorture.chart.Mark;
import org.conntorture.text.Counts;
import org.conntorture.text.Lists;
import org.conntorture.text.Texts;

/** Draws moments as vertical lines with a head above the plot, and tells of them. */
final class Marks {
    /** Lines nearer than this are one line. */
    private static final double NEAREST = 4;
    /** More than these would hide what is behind them: only their heads are drawn. */
    private static final int MOST_LINES = 40;

    private static final double HEAD = 6;
    private static final int MOST_LABELS = 3;
    private static final int LABEL_LENGTH = 40;
    private static final Pen LINE = new Pen(Paint.DISTURBED, 1, "5 2 1 2");

    private final List<Mark> marks;

    Marks(List<Mark> marks) {
        this.marks = marks;
    }

    void draw(Svg svg, TimeScale time, double top, double bottom) {
        List<Double> places = places(time);
        PathData heads = new PathData();
        PathData lines = new PathData();
        for (double x : places) {
            head(heads, x, top);
            lines.moveTo(x, top).downTo(bottom);
        }
        if (places.size() <= MOST_LINES) {
            svg.path(lines, LINE);
        }
        svg.filled(heads, Paint.DISTURBED);
    }

    private List<Double> places(TimeScale time) {
        TreeMap<Double, Double> places = new TreeMap<>();
        for (Mark mark : marks) {
            double x = time.x(mark.timeMs());
            Double before = places.floorKey(x);
            Double after = places.ceilingKey(x);
            if ((before == null || x - before >= NEAREST) && (after == null || after - x >= NEAREST)) {
                places.put(x, x);
            }
        }
        return List.copyOf(places.keySet());
    }

    private static PathData head(PathData path, double x, double top) {
        return path.moveTo(x - HEAD / 2, top - HEAD)
                .across(HEAD)
                .lineBy(-HEAD / 2, HEAD)
                .closed();
    }

    void explain(Svg svg, Legend legend) {
        if (!marks.isEmpty()) {
            String text = "disturbed: " + Lists.of(labels(), 1);
            legend.add(HEAD, (x, y) -> svg.filled(head(new PathData(), x + HEAD / 2, y - 1), Paint.DISTURBED), text);
        }
    }

    /** A sentence, or nothing. */
    String told() {
        if (marks.isEmpty()) {
            return "";
        }
        return " " + Counts.of(marks.size(), "disturbance", "disturbances") + ": " + Lists.of(labels(), MOST_LABELS)
                + ".";
    }

    private List<String> labels() {
        Map<String, Long> counts =
                marks.stream().collect(Collectors.groupingBy(Mark::label, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> Texts.cut(entry.getKey(), LABEL_LENGTH) + " x " + Counts.of(entry.getValue()))
                .toList();
    }
}
