package org.conntorture.result;

import org.conntorture.plan.Target;

/** Follows a run as it goes, on the run's own thread: the terminal, the metrics. Must not block. */
public interface RunListener {
    /** It is ready for load at {@code address} (host:port). */
    void targetReady(Target target, String address);

    /** It will not run, or something befell it; {@code reason} is a sentence. */
    void targetTrouble(Target target, String reason);

    void turnStarted(Turn turn);

    /** About once a second within a turn, and once at its end. */
    void progressed(TurnProgress progress);

    void turnEnded(Turn turn);

    /** Something worth knowing that is no measurement, a sentence. */
    void note(String text);
}
