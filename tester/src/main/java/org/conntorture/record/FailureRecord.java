package org.conntorture.record;

import java.net.InetSocketAddress;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/**
 * A failed attempt, kept. Times are {@link System#nanoTime()}.
 *
 * @param source local end, null where none was assigned
 * @param retransmits packets the kernel sent again, or {@link Attempt#UNKNOWN}
 * @param replies that came on the connection before
 * @param detail what was seen, or null
 */
public record FailureRecord(
        long attempt,
        FailureKind kind,
        Phase phase,
        int errno,
        long startNs,
        long endNs,
        InetSocketAddress source,
        int retransmits,
        int replies,
        String detail) {
    static FailureRecord of(Attempt attempt) {
        return new FailureRecord(
                attempt.number,
                attempt.failure,
                attempt.phase,
                attempt.errno,
                attempt.openNs,
                attempt.endedNs,
                attempt.source,
                attempt.retransmits,
                attempt.replies,
                attempt.detail);
    }

    boolean isLike(Attempt other) {
        return kind == other.failure && phase == other.phase && errno == other.errno;
    }
}
