package org.conntorture.chart.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.conntorture.chart.Binned;
import org.conntorture.chart.Columns;
import org.conntorture.chart.CountTrack;
import org.conntorture.chart.Stretch;
import org.conntorture.chart.draw.Svg.Anchor;
import org.conntorture.text.Counts;
import org.conntorture.text.Texts;

/** Bars over time, one kind upon the other; each kind has a colour and a pattern. Whole units keep the paths short. */
final class StackedBars {
    private static final int MOST_BARS = 60;
    private static final int BETWEEN = 1;
    /** So that a single failure among thousands is seen. */
    private static final int LEAST_HEIGHT = 2;

    private static final int SWATCH_WIDTH = 14;
    private static final int SWATCH_HEIGHT = 10;
    private static final int NAME_LENGTH = 40;
    private static final int LABEL_LEFT = 6;
    private static final int LABEL_DOWN = 4;

    private final TimeScale time;
    private final Columns bars;
    private final List<CountTrack> kinds;
    private final List<long[]> counts;

    StackedBars(TimeScale time, long intervalMs, List<CountTrack> kinds) {
        this.time = time;
        this.bars = Columns.of(time.time(), intervalMs, MOST_BARS);
        this.kinds = most(kinds);
        this.counts = this.kinds.stream()
                .map(kind -> Binned.sums(kind.counts(), bars))
                .toList();
    }

    /** The most frequent first; what there is no colour for is one kind. */
    private static List<CountTrack> most(List<CountTrack> kinds) {
        List<CountTrack> sorted = kinds.stream()
                .sorted(Comparator.comparingLong(CountTrack::total).reversed())
                .toList();
        if (sorted.size() <= Paint.SERIES) {
            return sorted;
        }
        List<CountTrack> most = new ArrayList<>(sorted.subList(0, Paint.SERIES - 1));
        List<CountTrack> rest = sorted.subList(Paint.SERIES - 1, sorted.size());
        most.add(new CountTrack(
                rest.size() + " other kinds",
                rest.stream().flatMap(kind -> kind.counts().stream()).toList()));
        return most;
    }

    long highest() {
        long highest = 0;
        for (int bar = 0; bar < bars.count(); bar++) {
            highest = Math.max(highest, sum(bar));
        }
        return highest;
    }

    private long sum(int bar) {
        return counts.stream().mapToLong(kind -> kind[bar]).sum();
    }

    /** The bar with the most. */
    Stretch worst() {
        int worst = 0;
        for (int bar = 1; bar < bars.count(); bar++) {
            worst = sum(bar) > sum(worst) ? bar : worst;
        }
        return bars.get(worst);
    }

    void draw(Svg svg, double top, double bottom) {
        double perCount = (bottom - top) / Math.max(1, highest());
        double[] ys = new double[bars.count()];
        Arrays.fill(ys, bottom);
        for (int kind = 0; kind < kinds.size(); kind++) {
            PathData path = new PathData();
            PathData middles = new PathData();
            for (int bar = 0; bar < bars.count(); bar++) {
                if (counts.get(kind)[bar] > 0) {
                    long height = Math.max(LEAST_HEIGHT, Math.round(counts.get(kind)[bar] * perCount));
                    long x = Math.round(time.x(bars.get(bar).fromMs()));
                    path.box(x, ys[bar], width(bar), -height);
                    middles.moveTo(x + width(bar) / 2.0, ys[bar]).down(-height);
                    ys[bar] -= height;
                }
            }
            svg.filled(path, Paint.series(kind));
            Pattern.of(kind).draw(svg, middles, meanWidth());
        }
        axis(svg, top, bottom);
    }

    private void axis(Svg svg, double top, double bottom) {
        svg.text(time.left() - LABEL_LEFT, top + LABEL_DOWN, Anchor.END, Paint.SOFT, Counts.of(highest()));
        svg.text(time.left() - LABEL_LEFT, bottom + LABEL_DOWN, Anchor.END, Paint.SOFT, "0");
        svg.line(time.left(), bottom, time.right(), bottom, Pen.of(Paint.EDGE, 1));
    }

    private long width(int bar) {
        long from = Math.round(time.x(bars.get(bar).fromMs()));
        return Math.max(1, Math.round(time.x(bars.get(bar).toMs())) - from - BETWEEN);
    }

    private double meanWidth() {
        return Math.max(1, (time.right() - time.left()) / bars.count() - BETWEEN);
    }

    void explain(Svg svg, Legend legend) {
        for (int i = 0; i < kinds.size(); i++) {
            int kind = i;
            String text = Texts.cut(kinds.get(i).name(), NAME_LENGTH) + ": "
                    + Counts.of(kinds.get(i).total());
            legend.add(SWATCH_WIDTH, (x, y) -> swatch(svg, x, y, kind), text);
        }
    }

    private static void swatch(Svg svg, double x, double y, int kind) {
        svg.rect(x, y - SWATCH_HEIGHT, SWATCH_WIDTH, SWATCH_HEIGHT, Paint.series(kind));
        PathData middle = new PathData().moveTo(x + SWATCH_WIDTH / 2.0, y).down(-SWATCH_HEIGHT);
        Pattern.of(kind).draw(svg, middle, SWATCH_WIDTH);
    }
}
