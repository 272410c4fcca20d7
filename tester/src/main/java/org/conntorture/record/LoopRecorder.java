package org.conntorture.record;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.AttemptSink;

/**
 * Records the attempts of one event loop. {@link #ended} and {@link #flip} are called on that loop, {@link #take} and
 * {@link #recycle} by the one reader. Two snapshots go to and fro: when the reader has both, the loop goes on in its
 * own and the interval grows longer.
 */
public final class LoopRecorder implements AttemptSink {
    /** Beyond it nobody could look at their sockets in time. */
    private static final int MOST_OVERDUE = 256;

    private final BlockingQueue<IntervalSnapshot> spare = new ArrayBlockingQueue<>(2);
    private final BlockingQueue<IntervalSnapshot> full = new ArrayBlockingQueue<>(2);
    private final BlockingQueue<OverdueRecord> overdue = new ArrayBlockingQueue<>(MOST_OVERDUE);
    private IntervalSnapshot active = new IntervalSnapshot();
    private volatile int mostKept = IntervalSnapshot.MOST_FAILURES;

    public LoopRecorder() {
        spare.add(new IntervalSnapshot());
    }

    @Override
    public void ended(Attempt attempt) {
        if (attempt.failure == null) {
            active.succeeded(attempt);
        } else {
            active.failed(attempt, mostKept);
        }
    }

    @Override
    public void replied(Attempt attempt) {
        active.replied(attempt);
    }

    @Override
    public void overdue(Attempt attempt) {
        overdue.offer(OverdueRecord.of(attempt));
    }

    @Override
    public void stoodStill(long startNs, long durationNs) {
        active.stoodStill(startNs, durationNs);
    }

    /** The next attempt that waits too long, or null; one reader of any thread. */
    public OverdueRecord pollOverdue() {
        return overdue.poll();
    }

    /** Hands over what was recorded since the last flip, and records into the other snapshot; on the loop. */
    public void flip() {
        IntervalSnapshot next = spare.poll();
        if (next != null) {
            full.add(active);
            active = next;
        }
    }

    /** The oldest snapshot handed over, or null; give it back by {@link #recycle}. */
    public IntervalSnapshot take() {
        return full.poll();
    }

    public void recycle(IntervalSnapshot snapshot) {
        snapshot.clear();
        spare.add(snapshot);
    }

    /** Whether failures are kept one by one, or only counted; any thread. */
    public void keepFailures(boolean keep) {
        mostKept = keep ? IntervalSnapshot.MOST_FAILURES : 0;
    }
}
