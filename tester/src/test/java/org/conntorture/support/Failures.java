package org.conntorture.support;

import java.net.InetSocketAddress;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.record.FailureRecord;

/** Failed attempts of which the kernel told nothing. */
public final class Failures {
    private Failures() {}

    /** Fails in the moment in which it starts. */
    public static FailureRecord atOnce(
            long attempt, FailureKind kind, Phase phase, long startNs, InetSocketAddress source, String detail) {
        return new FailureRecord(
                attempt, kind, phase, Errno.NONE, startNs, startNs, source, Attempt.UNKNOWN, 0, 0, detail);
    }
}
