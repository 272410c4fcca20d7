package org.conntorture.chart.draw;

import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.conntorture.chart.CountTrack;
import org.conntorture.chart.FailureHistory;
import org.conntorture.chart.Stretch;
import org.conntorture.chart.TimedCount;
import org.conntorture.chart.draw.Svg.Anchor;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;
import org.conntorture.text.Lists;

/** Draws a {@link FailureHistory}. */
final class FailureHistoryDrawing {
    private static final int TOP = 32;
    private static final int BARS_HEIGHT = 110;
    private static final int BARS_BOTTOM = TOP + BARS_HEIGHT;
    private static final int MOST_KINDS = 8;
    private static final int NAME_RIGHT = 8;
    private static final int NAME_DOWN = 12;
    private static final int LINE_HEIGHT = 14;

    private final FailureHistory history;
    private final TimeScale time;
    private final StackedBars bars;
    private final TrackRows rows;
    private final Marks disturbances;
    private final Svg svg = new Svg();

    FailureHistoryDrawing(FailureHistory history) {
        this.history = history;
        this.time = new TimeScale(history.time(), Frame.LEFT, Frame.PLOT_WIDTH);
        this.bars = new StackedBars(time, history.intervalMs(), history.kinds());
        this.rows = new TrackRows(time, history.intervalMs(), history.queues(), history.counters());
        this.disturbances = new Marks(history.disturbances());
    }

    Picture picture() {
        double bottom = BARS_BOTTOM + rows.height();
        Frame.title(svg, history.title());
        time.drawGaps(svg, TOP, bottom - TOP);
        disturbances.draw(svg, time, TOP, bottom);
        bars.draw(svg, TOP, BARS_BOTTOM);
        rows.draw(svg, BARS_BOTTOM);
        svg.text(time.right() + NAME_RIGHT, TOP + NAME_DOWN, Anchor.START, Paint.SOFT, "failures");
        String total = Counts.of(total());
        svg.bold(time.right() + NAME_RIGHT, TOP + NAME_DOWN + LINE_HEIGHT, Anchor.START, Paint.INK, total);
        time.drawAxis(svg, bottom);
        return Frame.picture(history.title(), description(), explain(bottom), svg);
    }

    private double explain(double bottom) {
        double y = bottom + TimeScale.HEIGHT + Legend.LINE_HEIGHT / 2.0;
        Legend legend = new Legend(svg, Frame.LEFT, Frame.WIDTH, y);
        bars.explain(svg, legend);
        rows.explain(svg, legend);
        disturbances.explain(svg, legend);
        return legend.bottom();
    }

    private long total() {
        return history.kinds().stream().mapToLong(CountTrack::total).sum();
    }

    private String description() {
        return Frame.underLoad(history.time())
                + failures()
                + rows.told(history.queues(), history.counters())
                + disturbances.told();
    }

    private String failures() {
        if (total() == 0) {
            return "No failure.";
        }
        LongSummaryStatistics times = history.kinds().stream()
                .flatMap(kind -> kind.counts().stream())
                .filter(count -> count.count() > 0)
                .mapToLong(TimedCount::timeMs)
                .summaryStatistics();
        List<String> kinds = history.kinds().stream()
                .sorted(Comparator.comparingLong(CountTrack::total).reversed())
                .map(kind -> Counts.of(kind.total()) + " of kind " + kind.name())
                .toList();
        Stretch worst = bars.worst();
        return Counts.of(total(), "failure", "failures") + ' ' + Durations.between(times.getMin(), times.getMax())
                + ": "
                + Lists.of(kinds, MOST_KINDS) + "; the most, " + Counts.of(bars.highest()) + ", "
                + Durations.between(worst.fromMs(), worst.toMs()) + ".";
    }
}
