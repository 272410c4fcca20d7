package org.conntorture.record;

import java.net.InetSocketAddress;
import org.conntorture.outcome.Attempt;

/**
 * A successful attempt that was oddly slow, kept. Times are nanoseconds.
 *
 * @param startNs {@link System#nanoTime()}
 * @param connectNs from open to connected
 * @param readNs from the start of the slowest exchange to the end of its reply, 0 without one
 * @param source local end, null where it is not known
 * @param retransmits packets the kernel sent again, or {@link Attempt#UNKNOWN}
 */
public record SlowRecord(
        long attempt, long startNs, long connectNs, long readNs, InetSocketAddress source, int retransmits) {
    /** Where the kernel tells of no packet sent again, only what its shortest SYN time-outs can explain. */
    private static final long SLOW_WITHOUT_RETRANSMIT_NS = 500_000_000;

    static boolean isSlow(Attempt ended) {
        return ended.retransmits > 0
                || ended.connectedNs - ended.openNs >= SLOW_WITHOUT_RETRANSMIT_NS
                || replyNs(ended) >= SLOW_WITHOUT_RETRANSMIT_NS;
    }

    private static long replyNs(Attempt ended) {
        return Math.max(ended.slowReplyNs, ended.repliedNs == 0 ? 0 : ended.repliedNs - ended.requestNs);
    }

    /** Whether its reply alone took oddly long. */
    public boolean repliedLate() {
        return repliedLate(0);
    }

    /** The same where the tester itself may have stood still for {@code pausedNs} meanwhile. */
    public boolean repliedLate(long pausedNs) {
        return readNs - pausedNs >= SLOW_WITHOUT_RETRANSMIT_NS;
    }

    static SlowRecord of(Attempt attempt) {
        return new SlowRecord(
                attempt.number,
                attempt.openNs,
                attempt.connectedNs - attempt.openNs,
                replyNs(attempt),
                attempt.source,
                attempt.retransmits);
    }
}
