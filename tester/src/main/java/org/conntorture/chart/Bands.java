package org.conntorture.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tells which connects are on a band. */
final class Bands {
    /** A histogram's value may be a little less than what was measured. */
    private static final double EARLY = 0.97;
    /** What a second SYN may wait for its answer. */
    private static final double LATE = 1.25;

    private Bands() {}

    static List<Band> sorted(List<Band> bands) {
        List<Band> sorted = new ArrayList<>(bands);
        sorted.sort(Comparator.comparingLong(Band::latencyNs));
        return List.copyOf(sorted);
    }

    /** The place of the band in {@code sorted} that the latency is on, or -1. */
    static int at(List<Band> sorted, long latencyNs) {
        boolean belowAll = sorted.isEmpty() || latencyNs < sorted.get(0).latencyNs() * EARLY;
        for (int i = belowAll ? -1 : sorted.size() - 1; i >= 0; i--) {
            long bandNs = sorted.get(i).latencyNs();
            if (latencyNs >= bandNs * EARLY) {
                return latencyNs < bandNs * LATE ? i : -1;
            }
        }
        return -1;
    }
}
