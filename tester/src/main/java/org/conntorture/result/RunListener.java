package org.conntorture.result;

import java.util.Optional;
import org.conntorture.plan.Target;

/** Follows a run as it goes, on the run's own thread: the terminal, the metrics. Must not block. */
public interface RunListener {
    /** It is ready for load at {@code address} (host:port). */
    void targetReady(Target target, String address);

    /** It will not run, or something befell it; {@code reason} is a sentence. */
    void targetTrouble(Target target, String reason);

    /** It takes no load any more, as it was skipped, did not get ready or died; told after why. */
    default void targetGone(Target target) {}

    void turnStarted(Turn turn);

    /** About once a second within a turn, and once at its end. */
    void progressed(TurnProgress progress);

    void turnEnded(Turn turn);

    /** Whether {@link #causeSoFar} is of use: to find it takes a processor some time while the load is on. */
    default boolean followsCauses() {
        return false;
    }

    /** What seems to be why the target fails, or nothing any more; of use to people only, and no part of the result. */
    default void causeSoFar(Target target, Optional<CauseSoFar> cause) {}

    /** Something worth knowing that is no measurement, a sentence. */
    void note(String text);
}
