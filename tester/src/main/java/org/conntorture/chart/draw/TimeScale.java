package org.conntorture.chart.draw;

import java.util.ArrayList;
import java.util.List;
import org.conntorture.chart.Stretch;
import org.conntorture.chart.TimeAxis;
import org.conntorture.chart.draw.Svg.Anchor;
import org.conntorture.text.Durations;

/** Where the moments of a time axis lie across a picture: stretches under load by their length, a narrow gap between two. */
final class TimeScale {
    private static final double GAP = 6;
    /** Of the width, however many they are. */
    private static final double MOST_GAPS = 0.25;

    private static final double LEAST_GAP = 1;
    private static final double LABEL_DISTANCE = 12;
    private static final int TICK = 4;
    private static final int LABEL_BELOW = 16;
    private static final int CAPTION_BELOW = 31;
    /** From the plot's lower edge to below the caption. */
    static final int HEIGHT = 38;

    private static final int MOST_LABELS = 9;
    private static final long[] STEPS_MS = {
        1,
        2,
        5,
        10,
        20,
        50,
        100,
        200,
        500,
        1000,
        2000,
        5000,
        10_000,
        15_000,
        30_000,
        60_000,
        120_000,
        300_000,
        600_000,
        900_000,
        1_800_000,
        3_600_000,
        7_200_000,
        14_400_000,
        28_800_000,
        86_400_000,
        604_800_000
    };

    private final TimeAxis time;
    private final double left;
    private final double width;
    private final double gap;
    private final double unitsPerMs;

    TimeScale(TimeAxis time, double left, double width) {
        int gaps = time.loaded().size() - 1;
        this.time = time;
        this.left = left;
        this.width = width;
        this.gap = gaps == 0 ? 0 : Math.min(GAP, width * MOST_GAPS / gaps);
        this.unitsPerMs = (width - gaps * gap) / time.loadedMs();
    }

    TimeAxis time() {
        return time;
    }

    double left() {
        return left;
    }

    double right() {
        return left + width;
    }

    /** Moments outside of the axis lie at its ends. */
    double x(long timeMs) {
        double x = left;
        long beforeMs = time.fromMs();
        for (Stretch stretch : time.loaded()) {
            if (timeMs < stretch.fromMs()) {
                double share = Math.max(0, timeMs - beforeMs) / (double) Math.max(1, stretch.fromMs() - beforeMs);
                return x == left ? x : x - gap + gap * share;
            }
            if (timeMs <= stretch.toMs()) {
                return x + (timeMs - stretch.fromMs()) * unitsPerMs;
            }
            x += stretch.lengthMs() * unitsPerMs + gap;
            beforeMs = stretch.toMs();
        }
        return right();
    }

    /** Greys the time between the stretches. */
    void drawGaps(Svg svg, double top, double height) {
        if (hasGaps()) {
            PathData path = new PathData();
            for (Stretch before : time.loaded().subList(0, time.loaded().size() - 1)) {
                path.moveTo(x(before.toMs()) + gap / 2, top).down(height);
            }
            svg.path(path, Pen.of(Paint.IDLE, gap));
        }
    }

    /** Whether they are wide enough to be drawn. */
    private boolean hasGaps() {
        return gap >= LEAST_GAP;
    }

    /** A line with labels and a caption below it. */
    void drawAxis(Svg svg, double y) {
        PathData ticks = new PathData().moveTo(left, y).across(width);
        for (long timeMs : labelled()) {
            ticks.moveTo(x(timeMs), y).down(TICK);
            svg.text(x(timeMs), y + LABEL_BELOW, Anchor.MIDDLE, Paint.SOFT, label(timeMs));
        }
        svg.path(ticks, Pen.of(Paint.EDGE, 1));
        String caption = "time since the start of the run" + (hasGaps() ? "; grey: not under load" : "");
        svg.text(left + width / 2, y + CAPTION_BELOW, Anchor.MIDDLE, Paint.SOFT, caption);
    }

    private String label(long timeMs) {
        if (Durations.isLong(time.toMs())) {
            return Durations.clock(timeMs);
        }
        return stepMs() < 1000 ? Svg.number(timeMs / 1000.0) + " s" : Math.round(timeMs / 1000.0) + " s";
    }

    /** Where stretches begin, then round moments within them, none so near to another that their labels would touch. */
    private List<Long> labelled() {
        List<Long> chosen = new ArrayList<>();
        if (time.loaded().size() > 1) {
            time.loaded().forEach(stretch -> choose(chosen, stretch.fromMs()));
        }
        long stepMs = stepMs();
        for (Stretch stretch : time.loaded()) {
            long first = -Math.floorDiv(-stretch.fromMs(), stepMs) * stepMs;
            for (long timeMs = first; timeMs <= stretch.toMs(); timeMs += stepMs) {
                choose(chosen, timeMs);
            }
        }
        return chosen;
    }

    private void choose(List<Long> chosen, long timeMs) {
        double room = Svg.width(label(time.toMs())) + LABEL_DISTANCE;
        if (chosen.stream().allMatch(other -> Math.abs(x(other) - x(timeMs)) >= room)) {
            chosen.add(timeMs);
        }
    }

    private long stepMs() {
        for (long stepMs : STEPS_MS) {
            if (time.loadedMs() / stepMs <= MOST_LABELS) {
                return stepMs;
            }
        }
        return Math.max(1, time.loadedMs() / MOST_LABELS);
    }
}
