package org.conntorture.result;

import java.time.Instant;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/**
 * A line of {@code failures.jsonl}.
 *
 * @param errno as {@link org.conntorture.outcome.Errno} names it, or null
 * @param time when it ended
 * @param sourceAddress null where it had no socket yet, as {@code sourcePort}
 * @param retransmits null where the kernel did not tell
 * @param repliesBefore null for none
 * @param status of HTTP, where that is the failure; else null
 * @param detail null where there is nothing to add
 */
public record LoggedFailure(
        String target,
        long attempt,
        FailureKind kind,
        Phase phase,
        String errno,
        Instant time,
        String sourceAddress,
        Integer sourcePort,
        long durationNs,
        Integer retransmits,
        Integer repliesBefore,
        Integer status,
        String detail) {
    public LoggedFailure {
        if (target == null || kind == null || phase == null || time == null) {
            throw new IllegalArgumentException("a line is no failure");
        }
    }
}
