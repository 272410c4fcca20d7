package org.conntorture.merge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.evidence.AttemptEvidence;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.plan.Target;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.LoggedFailure;
import org.conntorture.store.DamagedFileException;
import org.conntorture.store.FailureFile;
import org.conntorture.store.StoredRun;

/** What is left to say of a run that was killed before it wrote its evidence: the failures it had logged by then. */
final class LoggedEvidence {
    private LoggedEvidence() {}

    /** On the clock of {@code run}, as its own evidence would be. */
    static TargetEvidence of(StoredRun run, Target target) {
        return TargetEvidence.ofAttempts(
                target.origin().knownInet().orElseThrow(),
                new AttemptEvidence(failures(run, target.name()), List.of(), 0),
                List.of("what the tester's host said, as the run was cut off before it wrote that"));
    }

    private static List<FailureRecord> failures(StoredRun run, String target) {
        List<FailureRecord> failures = new ArrayList<>();
        try {
            run.readFailures(logged -> {
                if (logged.target().equals(target) && failures.size() < AttemptEvidence.MOST_KEPT) {
                    failures.add(record(run, logged, run.clock().nanoTime()));
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return failures;
    }

    /** @param startNs of the run, on the clock that its times are to be of */
    static FailureRecord record(StoredRun run, LoggedFailure logged, long startNs) {
        long endNs =
                startNs + Duration.between(run.clock().time(), logged.time()).toNanos();
        return new FailureRecord(
                logged.attempt(),
                logged.kind(),
                logged.phase(),
                Errno.number(logged.errno()),
                endNs - logged.durationNs(),
                endNs,
                source(run, logged),
                logged.retransmits() == null ? Attempt.UNKNOWN : logged.retransmits(),
                logged.repliesBefore() == null ? 0 : logged.repliesBefore(),
                logged.status() == null ? 0 : logged.status(),
                logged.detail());
    }

    /** Null where the attempt had no socket. */
    private static InetSocketAddress source(StoredRun run, LoggedFailure logged) {
        if (logged.sourceAddress() == null || logged.sourcePort() == null) {
            return null;
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(logged.sourceAddress()), logged.sourcePort());
        } catch (UnknownHostException noAddress) {
            throw new DamagedFileException(
                    run.directory().resolve(FailureFile.NAME),
                    "'" + logged.sourceAddress() + "' is not an IP address",
                    noAddress);
        }
    }
}
