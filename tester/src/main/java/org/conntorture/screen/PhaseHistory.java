package org.conntorture.screen;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.conntorture.result.LatencySummary;

/**
 * How long a phase of a target took, so far and in each of its last seconds under load.
 *
 * @param total over all turns so far
 * @param seconds the newest last; one without a success has count 0
 */
record PhaseHistory(LatencySummary total, List<LatencySummary> seconds) {
    static final PhaseHistory NONE = new PhaseHistory(new LatencySummary(0, 0, 0, 0, 0, 0), List.of());
    private static final LatencySummary NOTHING = NONE.total;
    /** As many as a wide terminal shows. */
    private static final int MOST_SECONDS = 60;

    PhaseHistory {
        seconds = List.copyOf(seconds);
    }

    /** @param soFar and {@code ended}, of the newest second, are null where nothing was measured */
    PhaseHistory after(LatencySummary soFar, Histogram ended) {
        List<LatencySummary> more =
                new ArrayList<>(seconds.subList(Math.max(0, seconds.size() + 1 - MOST_SECONDS), seconds.size()));
        more.add(ended == null ? NOTHING : LatencySummary.of(ended));
        return new PhaseHistory(soFar == null ? total : soFar, more);
    }
}
