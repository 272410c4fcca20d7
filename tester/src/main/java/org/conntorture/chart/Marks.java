package org.conntorture.chart;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Draws moments as vertical lines with a head above the plot, and tells of them. */
final class Marks {
    /** Lines nearer than this are one line. */
    private static final double NEAREST = 4;
    /** More than these would hide what is behind them: only their heads are drawn. */
    private static final int MOST_LINES = 40;

    private static final int MOST_LABELS = 3;
    private static final int LABEL_LENGTH = 40;
    private static final Pen LINE = new Pen(Paint.DISTURBED, 1, "5 2 1 2");

    private final List<Mark> marks;

    Marks(List<Mark> marks) {
        this.marks = marks;
    }

    void draw(Svg svg, TimeScale time, double top, double bottom) {
        List<Double> places = places(time);
        StringBuilder heads = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        for (double x : places) {
            heads.append(head(x, top));
            lines.append('M').append(Svg.number(x)).append(' ').append(Svg.number(top));
            lines.append('V').append(Svg.number(bottom));
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

    private static String head(double x, double top) {
        return "M" + Svg.number(x - 3) + ' ' + Svg.number(top - 6) + "h6l-3 6z";
    }

    void explain(Svg svg, Legend legend) {
        if (!marks.isEmpty()) {
            legend.add(
                    6,
                    (x, y) -> svg.filled(head(x + 3, y - 1), Paint.DISTURBED),
                    "disturbed: " + Words.list(labels(), 1));
        }
    }

    /** A sentence, or nothing. */
    String told() {
        if (marks.isEmpty()) {
            return "";
        }
        return " " + Words.count(marks.size(), "disturbance", "disturbances") + ": " + Words.list(labels(), MOST_LABELS)
                + ".";
    }

    private List<String> labels() {
        Map<String, Long> counts =
                marks.stream().collect(Collectors.groupingBy(Mark::label, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> Words.cut(entry.getKey(), LABEL_LENGTH) + " x " + Words.count(entry.getValue()))
                .toList();
    }
}
