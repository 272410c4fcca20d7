package org.conntorture.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.Latency;
import org.conntorture.outcome.Phase;

/**
 * What ended on one event loop within about a second: counts, latencies of successes, failures. Written by the loop,
 * then handed over whole.
 */
public final class IntervalSnapshot {
    /** Two significant digits more than a person reads; from 64 ns up to 10 minutes, which is 200 KB a histogram. */
    private static final int SIGNIFICANT_DIGITS = 3;

    private static final long LEAST_NS = 64;
    private static final long MOST_NS = 600_000_000_000L;
    /** Failures of one interval kept one by one; beyond it they are counted, and the last of each kind is kept. */
    static final int MOST_FAILURES = 10_000;
    /** Likewise of slow successes. */
    private static final int MOST_SLOW = 1_000;

    private static final int HIGHEST_STATUS = 999;

    private final Histogram[] latencies = new Histogram[Latency.values().length];
    private final List<FailureTally> tallies = new ArrayList<>();
    private final List<FailureRecord> failures = new ArrayList<>();
    private final List<SlowRecord> slow = new ArrayList<>();
    private final List<HiccupRecord> hiccups = new ArrayList<>();
    private final long[] statuses = new long[HIGHEST_STATUS + 1];
    private long attempts;
    private long replies;
    private long slowAttempts;
    private long clamped;
    private long firstBegunNs;
    private long lastBegunNs;

    public IntervalSnapshot() {
        Arrays.setAll(latencies, latency -> newHistogram());
    }

    static Histogram newHistogram() {
        return new Histogram(LEAST_NS, MOST_NS, SIGNIFICANT_DIGITS);
    }

    void succeeded(Attempt ended) {
        attempts++;
        noteStart(ended);
        countReply(ended);
        if (SlowRecord.isSlow(ended)) {
            slowed(ended);
        }
        if (ended.warmup) {
            return;
        }
        record(Latency.CONNECT, ended.connectedNs - ended.openNs);
        if (ended.securedNs != 0) {
            record(Latency.TLS, ended.securedNs - ended.connectedNs);
        }
        recordReply(ended);
        if (ended.closingNs != 0) {
            record(Latency.CLOSE, ended.endedNs - ended.closingNs);
        }
        record(Latency.ATTEMPT, ended.endedNs - ended.openNs);
        if (ended.intendedNs != 0) {
            record(Latency.ATTEMPT_FROM_INTENDED, ended.endedNs - ended.intendedNs);
        }
    }

    /** In an open loop, how well its schedule was kept: of failed attempts too, which were begun like the others. */
    private void noteStart(Attempt ended) {
        if (ended.intendedNs == 0) {
            return;
        }
        if (firstBegunNs == 0 || ended.openNs - firstBegunNs < 0) {
            firstBegunNs = ended.openNs;
        }
        if (lastBegunNs == 0 || ended.openNs - lastBegunNs > 0) {
            lastBegunNs = ended.openNs;
        }
        if (!ended.warmup) {
            record(Latency.START_LATENESS, ended.openNs - ended.intendedNs);
        }
    }

    /** One of several replies on a connection, but for the last. */
    void replied(Attempt open) {
        countReply(open);
        if (!open.warmup) {
            recordReply(open);
        }
    }

    private void countReply(Attempt replied) {
        if (replied.repliedNs != 0) {
            replies++;
        }
        countStatus(replied);
    }

    private void countStatus(Attempt attempt) {
        if (attempt.status != 0) {
            statuses[Math.min(attempt.status, HIGHEST_STATUS)]++;
        }
    }

    private void recordReply(Attempt replied) {
        if (replied.repliedNs != 0) {
            record(Latency.READ, replied.repliedNs - replied.requestNs);
        }
        if (replied.firstByteNs != 0) {
            record(Latency.FIRST_BYTE, replied.firstByteNs - replied.requestNs);
        }
    }

