package org.conntorture.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.result.Begun;
import org.conntorture.result.Block;
import org.conntorture.result.HostProgress;
import org.conntorture.result.IntervalLatencies;
import org.conntorture.result.RunListener;
import org.conntorture.result.TargetTotals;
import org.conntorture.result.Turn;
import org.conntorture.result.TurnProgress;
import org.conntorture.result.WallClock;
import org.conntorture.run.LoadEngine.Recorded;
import org.conntorture.store.ResultWriter;
import org.conntorture.target.Disturber;
import org.conntorture.target.RunningTarget;
import org.conntorture.worker.Budget;
import org.conntorture.worker.LoadLoop;
import org.conntorture.worker.Ticker;

/**
 * Runs one turn of one target on the run's thread: starts the load, once a second writes down what ended, and comes
 * back when nothing is open and no disturbance is under way any more.
 */
final class TurnRunner {
    private static final long BLOCK_MS = 1000;

    private final LoadEngine engine;
    private final ResultWriter writer;
    private final RunListener listener;
    private final Interruption interruption;
    private final WallClock clock;
    private final Turn turn;
    private final TargetTotals totals;
    private final RunningTarget running;
    private final Budget budget;
    private final List<LoadLoop> loops;
    private final RunForecast forecast;
    private final Optional<Disturber> disturber;
    private final Queue<String> troubles;
    private final Observer observer;
    private final CauseWatch causes;
    private final IntervalLatencies latencies;
    private final HiccupLog hiccups;
    private long turnStartNs;
    private long blockStartNs;
    private long disturbancesTold;
    /** As the last block ended. */
    private boolean draining;

    TurnRunner(
            RunContext context,
            LoadEngine engine,
            Turn turn,
            TargetTotals totals,
            RunningTarget running,
            Budget budget,
            List<LoadLoop> loops,
            Optional<Disturber> disturber,
            Queue<String> troubles,
            RunForecast forecast) {
        this.engine = engine;
        this.writer = context.writer();
        this.listener = context.listener();
        this.interruption = context.interruption();
        this.clock = context.clock();
        this.hiccups = new HiccupLog(clock);
        this.turn = turn;
        this.totals = totals;
        this.running = running;
        this.budget = budget;
        this.loops = loops;
        this.disturber = disturber;
        this.troubles = troubles;
        this.disturbancesTold = begunDisturbances();
        this.forecast = forecast;
        this.observer = context.observer();
        this.causes = context.causes();
        this.latencies = context.latencies();
    }

    private long begunDisturbances() {
        return disturber.map(Disturber::begun).orElse(0L);
    }

    /** Answers the longest time in which a loop stood still, nanoseconds. */
    long run(OptionalLong plannedNs) throws IOException, InterruptedException {
        listener.turnStarted(turn);
        observer.turnBegins(turn.target(), engine::pollOverdue);
        turnStartNs = System.nanoTime();
        blockStartNs = turnStartNs;
        CompletableFuture<Void> loaded =
                CompletableFuture.allOf(loops.stream().map(LoadLoop::start).toArray(CompletableFuture[]::new));
        disturber.ifPresent(found -> found.start(
                plannedNs.isPresent() ? OptionalLong.of(turnStartNs + plannedNs.getAsLong()) : OptionalLong.empty()));
        try (Ticker ticker = new Ticker(loops)) {
            ticker.start();
            CompletableFuture<Object> over = CompletableFuture.anyOf(loaded, interruption.whenRequested());
            while (!await(over)) {
                record();
                if (totals.runs() && !running.isAlive()) {
                    died();
                }
            }
        } finally {
            // Also when the disk is full: nothing may go on against the target.
            budget.stop();
            if (disturber.isPresent()) {
                disturber.get().finish();
            }
        }
        long unfinished = interruption.isRequested() ? abandon() : 0;
        record();
        observer.turnEnded();
        loops.forEach(LoadLoop::release);
        long turnNs = System.nanoTime() - turnStartNs;
        Map<String, Histogram> ofTurn = totals.turnEnded(turnNs, unfinished);
        writer.turn(turn.target().name(), clock.sinceStartNs(turnStartNs), turnNs, ofTurn);
        listener.turnEnded(turn);
        return longestStallNs();
    }

    private long longestStallNs() {
        return loops.stream().mapToLong(LoadLoop::longestStallNs).max().orElse(0);
    }

    private HostProgress host() {
        Optional<String> disturbance = disturber
                .filter(Disturber::isUnderWay)
                .map(underWay -> turn.target().disturbance().during());
        return observer.progress(turn.target(), longestStallNs(), disturbance);
    }

    /** Waits for the end of the turn or of a block; whether the turn is over. */
    private static boolean await(CompletableFuture<Object> over) throws InterruptedException {
        try {
            over.get(BLOCK_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException goesOn) {
            return false;
        } catch (ExecutionException unexpected) {
            throw new IllegalStateException("a turn was torn off", unexpected);
        }
    }

    private void died() {
        String sentence = "died under load in round " + turn.round() + "; its last output:\n" + running.lastOutput();
        totals.died(sentence);
        listener.targetTrouble(turn.target(), sentence);
        listener.targetGone(turn.target());
        budget.stop();
    }

    private long abandon() {
        return loops.stream()
                .map(LoadLoop::abandon)
                .mapToLong(CompletableFuture::join)
                .sum();
    }

    private void tellDisturbanceTroubles() {
        for (String trouble = troubles.poll(); trouble != null; trouble = troubles.poll()) {
            totals.befell("its disturbance failed: " + trouble);
            listener.targetTrouble(turn.target(), "its disturbance failed: " + trouble);
        }
    }

    private void record() throws IOException, InterruptedException {
        boolean drain = draining;
        draining = loops.stream().allMatch(LoadLoop::isDraining);
        List<Recorded> recorded = engine.collect();
        long nowNs = System.nanoTime();
        List<IntervalSnapshot> snapshots =
                recorded.stream().map(Recorded::snapshot).toList();
        long disturbances = begunDisturbances();
        Block block = new Block(
                turn.round(),
                clock.sinceStartNs(blockStartNs),
                nowNs - blockStartNs,
                snapshots.stream().mapToLong(IntervalSnapshot::attempts).sum(),
                TargetTotals.failures(snapshots),
                (int) (disturbances - disturbancesTold),
                drain,
                Begun.of(snapshots, clock),
                hiccups.told(snapshots));
        disturbancesTold = disturbances;
        blockStartNs = nowNs;
        tellDisturbanceTroubles();
        observer.add(turn.target(), snapshots);
        write(block, snapshots);
        LoadEngine.recycle(recorded);
    }

    private void write(Block block, List<IntervalSnapshot> snapshots) throws IOException {
        Map<String, Histogram> phases = latencies.merge(snapshots);
        totals.add(block, snapshots, phases, turnStartNs);
        boolean full = false;
        for (IntervalSnapshot snapshot : snapshots) {
            full |= writer.snapshot(turn.target().name(), snapshot);
        }
        engine.keepFailures(!full);
        writer.block(turn.target().name(), block, phases);
        listener.progressed(new TurnProgress(
                turn,
                block,
                totals.attempts(),
                totals.judgedFailures(),
                totals.testerFailures(),
                totals.phases(),
                phases,
                host(),
                forecast.runLeftNs(turn, totals, System.nanoTime() - turnStartNs)));
        causes.progressed(totals);
    }
}
