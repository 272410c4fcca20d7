package org.conntorture.worker;

import java.util.concurrent.atomic.AtomicLong;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Blame;

/**
 * What one turn may use up, over all its loops.
 *
 * <p>Attempts are dealt out to the loops beforehand, so that the hot path shares no counter: loop i of n numbers its
 * own i+1, i+1+n, i+1+2n and so on. Failures are rare and counted together.
 */
public final class Budget {
    private final long attempts;
    private final long durationNs;
    private final long firstNumber;
    private final AtomicLong failuresLeft;
    private volatile boolean stopped;

    /**
     * @param attempts to start, or 0 for no such end
     * @param durationNs in which to start them, or 0 for no such end
     * @param failures of blame TARGET or PATH after which nothing more is started, or 0
     * @param attemptsBefore this turn, of the same target
     */
    public Budget(long attempts, long durationNs, long failures, long attemptsBefore) {
        this.attempts = attempts == 0 ? Long.MAX_VALUE : attempts;
        this.durationNs = durationNs == 0 ? Long.MAX_VALUE : durationNs;
        this.firstNumber = attemptsBefore + 1;
        this.failuresLeft = new AtomicLong(failures == 0 ? Long.MAX_VALUE : failures);
    }

    /** Attempts of one loop; those of all loops add up to the whole. */
    long attemptsOf(int loopIndex, int loops) {
        return attempts / loops + (loopIndex < attempts % loops ? 1 : 0);
    }

    long durationNs() {
        return durationNs;
    }

    long number(long sequence, int loopIndex, int loops) {
        return firstNumber + sequence * loops + loopIndex;
    }

    /** Counts a failed attempt; the last one allowed stops all loops. */
    void failed(Attempt attempt) {
        if (attempt.failure.blame() != Blame.TESTER && failuresLeft.decrementAndGet() == 0) {
            stopped = true;
        }
    }

    /** Nothing new is begun any more; any thread. */
    public void stop() {
        stopped = true;
    }

    /** The one volatile read of each attempt. */
    boolean isStopped() {
        return stopped;
    }
}
