package org.conntorture.chart.draw;

import java.util.Comparator;
import java.util.List;
import org.conntorture.chart.Binned;
import org.conntorture.chart.Columns;
import org.conntorture.chart.CountTrack;
import org.conntorture.chart.QueueTrack;
import org.conntorture.chart.draw.Svg.Anchor;
import org.conntorture.text.Counts;
import org.conntorture.text.Lists;
import org.conntorture.text.Texts;

/** Low rows on one time axis: an accept queue or a kernel counter each, named at the right. */
final class TrackRows {
    private static final int QUEUE_HEIGHT = 40;
    private static final int COUNTER_HEIGHT = 24;
    private static final int BETWEEN = 12;
    private static final int MOST_QUEUES = 3;
    private static final int MOST_COUNTERS = 6;
    private static final int MOST_COLUMNS = 80;
    private static final int NAME_LENGTH = 18;
    private static final int NAME_RIGHT = 8;
    private static final int LINE_HEIGHT = 14;
    private static final int LABEL_LEFT = 6;
    private static final int LABEL_DOWN = 4;
    private static final int LEAST_HEIGHT = 2;
    private static final int LIMIT_SIGN = 24;
    private static final Pen LIMIT = new Pen(Paint.FAILED, 1.2, "6 3");

    private final TimeScale time;
    private final Columns columns;
    private final List<QueueTrack> queues;
    private final List<CountTrack> counters;

    TrackRows(TimeScale time, long intervalMs, List<QueueTrack> queues, List<CountTrack> counters) {
        this.time = time;
        this.columns = Columns.of(time.time(), intervalMs, MOST_COLUMNS);
        this.queues = queues.stream().limit(MOST_QUEUES).toList();
        this.counters = counters.stream()
                .filter(counter -> counter.total() > 0)
                .sorted(Comparator.comparingLong(CountTrack::total).reversed())
                .limit(MOST_COUNTERS)
                .toList();
    }

    double height() {
        return queues.size() * (QUEUE_HEIGHT + BETWEEN) + counters.size() * (COUNTER_HEIGHT + BETWEEN);
    }

    void draw(Svg svg, double top) {
        double y = top;
        svg.open("shape-rendering=\"crispEdges\"");
        for (QueueTrack queue : queues) {
            y += QUEUE_HEIGHT + BETWEEN;
            queue(svg, queue, y);
        }
        for (CountTrack counter : counters) {
            y += COUNTER_HEIGHT + BETWEEN;
            counter(svg, counter, y);
        }
        svg.close();
    }

    private void queue(Svg svg, QueueTrack queue, double bottom) {
        long highest = Math.max(1, Math.max(queue.limit().orElse(0), queue.peak()));
        double perUnit = (double) QUEUE_HEIGHT / highest;
        double top = bottom - QUEUE_HEIGHT;
        svg.filled(steps(Binned.largest(queue.lengths(), columns), perUnit, bottom), Paint.SERIES_0);
        queue.limit().ifPresent(limit -> {
            double y = bottom - limit * perUnit;
            svg.line(time.left(), y, time.right(), y, LIMIT);
        });
        svg.text(time.left() - LABEL_LEFT, top + LABEL_DOWN, Anchor.END, Paint.SOFT, Counts.of(highest));
        String name = queues.size() == 1 ? "accept queue" : Texts.cut(queue.name(), NAME_LENGTH);
        name(svg, top, bottom, name, "peak " + queue.peakOfLimit());
    }

    private void counter(Svg svg, CountTrack counter, double bottom) {
        long[] sums = Binned.sums(counter.counts(), columns);
        long highest = 1;
        for (long sum : sums) {
            highest = Math.max(highest, sum);
        }
        svg.filled(steps(sums, (double) COUNTER_HEIGHT / highest, bottom), Paint.SERIES_5);
        String name = Texts.cut(counter.name(), NAME_LENGTH);
        name(svg, bottom - COUNTER_HEIGHT, bottom, name, "+" + Counts.of(counter.total()));
    }

    private void name(Svg svg, double top, double bottom, String name, String value) {
        double x = time.right() + NAME_RIGHT;
        double y = (top + bottom) / 2 - 1;
        svg.line(time.left(), bottom, time.right(), bottom, Pen.of(Paint.EDGE, 1));
        svg.text(x, y, Anchor.START, Paint.SOFT, name);
        svg.bold(x, y + LINE_HEIGHT, Anchor.START, Paint.INK, value);
    }

    /** The outline of an area; what is not 0 is not too low to be seen. */
    private PathData steps(long[] values, double perUnit, double bottom) {
        PathData path = new PathData().moveTo(time.left(), bottom);
        for (int i = 0; i < values.length; i++) {
            boolean ends = i == values.length - 1 || !touches(i);
            if (i == 0 || values[i] != values[i - 1] || !touches(i - 1)) {
                long height = values[i] == 0 ? 0 : Math.max(LEAST_HEIGHT, Math.round(values[i] * perUnit));
                path.downTo(bottom - height);
            }
            if (ends || values[i] != values[i + 1]) {
                path.acrossTo(Math.round(time.x(columns.get(i).toMs())));
            }
            if (ends) {
                path.downTo(bottom)
                        .acrossTo(
                                i == values.length - 1
                                        ? time.right()
                                        : Math.round(time.x(columns.get(i + 1).fromMs())));
            }
        }
        return path.closed();
    }

    private boolean touches(int column) {
        return columns.get(column).toMs() == columns.get(column + 1).fromMs();
    }

    void explain(Svg svg, Legend legend) {
        if (queues.stream().anyMatch(queue -> queue.limit().isPresent())) {
            legend.add(
                    LIMIT_SIGN,
                    (x, y) -> svg.line(x, y - 4, x + LIMIT_SIGN, y - 4, LIMIT),
                    "limit of the accept queue");
        }
    }

    /** Sentences, or nothing. */
    String told(List<QueueTrack> allQueues, List<CountTrack> allCounters) {
        StringBuilder told = new StringBuilder();
        for (QueueTrack queue : allQueues.stream().limit(MOST_QUEUES).toList()) {
            told.append(" Accept queue of ").append(Texts.cut(queue.name(), 2 * NAME_LENGTH));
            told.append(": peak ").append(queue.peakOfLimit()).append('.');
        }
        List<String> moved = allCounters.stream()
                .filter(counter -> counter.total() > 0)
                .sorted(Comparator.comparingLong(CountTrack::total).reversed())
                .map(counter -> counter.name() + " +" + Counts.of(counter.total()))
                .toList();
        told.append(moved.isEmpty() ? "" : " Kernel counters that moved: " + Lists.of(moved, 2 * MOST_COUNTERS) + ".");
        return told.toString();
    }
}
