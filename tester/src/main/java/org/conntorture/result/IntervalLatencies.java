package org.conntorture.result;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.conntorture.outcome.Latency;
import org.conntorture.record.FailureTally;
import org.conntorture.record.IntervalSnapshot;

/**
 * An interval of all loops, merged; on the run's thread. The same histograms serve all intervals: new ones, 400 KB each with
 * what they are written by, would outlive a young collection and fill the heap with what is dead.
 */
public final class IntervalLatencies {
    private static final List<Latency> LATENCIES = List.of(Latency.values());

    private final Map<String, Histogram> known = new HashMap<>();
    private final Map<String, Histogram> merged = new LinkedHashMap<>();

    /** Phase name to histogram, success first, without empty ones; the caller's to write until the next call. */
    public Map<String, Histogram> merge(List<IntervalSnapshot> snapshots) {
        merged.values().forEach(Histogram::reset);
        merged.clear();
        for (IntervalSnapshot snapshot : snapshots) {
            for (Latency latency : LATENCIES) {
                add(latency.id(), snapshot.latency(latency));
            }
            for (FailureTally tally : snapshot.tallies()) {
                add(tally.first().phase().failedId(), tally.durations());
            }
        }
        return merged;
    }

    private void add(String phase, Histogram histogram) {
        if (histogram.getTotalCount() > 0) {
            merged.computeIfAbsent(phase, name -> known.computeIfAbsent(name, first -> emptyLike(histogram)))
                    .add(histogram);
        }
    }

    static Histogram emptyLike(Histogram histogram) {
        return new Histogram(
                histogram.getLowestDiscernibleValue(),
                histogram.getHighestTrackableValue(),
                histogram.getNumberOfSignificantValueDigits());
    }
}
