package org.conntorture.run;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.result.CauseSoFar;

/**
 * Chooses what to tell of one target's causes while the run goes on: in doubt nothing. Under load a cause is told once it
 * is more than possible and leads for the second time in a row, as what would rule it out may be seen a moment later.
 */
final class LeadingCause {
    /** Named where nothing better is known, which may still come. */
    private static final Set<CauseId> WHAT_IS_LEFT = EnumSet.of(CauseId.NO_REPLY, CauseId.UNEXPLAINED);

    private CauseId last;
    private CauseId lastSettled;
    private CauseId settledTwice;

    /** @param causes best first, of {@code failures}; what {@link #settled} calls possible is told so here too */
    Optional<CauseSoFar> underLoad(List<Cause> causes, long failures) {
        Optional<Cause> leading = leading(causes).filter(cause -> cause.confidence() != Confidence.POSSIBLE);
        CauseId before = last;
        last = leading.map(Cause::id).orElse(null);
        return leading.filter(cause -> cause.id() == before).map(cause -> told(cause, failures));
    }

    /**
     * Between turns, when all that belongs to the failures has been seen. But what a server has lost is what it still holds
     * much later, so that is merely possible until the ends of two turns in a row show it.
     */
    Optional<CauseSoFar> settled(List<Cause> causes, long failures) {
        Optional<Cause> leading = leading(causes);
        last = leading.map(Cause::id).orElse(null);
        settledTwice = last == lastSettled ? last : null;
        lastSettled = last;
        return leading.map(cause -> told(cause, failures));
    }

    private static Optional<Cause> leading(List<Cause> causes) {
        return causes.stream()
                .filter(cause -> cause.explains() > 0 && !WHAT_IS_LEFT.contains(cause.id()))
                .findFirst();
    }

    private CauseSoFar told(Cause cause, long failures) {
        boolean early = cause.id() == CauseId.LOST_IN_HANDOVER && cause.id() != settledTwice;
        Confidence confidence = early ? Confidence.POSSIBLE : cause.confidence();
        return new CauseSoFar(
                cause.id().id(),
                confidence.id(),
                cause.explains(),
                failures,
                cause.id().sentence());
    }
}
