package org.conntorture.record;

import org.HdrHistogram.Histogram;

/** One distinct failure (kind, phase, errno) within an interval: how often, its first and last, how long it took. */
public final class FailureTally {
    private final FailureRecord first;
    private final Histogram durations = IntervalSnapshot.newHistogram();
    private FailureRecord last;
    private long count;

    FailureTally(FailureRecord first) {
        this.first = first;
    }

    void add(FailureRecord failure) {
        last = failure;
        count++;
    }

    public FailureRecord first() {
        return first;
    }

    public FailureRecord last() {
        return last;
    }

    public long count() {
        return count;
    }

    /** From the start of the phase it failed in, nanoseconds; the outcome class that success histograms must not hold. */
    public Histogram durations() {
        return durations;
    }
}
