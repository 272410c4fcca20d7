package org.conntorture.record;

import java.net.InetSocketAddress;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.outcome.Symptom;

/**
 * A failed attempt, kept. Times are {@link System#nanoTime()}.
 *
 * @param source local end, null where none was assigned
 * @param retransmits packets the kernel sent again, or {@link Attempt#UNKNOWN}
 * @param replies that came on the connection before
 * @param status of HTTP, where that is the failure; else 0
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
        int status,
        String detail) {
    /** A directory written before the status was kept has that of the kind. */
    public FailureRecord {
        status = status == 0 ? kind.status() : status;
    }

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
                attempt.failure.symptom() == Symptom.STATUS ? attempt.status : 0,
                attempt.detail);
    }

    boolean isLike(Attempt other) {
        return kind == other.failure && phase == other.phase && errno == other.errno;
    }
}
