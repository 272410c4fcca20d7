package org.conntorture.chart.draw;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.conntorture.chart.FailureMark;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;
import org.conntorture.text.Lists;

/** Draws failures as crosses where and after how long they failed, and tells of them. */
final class FailureCrosses {
    static final double ARM = 3;
    private static final double PEN_WIDTH = 1.8;
    private static final double NEAREST = 4;
    private static final int MOST = 150;
    private static final int MOST_KINDS = 5;

    private final List<FailureMark> failures;

    FailureCrosses(List<FailureMark> failures) {
        this.failures = failures;
    }

    long count() {
        return failures.stream().mapToLong(FailureMark::count).sum();
    }

    void draw(Svg svg, TimeScale time, LatencyScale latency) {
        double nearest = NEAREST;
        Set<Spot> spots = spots(time, latency, nearest);
        while (spots.size() > MOST) {
            nearest *= 2;
            spots = spots(time, latency, nearest);
        }
        PathData path = new PathData();
        for (Spot spot : spots) {
            path.cross(spot.column * nearest, spot.row * nearest, ARM);
        }
        svg.path(path, Pen.of(Paint.FAILED, PEN_WIDTH));
    }

    static void sign(Svg svg, double x, double y) {
        svg.path(new PathData().cross(x, y, ARM), Pen.of(Paint.FAILED, PEN_WIDTH));
    }

    private record Spot(long column, long row) {}

    private Set<Spot> spots(TimeScale time, LatencyScale latency, double nearest) {
        Set<Spot> spots = new HashSet<>();
        for (FailureMark failure : failures) {
            double y = latency.y(failure.durationNs());
            spots.add(new Spot(Math.round(time.x(failure.timeMs()) / nearest), Math.round(y / nearest)));
        }
        return spots.stream()
                .sorted(Comparator.comparingLong(Spot::row).thenComparingLong(Spot::column))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A sentence. */
    String told() {
        if (failures.isEmpty()) {
            return " No failure.";
        }
        LongSummaryStatistics times =
                failures.stream().mapToLong(FailureMark::timeMs).summaryStatistics();
        Map<String, List<FailureMark>> kinds =
                failures.stream().collect(Collectors.groupingBy(FailureMark::kind, TreeMap::new, Collectors.toList()));
        List<String> told = kinds.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> -sum(entry.getValue())))
                .map(entry -> kind(entry.getKey(), entry.getValue()))
                .toList();
        return " " + Counts.of(count(), "failure", "failures") + ' ' + Durations.between(times.getMin(), times.getMax())
                + ": " + Lists.of(told, MOST_KINDS) + ".";
    }

    private static String kind(String kind, List<FailureMark> marks) {
        LongSummaryStatistics durations =
                marks.stream().mapToLong(FailureMark::durationNs).summaryStatistics();
        String shortest = Durations.of(durations.getMin());
        String longest = Durations.of(durations.getMax());
        return Counts.of(sum(marks)) + ' ' + kind + " after " + shortest
                + (shortest.equals(longest) ? "" : " to " + longest);
    }

    private static long sum(List<FailureMark> marks) {
        return marks.stream().mapToLong(FailureMark::count).sum();
    }
}
