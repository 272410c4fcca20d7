package org.conntorture.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.result.CauseSoFar;
import org.conntorture.result.RunListener;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.result.TargetTotals;

/**
 * Asks in mid-run why a target fails, for a listener that wants to know: every few seconds under load, on a thread of its
 * own, and after each turn, on the run's. The run's thread calls it and tells what was found; none of it is in the result.
 */
final class CauseWatch implements AutoCloseable {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);

    private final RunPlan plan;
    private final Observer observer;
    private final RunListener listener;
    private final Map<Target, LeadingCause> leading = new HashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(CauseWatch::daemon);
    private CompletableFuture<List<Cause>> look = CompletableFuture.completedFuture(List.of());
    private TargetMeasurement looked;
    private long lastLookNs = System.nanoTime() - INTERVAL_NS;

    CauseWatch(RunPlan plan, Observer observer, RunListener listener) {
        this.plan = plan;
        this.observer = observer;
        this.listener = listener;
    }

    private static Thread daemon(Runnable work) {
        Thread made = new Thread(work, "causes");
        made.setDaemon(true);
        return made;
    }

    /** Once a second under load; returns at once. */
    void progressed(TargetTotals totals) {
        if (looked != null && look.isDone()) {
            List<Cause> causes = found();
            tell(looked.target(), of(looked.target()).underLoad(causes, failures(looked)));
            looked = null;
        }
        long nowNs = System.nanoTime();
        boolean due = nowNs - lastLookNs >= INTERVAL_NS && looked == null;
        if (due && totals.judgedFailures() > 0 && listener.followsCauses()) {
            lastLookNs = nowNs;
            // Counted before the evidence is read: what the kernel counts is then never behind the failures.
            looked = totals.measurement();
            TargetMeasurement measurement = looked;
            look = CompletableFuture.supplyAsync(
                    () -> causes(measurement, observer.evidenceSoFar(measurement.target())), thread);
        }
    }

    /** After the pause behind a turn. */
    void turnEnded(TargetTotals totals) {
        // What was asked in mid-turn is answered better now.
        found();
        looked = null;
        if (totals.judgedFailures() > 0 && listener.followsCauses()) {
            TargetMeasurement measurement = totals.measurement();
            List<Cause> causes = causes(measurement, observer.evidenceAfterTurn(measurement.target()));
            tell(measurement.target(), of(measurement.target()).settled(causes, failures(measurement)));
        }
    }

    /** A run goes on without what only its spectators miss. */
    private List<Cause> found() {
        try {
            return look.join();
        } catch (CompletionException failed) {
            listener.note("causes cannot be told while the run goes on: " + failed.getCause());
            look = CompletableFuture.completedFuture(List.of());
            return List.of();
        }
    }

    private LeadingCause of(Target target) {
        return leading.computeIfAbsent(target, first -> new LeadingCause());
    }

    private void tell(Target target, Optional<CauseSoFar> cause) {
        listener.causeSoFar(target, cause);
    }

    private static long failures(TargetMeasurement measurement) {
        return measurement.judgedFailures() + measurement.testerFailures();
    }

    private List<Cause> causes(TargetMeasurement measurement, Optional<TargetEvidence> evidence) {
        String name = measurement.target().name();
        return evidence.map(known -> Diagnosis.of(
                                new RunMeasurement(plan, List.of(measurement), false, null, 0, 0),
                                Map.of(name, known),
                                Map.of())
                        .of(name))
                .orElse(List.of());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
