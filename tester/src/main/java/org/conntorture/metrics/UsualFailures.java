package org.conntorture.metrics;

import static org.conntorture.outcome.Phase.CLOSE;
import static org.conntorture.outcome.Phase.CONNECT;
import static org.conntorture.outcome.Phase.IDLE;
import static org.conntorture.outcome.Phase.READ;
import static org.conntorture.outcome.Phase.TLS;
import static org.conntorture.outcome.Phase.WRITE;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/**
 * Where failures of blame TARGET and PATH usually happen: their counters are there from the start, as a Prometheus sees no
 * increase in one that is born with the first failure. A failure elsewhere is counted too, from its first on.
 */
final class UsualFailures {
    private static final Map<FailureKind, Set<Phase>> PHASES = new EnumMap<>(Map.ofEntries(
            Map.entry(FailureKind.CONNECT_REFUSED, Set.of(CONNECT)),
            Map.entry(FailureKind.BACKLOG_FULL, Set.of(CONNECT)),
            Map.entry(FailureKind.CONNECT_RESET, Set.of(CONNECT)),
            Map.entry(FailureKind.CONNECT_TIMEOUT, Set.of(CONNECT)),
            Map.entry(FailureKind.UNREACHABLE, Set.of(CONNECT)),
            Map.entry(FailureKind.RESET, Set.of(TLS, WRITE, READ, IDLE, CLOSE)),
            Map.entry(FailureKind.CLOSED_WITHOUT_REPLY, Set.of(TLS, WRITE, READ)),
            Map.entry(FailureKind.SHORT_REPLY, Set.of(READ)),
            Map.entry(FailureKind.WRONG_REPLY, Set.of(READ)),
            Map.entry(FailureKind.WRONG_STATUS, Set.of(READ)),
            Map.entry(FailureKind.BAD_GATEWAY, Set.of(READ)),
            Map.entry(FailureKind.SERVICE_UNAVAILABLE, Set.of(READ)),
            Map.entry(FailureKind.GATEWAY_TIMEOUT, Set.of(READ)),
            Map.entry(FailureKind.TLS_FAILED, Set.of(TLS)),
            Map.entry(FailureKind.CERTIFICATE_REJECTED, Set.of(TLS)),
            Map.entry(FailureKind.NO_REPLY, Set.of(TLS, READ)),
            Map.entry(FailureKind.INCOMPLETE_REPLY, Set.of(READ)),
            Map.entry(FailureKind.WRITE_TIMEOUT, Set.of(WRITE)),
            Map.entry(FailureKind.CLOSED_WHILE_IDLE, Set.of(IDLE)),
            Map.entry(FailureKind.CLOSE_TIMEOUT, Set.of(CLOSE)),
            Map.entry(FailureKind.FLOW_LOST, Set.of(TLS, WRITE, READ, IDLE, CLOSE))));

    private UsualFailures() {}

    /** By kind, each phase with a count of 0; the caller's to change. */
    static Map<FailureKind, Map<Phase, Long>> noneYet() {
        Map<FailureKind, Map<Phase, Long>> counts = new EnumMap<>(FailureKind.class);
        PHASES.forEach((kind, phases) -> {
            Map<Phase, Long> zeros = new EnumMap<>(Phase.class);
            phases.forEach(phase -> zeros.put(phase, 0L));
            counts.put(kind, zeros);
        });
        return counts;
    }
}
