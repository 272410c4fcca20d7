package org.conntorture.result;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.conntorture.record.FailureTally;
import org.conntorture.record.IntervalSnapshot;

/**
 * An interval of all loops, merged; on the run's thread. The same histograms serve all intervals: new ones, 400 KB each with
 * what they are written by, would outlive a young collection and fill the heap with what is dead.
 */
public final class IntervalLatencies {
    private final Map<String, Histogram> known = new HashMap<>();
    private final Map<String, Histogram> merged = new LinkedHashMap<>();

    /** Phase name to histogram, success first, without empty ones; the caller's to write until the next call. */
    public Map<String, Histogram> merge(List<IntervalSnapshot> snapshots) {
        merged.values().forEach(Histogram::reset);
        merged.clear();
        for (IntervalSnapshot snapshot : snapshots) {
            add("connect", snapshot.connect());
            add("tls", snapshot.tls());
            add("first-byte", snapshot.firstByte());
            add("read", snapshot.read());
            add("close", snapshot.close());
            add("attempt", snapshot.attempt());
            add("attempt-from-intended", snapshot.fromIntended());
            add("start-lateness", snapshot.startLateness());
            for (FailureTally tally : snapshot.tallies()) {
                add("failed-" + tally.first().phase().id(), tally.durations());
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
