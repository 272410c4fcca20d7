package org.conntorture.evidence;

import java.util.ArrayList;
import java.util.List;
import org.conntorture.record.FailureRecord;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.record.SlowRecord;

/**
 * Attempts that failed or were slow, one by one as far as they were kept.
 *
 * @param slowAttempts all of them, also those not kept
 */
public record AttemptEvidence(List<FailureRecord> failures, List<SlowRecord> slow, long slowAttempts) {
    /** Of each: enough for every statistic, about 2 MB. */
    public static final int MOST_KEPT = 10_000;

    /** Filled by the run's thread. */
    static final class Collector {
        private final List<FailureRecord> failures = new ArrayList<>();
        private final List<SlowRecord> slow = new ArrayList<>();
        private long slowAttempts;

        synchronized void add(IntervalSnapshot snapshot) {
            keep(failures, snapshot.failures());
            keep(slow, snapshot.slow());
            slowAttempts += snapshot.slowAttempts();
        }

        private static <T> void keep(List<T> kept, List<T> more) {
            kept.addAll(more.subList(0, Math.min(more.size(), MOST_KEPT - kept.size())));
        }

        synchronized AttemptEvidence evidence() {
            return new AttemptEvidence(List.copyOf(failures), List.copyOf(slow), slowAttempts);
        }
    }
}
