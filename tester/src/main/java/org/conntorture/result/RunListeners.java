package org.conntorture.result;

import java.util.List;
import java.util.Optional;
import org.conntorture.plan.Target;

/** Several listeners as one, each told in turn; none of them keeps silent. */
public record RunListeners(List<RunListener> listeners) implements RunListener {
    public RunListeners {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void targetReady(Target target, String address) {
        listeners.forEach(listener -> listener.targetReady(target, address));
    }

    @Override
    public void targetTrouble(Target target, String reason) {
        listeners.forEach(listener -> listener.targetTrouble(target, reason));
    }

    @Override
    public void targetGone(Target target) {
        listeners.forEach(listener -> listener.targetGone(target));
    }

    @Override
    public void turnStarted(Turn turn) {
        listeners.forEach(listener -> listener.turnStarted(turn));
    }

    @Override
    public void progressed(TurnProgress progress) {
        listeners.forEach(listener -> listener.progressed(progress));
    }

    @Override
    public void turnEnded(Turn turn) {
        listeners.forEach(listener -> listener.turnEnded(turn));
    }

    @Override
    public boolean followsCauses() {
        return listeners.stream().anyMatch(RunListener::followsCauses);
    }

    @Override
    public void causeSoFar(Target target, Optional<CauseSoFar> cause) {
        listeners.forEach(listener -> listener.causeSoFar(target, cause));
    }

    @Override
    public void note(String text) {
        listeners.forEach(listener -> listener.note(text));
    }
}
