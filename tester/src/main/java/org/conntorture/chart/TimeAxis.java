package org.conntorture.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The time across a picture: the stretches in which the target was under load, one after the other. Give pictures that
 * stand below each other the same one.
 *
 * @param loaded in any order; those that touch or overlap become one
 */
public record TimeAxis(List<Stretch> loaded) {
    public TimeAxis {
        Checks.that(!loaded.isEmpty(), "a time axis needs a stretch");
        loaded = List.copyOf(merged(loaded));
    }

    public long fromMs() {
        return loaded.get(0).fromMs();
    }

    public long toMs() {
        return loaded.get(loaded.size() - 1).toMs();
    }

    /** Time under load. */
    public long loadedMs() {
        return loaded.stream().mapToLong(Stretch::lengthMs).sum();
    }

    private static List<Stretch> merged(List<Stretch> stretches) {
        List<Stretch> merged = new ArrayList<>();
        List<Stretch> sorted = new ArrayList<>(stretches);
        sorted.sort(Comparator.comparingLong(Stretch::fromMs));
        for (Stretch next : sorted) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).toMs() >= next.fromMs()) {
                Stretch before = merged.get(last);
                merged.set(last, new Stretch(before.fromMs(), Math.max(before.toMs(), next.toMs())));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }
}
