package org.conntorture.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.result.RunListener;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.result.TargetTotals;

/**
 * Asks in mid-run why a target fails, for a listener that wants to know: every few seconds under load and after each turn, on
 * a thread of its own. The run's thread calls it and tells what was found, late where it takes long; none of it is in the
 * result, so whatever goes wrong here is one note.
 */
final class CauseWatch implements AutoCloseable {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);
    /** That the next turn waits for what the last one has shown. */
    private static final long MOST_WAIT_MS = 1000;

    /** @param settled after a turn, when all that belongs to its failures has been seen */
    private record Look(TargetMeasurement measurement, boolean settled, CompletableFuture<List<Cause>> causes) {}

    private final RunListener listener;
    private final Function<TargetMeasurement, List<Cause>> underLoad;
    private final Function<TargetMeasurement, List<Cause>> afterTurn;
    private final Map<Target, LeadingCause> leading = new HashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(CauseWatch::daemon);
    /** Under way; null where none is. */
    private Look look;

    private boolean failed;
    private long lastLookNs = System.nanoTime() - INTERVAL_NS;

    CauseWatch(RunPlan plan, Observer observer, RunListener listener) {
        this(
                listener,
                measurement -> causes(plan, measurement, observer.evidenceSoFar(measurement.target())),
                measurement -> causes(plan, measurement, observer.evidenceAfterTurn(measurement.target())));
    }

    /** @param underLoad finds what a target's failures come from, best first; so does {@code afterTurn} */
    CauseWatch(
            RunListener listener,
            Function<TargetMeasurement, List<Cause>> underLoad,
            Function<TargetMeasurement, List<Cause>> afterTurn) {
        this.listener = listener;
        this.underLoad = underLoad;
        this.afterTurn = afterTurn;
    }

    private static Thread daemon(Runnable work) {
        Thread made = new Thread(work, "causes");
        made.setDaemon(true);
        return made;
    }

    /** Once a second under load; returns at once. */
    void progressed(TargetTotals totals) {
        tellWhatIsFound();
        long nowNs = System.nanoTime();
        if (nowNs - lastLookNs >= INTERVAL_NS && look == null && isWanted(totals)) {
            lastLookNs = nowNs;
            look(totals, false);
        }
    }

    /** After the pause behind a turn; returns soon. */
    void turnEnded(TargetTotals totals) throws InterruptedException {
        tellWhatIsFound();
        if (look != null && !look.settled()) {
            // What was asked in mid-turn is answered better now.
            look = null;
        }
        if (look == null && isWanted(totals)) {
            look(totals, true);
            try {
                look.causes().get(MOST_WAIT_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException ignored) {
                // What takes longer is told when it comes, and what broke in a note.
            }
            tellWhatIsFound();
        }
    }

    private boolean isWanted(TargetTotals totals) {
        return totals.judgedFailures() > 0 && listener.followsCauses();
    }

    private void look(TargetTotals totals, boolean settled) {
        // Counted before the evidence is read: what the kernel counts is then never behind the failures.
        TargetMeasurement measurement = totals.measurement();
        Function<TargetMeasurement, List<Cause>> finder = settled ? afterTurn : underLoad;
        look = new Look(measurement, settled, CompletableFuture.supplyAsync(() -> finder.apply(measurement), thread));
    }

    private void tellWhatIsFound() {
        if (look == null || !look.causes().isDone()) {
            return;
        }
        Look done = look;
        look = null;
        try {
            tell(done, done.causes().join());
        } catch (CompletionException broken) {
            if (!failed) {
                listener.note("causes cannot be told while the run goes on: " + broken.getCause());
            }
            failed = true;
        }
    }

    private void tell(Look done, List<Cause> causes) {
        Target target = done.measurement().target();
        LeadingCause choice = leading.computeIfAbsent(target, first -> new LeadingCause());
        long failures = done.measurement().judgedFailures() + done.measurement().testerFailures();
        listener.causeSoFar(
                target, done.settled() ? choice.settled(causes, failures) : choice.underLoad(causes, failures));
    }

    private static List<Cause> causes(RunPlan plan, TargetMeasurement measurement, Optional<TargetEvidence> evidence) {
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
