package org.conntorture.metrics;

import java.util.EnumMap;
import java.util.Map;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/**
 * Where failures of blame TARGET and PATH usually happen: their counters are there from the start, as a Prometheus sees no
 * increase in one that is born with the first failure. A failure elsewhere is counted too, from its first on.
 */
final class UsualFailures {
    private UsualFailures() {}

    /** By kind, each phase with a count of 0; the caller's to change. */
    static Map<FailureKind, Map<Phase, Long>> noneYet() {
        Map<FailureKind, Map<Phase, Long>> counts = new EnumMap<>(FailureKind.class);
        for (FailureKind kind : FailureKind.values()) {
            if (!kind.usualPhases().isEmpty()) {
                Map<Phase, Long> zeros = new EnumMap<>(Phase.class);
                kind.usualPhases().forEach(phase -> zeros.put(phase, 0L));
                counts.put(kind, zeros);
            }
        }
        return counts;
    }
}