    private void slowed(Attempt ended) {
        slowAttempts++;
        if (slow.size() < MOST_SLOW) {
            slow.add(SlowRecord.of(ended));
        }
    }

    void failed(Attempt ended, int mostKept) {
        attempts++;
        noteStart(ended);
        if (ended.phase != Phase.IDLE) {
            // Held idle, its last reply was counted as it came.
            countStatus(ended);
        }
        FailureRecord failure = FailureRecord.of(ended);
        FailureTally tally = tallyOf(ended, failure);
        tally.add(failure);
        record(tally.durations(), ended.endedNs - ended.phaseStartNs());
        if (failures.size() < mostKept) {
            failures.add(failure);
        }
    }

    void stoodStill(long startNs, long durationNs) {
        hiccups.add(new HiccupRecord(startNs, durationNs));
    }

    private FailureTally tallyOf(Attempt ended, FailureRecord failure) {
        for (FailureTally tally : tallies) {
            if (tally.first().isLike(ended)) {
                return tally;
            }
        }
        FailureTally tally = new FailureTally(failure);
        tallies.add(tally);
        return tally;
    }

    private void record(Latency latency, long valueNs) {
        record(latencies[latency.ordinal()], valueNs);
    }

    private void record(Histogram histogram, long valueNs) {
        if (valueNs > MOST_NS) {
            clamped++;
            histogram.recordValue(MOST_NS);
        } else {
            histogram.recordValue(Math.max(0, valueNs));
        }
    }

    void clear() {
        for (Histogram latency : latencies) {
            clear(latency);
        }
        Arrays.fill(statuses, 0);
        tallies.clear();
        failures.clear();
        slow.clear();
        hiccups.clear();
        slowAttempts = 0;
        attempts = 0;
        replies = 0;
        clamped = 0;
        firstBegunNs = 0;
        lastBegunNs = 0;
    }

    /** An empty one is left alone, as most loads leave several so. */
    private static void clear(Histogram histogram) {
        if (histogram.getTotalCount() > 0) {
            histogram.reset();
        }
    }

    /** Ended in the interval, failed ones included. */
    public long attempts() {
        return attempts;
    }

    /** Replies that were as expected. */
    public long replies() {
        return replies;
    }

    /** Latencies beyond the range of the histograms, recorded as its end. */
    public long clamped() {
        return clamped;
    }

    /** How many replies had each HTTP status, failed attempts' among them; those above 999 count as 999. */
    public Map<Integer, Long> statuses() {
        Map<Integer, Long> counts = new TreeMap<>();
        for (int status = 0; status < statuses.length; status++) {
            if (statuses[status] > 0) {
                counts.put(status, statuses[status]);
            }
        }
        return counts;
    }

    /** Its histogram, nanoseconds; empty where nothing was timed. */
    public Histogram latency(Latency latency) {
        return latencies[latency.ordinal()];
    }

    /** When the first of them was begun in an open loop, those of the warm-up included; else 0. */
    public long firstBegunNs() {
        return firstBegunNs;
    }

    /** When the last of them was begun in an open loop; else 0. */
    public long lastBegunNs() {
        return lastBegunNs;
    }

    public List<FailureTally> tallies() {
        return tallies;
    }

    /** The first of the interval's failures, in order. */
    public List<FailureRecord> failures() {
        return failures;
    }

    /** Successes that were oddly slow. */
    public long slowAttempts() {
        return slowAttempts;
    }

    /** The first of them, in order. */
    public List<SlowRecord> slow() {
        return slow;
    }

    /** Times in which the loop stood still, in order; each takes some ticks, so an interval has few. */
    public List<HiccupRecord> hiccups() {
        return hiccups;
    }

    /** Failures not of the tester's own making. */
    public long judgedFailures() {
        return tallies.stream()
                .filter(tally -> tally.first().kind().blame() != Blame.TESTER)
                .mapToLong(FailureTally::count)
                .sum();
    }
}
