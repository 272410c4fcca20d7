package org.conntorture.record;

import java.net.InetSocketAddress;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Phase;

/**
 * An attempt that has waited half its time-out, while it waits.
 *
 * @param openNs {@link System#nanoTime()} at its start
 * @param source local end, null where it is not known
 */
public record OverdueRecord(long attempt, Phase phase, long openNs, InetSocketAddress source) {
    static OverdueRecord of(Attempt attempt) {
        return new OverdueRecord(attempt.number, attempt.phase, attempt.openNs, attempt.source);
    }
}
