package org.conntorture.screen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.conntorture.outcome.Latency;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.result.CauseSoFar;
import org.conntorture.result.FailureCount;
import org.conntorture.result.HostProgress;
import org.conntorture.result.RunListener;
import org.conntorture.result.Turn;
import org.conntorture.result.TurnProgress;

/** Keeps what the screen shows as the run tells it; on the run's thread. */
final class Scoreboard implements RunListener {
    private final String title;
    private final Map<Target, ScreenTarget> targets = new LinkedHashMap<>();
    private final Map<Target, Map<String, Long>> failures = new LinkedHashMap<>();
    private Turn turn;
    private long runLeftNs = -1;

    Scoreboard(RunPlan plan) {
        this(plan.name(), plan.targets());
    }

    Scoreboard(String title, List<Target> planned) {
        this.title = title;
        for (Target target : planned) {
            failures.put(target, new LinkedHashMap<>());
            targets.put(
                    target,
                    new ScreenTarget(
                            target.name(),
                            target.role(),
                            false,
                            null,
                            0,
                            0,
                            0,
                            0,
                            Map.of(),
                            PhaseHistory.NONE,
                            PhaseHistory.NONE,
                            HostProgress.UNKNOWN,
                            Optional.empty()));
        }
    }

    ScreenState state(boolean stopping) {
        return new ScreenState(title, turn, runLeftNs, stopping, List.copyOf(targets.values()));
    }

    @Override
    public void targetReady(Target target, String address) {}

    @Override
    public void targetTrouble(Target target, String reason) {
        ScreenTarget now = targets.get(target);
        String first = reason.lines().findFirst().orElse("");
        change(now, target, now.underLoad(), now.trouble() == null ? first : now.trouble(), now.cause());
    }

    @Override
    public void turnStarted(Turn begun) {
        turn = begun;
        underLoad(begun.target(), true);
    }

    @Override
    public void turnEnded(Turn ended) {
        underLoad(ended.target(), false);
    }

    private void underLoad(Target target, boolean is) {
        ScreenTarget now = targets.get(target);
        change(now, target, is, now.trouble(), now.cause());
    }

    @Override
    public boolean followsCauses() {
        return true;
    }

    @Override
    public void causeSoFar(Target target, Optional<CauseSoFar> cause) {
        ScreenTarget now = targets.get(target);
        change(now, target, now.underLoad(), now.trouble(), cause);
    }

    private void change(
            ScreenTarget now, Target target, boolean underLoad, String trouble, Optional<CauseSoFar> cause) {
        targets.put(
                target,
                new ScreenTarget(
                        now.name(),
                        now.role(),
                        underLoad,
                        trouble,
                        now.attempts(),
                        now.ratePerSecond(),
                        now.judgedFailures(),
                        now.testerFailures(),
                        now.failures(),
                        now.connect(),
                        now.read(),
                        now.host(),
                        cause));
    }

    @Override
    public void progressed(TurnProgress progress) {
        runLeftNs = progress.runLeftNs();
        Target target = progress.turn().target();
        Map<String, Long> counts = failures.get(target);
        for (FailureCount failure : progress.block().failures()) {
            counts.merge(failure.kind().id(), failure.count(), Long::sum);
        }
        ScreenTarget now = targets.get(target);
        // What drains tells nothing of the rate.
        boolean drain = progress.block().drain();
        targets.put(
                target,
                new ScreenTarget(
                        now.name(),
                        now.role(),
                        now.underLoad(),
                        now.trouble(),
                        progress.attempts(),
                        drain ? now.ratePerSecond() : progress.ratePerSecond(),
                        progress.judgedFailures(),
                        progress.testerFailures(),
                        new LinkedHashMap<>(counts),
                        history(now.connect(), progress, Latency.CONNECT, drain),
                        history(now.read(), progress, Latency.READ, drain),
                        progress.host(),
                        now.cause()));
    }

    private static PhaseHistory history(PhaseHistory before, TurnProgress progress, Latency latency, boolean drain) {
        Histogram ended = progress.ended().get(latency.id());
        return drain && ended == null ? before : before.after(progress.phases().get(latency.id()), ended);
    }

    @Override
    public void note(String text) {}
}
