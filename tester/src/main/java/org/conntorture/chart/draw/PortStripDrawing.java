package org.conntorture.chart.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.conntorture.chart.PortFailure;
import org.conntorture.chart.PortStrip;
import org.conntorture.chart.draw.Svg.Anchor;
import org.conntorture.text.Counts;
import org.conntorture.text.Lists;

/** Draws a {@link PortStrip}: a port that fails again is a line with large squares, the others are small ones. */
final class PortStripDrawing {
    private static final int TOP = 32;
    private static final int HEIGHT = 200;
    private static final int BOTTOM = TOP + HEIGHT;
    private static final int SIZE_ONCE = 3;
    private static final int SIZE_AGAIN = 6;
    private static final int MOST_LINES = 120;
    private static final int MOST_LABELS = 10;
    private static final int MOST_TOLD = 12;
    private static final int LABEL_LEFT = 6;
    private static final int LABEL_DOWN = 4;
    private static final int LABELS = 4;

    private final PortStrip strip;
    private final TimeScale time;
    private final Marks disturbances;
    private final List<Port> again;
    private final long ports;
    private final Svg svg = new Svg();

    /** A port that failed more than once, with the times. */
    private record Port(int number, LongSummaryStatistics timesMs) {
        long count() {
            return timesMs.getCount();
        }
    }

    PortStripDrawing(PortStrip strip) {
        this.strip = strip;
        this.time = new TimeScale(strip.time(), Frame.LEFT, Frame.PLOT_WIDTH);
        this.disturbances = new Marks(strip.disturbances());
        Map<Integer, LongSummaryStatistics> byPort = strip.failures().stream()
                .collect(Collectors.groupingBy(
                        PortFailure::port, TreeMap::new, Collectors.summarizingLong(PortFailure::timeMs)));
        this.ports = byPort.size();
        this.again = byPort.entrySet().stream()
                .map(entry -> new Port(entry.getKey(), entry.getValue()))
                .filter(port -> port.count() > 1)
                .sorted(Comparator.comparingLong(Port::count).reversed())
                .toList();
    }

    Picture picture() {
        Frame.title(svg, strip.title());
        drawAxis();
        time.drawGaps(svg, TOP, HEIGHT);
        disturbances.draw(svg, time, TOP, BOTTOM);
        drawLines();
        drawDots();
        time.drawAxis(svg, BOTTOM);
        return Frame.picture(strip.title(), description(), explain(), svg);
    }

    private double y(int port) {
        double share = (port - strip.lowestPort()) / (double) Math.max(1, strip.highestPort() - strip.lowestPort());
        return BOTTOM - HEIGHT * Math.max(0, Math.min(1, share));
    }

    private void drawAxis() {
        PathData lines = new PathData();
        for (int i = 0; i <= LABELS; i++) {
            int port = strip.lowestPort() + (int) ((long) (strip.highestPort() - strip.lowestPort()) * i / LABELS);
            lines.moveTo(Frame.LEFT, y(port)).acrossTo(time.right());
            svg.text(Frame.LEFT - LABEL_LEFT, y(port) + LABEL_DOWN, Anchor.END, Paint.SOFT, Integer.toString(port));
        }
        svg.path(lines, Pen.of(Paint.GRID, 1));
    }

    private void drawLines() {
        PathData lines = new PathData();
        SideLabels labels = new SideLabels(time.right(), TOP);
        for (int i = 0; i < Math.min(MOST_LINES, again.size()); i++) {
            Port port = again.get(i);
            lines.moveTo(time.x(port.timesMs.getMin()), y(port.number)).acrossTo(time.x(port.timesMs.getMax()));
            if (i < MOST_LABELS) {
                String label = "port " + port.number + ": " + Counts.of(port.count());
                labels.add(new SideLabels.Label(time.right(), y(port.number), label, Paint.BAND_LINE, true));
            }
        }
        svg.path(lines, Pen.of(Paint.HOT_0, 1));
        labels.draw(svg, Paint.BAND_LINE);
    }

    private void drawDots() {
        Map<Integer, Port> byNumber =
                again.stream().collect(Collectors.toMap(Port::number, port -> port, (one, other) -> one, TreeMap::new));
        Dots large = new Dots(SIZE_AGAIN);
        Dots small = new Dots(SIZE_ONCE);
        for (PortFailure failure : strip.failures()) {
            Dots dots = byNumber.containsKey(failure.port()) ? large : small;
            dots.add(time.x(failure.timeMs()), y(failure.port()));
        }
        small.draw(svg, Paint.SERIES_5);
        large.draw(svg, Paint.HOT_0);
    }

    private double explain() {
        double y = BOTTOM + TimeScale.HEIGHT + Legend.LINE_HEIGHT / 2.0;
        Legend legend = new Legend(svg, Frame.LEFT, Frame.WIDTH, y);
        String once = "ports that failed once: " + Counts.of(ports - again.size());
        String twice = "ports that failed again: " + Counts.of(again.size());
        legend.add(SIZE_AGAIN, (x, base) -> sign(x, base, SIZE_AGAIN, Paint.HOT_0), twice);
        legend.add(SIZE_AGAIN, (x, base) -> sign(x, base, SIZE_ONCE, Paint.SERIES_5), once);
        disturbances.explain(svg, legend);
        return legend.bottom();
    }

    private void sign(double x, double y, int size, Paint paint) {
        svg.rect(x + (SIZE_AGAIN - size) / 2.0, y - 4 - size / 2.0, size, size, paint);
    }

    private String description() {
        return Frame.underLoad(strip.time()) + failures() + disturbances.told();
    }

    private String failures() {
        if (strip.failures().isEmpty()) {
            return "No failure with a source port.";
        }
        List<String> most = new ArrayList<>();
        again.forEach(port -> most.add(port.number + " x " + Counts.of(port.count())));
        long failures = again.stream().mapToLong(Port::count).sum();
        String repeated = again.isEmpty()
                ? "none failed more than once."
                : Counts.of(again.size()) + " failed more than once, " + Counts.of(failures) + " times together: "
                        + Lists.of(most, MOST_TOLD) + ".";
        return Counts.of(strip.failures().size(), "failure", "failures") + " from "
                + Counts.of(ports, "source port", "source ports") + " of " + strip.lowestPort() + " to "
                + strip.highestPort() + "; " + repeated;
    }
}
