package org.conntorture.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long something took, by percentile.
 *
 * @param points from the smallest to the largest, at most {@value #MOST_POINTS}, closer to each other towards the largest
 */
public record Percentiles(long count, List<Point> points) {
    static final int MOST_POINTS = 80;
    /** Of the distance to the largest. */
    private static final double STEP = 0.82;

    /** @param share of the values that are at most as large */
    public record Point(double share, long valueNs) {}

    public Percentiles {
        points = List.copyOf(points);
    }

    /**
     * By target and phase, over the whole run.
     *
     * @param finished whether it came to its end; else the turns that did not are known by their intervals alone
     */
    public static Map<String, Map<String, Percentiles>> read(Path directory, boolean finished) throws IOException {
        Map<String, Map<String, TreeMap<Long, Long>>> counts = new LinkedHashMap<>();
        Path file = directory.resolve(finished ? "rounds.hlog" : "intervals.hlog");
        if (Files.isRegularFile(file)) {
            HistogramScan.read(file, phase -> true, (target, phase, startNs, durationNs, taken) -> {
                TreeMap<Long, Long> sums = counts.computeIfAbsent(target, name -> new LinkedHashMap<>())
                        .computeIfAbsent(phase, name -> new TreeMap<>());
                taken.forEach((value, count) -> sums.merge(value, count, Long::sum));
            });
        }
        Map<String, Map<String, Percentiles>> read = new LinkedHashMap<>();
        counts.forEach((target, phases) -> {
            Map<String, Percentiles> ofTarget = new LinkedHashMap<>();
            phases.forEach((phase, sums) -> ofTarget.put(phase, of(sums)));
            read.put(target, ofTarget);
        });
        return read;
    }

    /** @param counts by value */
    static Percentiles of(TreeMap<Long, Long> counts) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        List<Point> points = new ArrayList<>();
        long below = 0;
        double left = 1;
        for (Map.Entry<Long, Long> value : counts.entrySet()) {
            below += value.getValue();
            double share = (double) below / total;
            if (below == total || points.size() < MOST_POINTS - 1 && 1 - share <= left) {
                points.add(new Point(share, value.getKey()));
                left = (1 - share) * STEP;
            }
        }
        return new Percentiles(total, points);
    }
}
