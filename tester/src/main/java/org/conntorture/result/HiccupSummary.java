package org.conntorture.result;

import java.util.Comparator;
import java.util.List;

/**
 * How often, and how long, the tester itself stood still under one target's load; all 0 where it never did.
 *
 * @param longest some of them, the longest first
 */
public record HiccupSummary(long count, long longestNs, long totalNs, List<Hiccup> longest) {
    private static final int MOST = 100;

    public HiccupSummary {
        longest = List.copyOf(longest);
    }

    public static HiccupSummary of(List<Hiccup> hiccups) {
        List<Hiccup> longest = hiccups.stream()
                .sorted(Comparator.comparingLong(Hiccup::durationNs).reversed())
                .limit(MOST)
                .toList();
        return new HiccupSummary(
                hiccups.size(),
                longest.isEmpty() ? 0 : longest.get(0).durationNs(),
                hiccups.stream().mapToLong(Hiccup::durationNs).sum(),
                longest);
    }
}
