package org.conntorture.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.result.RunListener;
import org.conntorture.result.Turn;
import org.conntorture.result.TurnProgress;
import org.conntorture.verdict.Verdict;

/**
 * The metrics of a run. The run feeds it on its own thread, and with each event one whole picture takes the place of the last
 * one, so that a reader on any other thread waits for nobody and nobody for it.
 */
final class RunMetrics implements RunListener {
    private final Labels run;
    private final Map<String, TargetMetrics> targets = new LinkedHashMap<>();
    private long runLeftNs = -1;
    private Verdict verdict;
    private volatile MetricSnapshots picture;

    /** @param counters of the kernel that tell of failures, by nstat's names */
    RunMetrics(RunPlan plan, String version, Set<String> counters) {
        String shard = plan.shard().number() + "/" + plan.shard().count();
        run = Labels.of("scenario", plan.name(), "version", version, "shard", shard);
        plan.targets().forEach(target -> targets.put(target.name(), new TargetMetrics(target, counters)));
        redraw();
    }

    /** What is known by now; from any thread. */
    MetricSnapshots picture() {
        return picture;
    }

    private void redraw() {
        MetricPicture next = new MetricPicture();
        next.info(MetricFamily.RUN, run);
        if (runLeftNs >= 0) {
            next.gauge(MetricFamily.RUN_LEFT, Labels.EMPTY, runLeftNs / 1e9);
        }
        for (Verdict outcome : Verdict.values()) {
            next.gauge(MetricFamily.VERDICT, Labels.of("verdict", outcome.name()), outcome == verdict ? 1 : 0);
        }
        targets.values().forEach(target -> target.show(next));
        picture = next.snapshots();
    }

    /** On the run's thread, when all is over. */
    void judged(Verdict outcome) {
        verdict = outcome;
        redraw();
    }

    @Override
    public void targetReady(Target target, String address) {
        targets.get(target.name()).is(TargetMetrics.State.READY);
        redraw();
    }

    @Override
    public void targetTrouble(Target target, String reason) {
        targets.get(target.name()).inTrouble();
        redraw();
    }

    @Override
    public void targetGone(Target target) {
        targets.get(target.name()).is(TargetMetrics.State.GONE);
        redraw();
    }

    @Override
    public void turnStarted(Turn turn) {
        targets.get(turn.target().name()).is(TargetMetrics.State.LOADED);
        redraw();
    }

    @Override
    public void progressed(TurnProgress progress) {
        targets.get(progress.turn().target().name()).add(progress);
        runLeftNs = progress.runLeftNs();
        redraw();
    }

    @Override
    public void turnEnded(Turn turn) {
        targets.get(turn.target().name()).is(TargetMetrics.State.READY);
        redraw();
    }

    @Override
    public void note(String text) {}
}
