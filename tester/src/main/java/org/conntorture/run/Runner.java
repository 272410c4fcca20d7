package org.conntorture.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.conntorture.attempt.Transport;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.kernel.DescriptorLimit;
import org.conntorture.kernel.PortRange;
import org.conntorture.kernel.Sysctl;
import org.conntorture.plan.Ends;
import org.conntorture.plan.Load;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.result.IntervalLatencies;
import org.conntorture.result.RunListener;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.result.TargetTotals;
import org.conntorture.result.Turn;
import org.conntorture.result.WallClock;
import org.conntorture.store.JsonText;
import org.conntorture.store.ResultDirectory;
import org.conntorture.store.ResultWriter;
import org.conntorture.target.Disturber;
import org.conntorture.target.RunningTarget;
import org.conntorture.target.TargetLauncher;
import org.conntorture.target.TargetNotReadyException;
import org.conntorture.text.Addresses;
import org.conntorture.worker.Budget;
import org.conntorture.worker.LoadLoop;

/** Runs a plan from its first target's start to its last target's stop. One thread; one use. */
public final class Runner {
    /** A turn that begins so much later than planned is told. */
    private static final long LATE_NS = 100_000_000;

    private static final PortRange LINUX_DEFAULT = new PortRange(32768, 60999, 0);

    private final RunPlan plan;
    private final Transport transport;
    private final List<String> builtinCommand;
    private final RunListener listener;
    private final Interruption interruption;
    private final Observation scrutiny;
    private final Slots slots;
    private final Sysctl sysctl = new Sysctl(Sysctl.ROOT);
    private final Optional<DescriptorLimit> descriptors = DescriptorLimit.read(DescriptorLimit.FILE);
    private final Optional<PortRange> ephemeral = PortRange.read(sysctl);
    private final WallClock clock = new WallClock();
    private final Map<Target, TargetTotals> totals = new LinkedHashMap<>();
    private final Map<Target, RunningTarget> running = new LinkedHashMap<>();
    private final Map<Target, Disturber> disturbers = new HashMap<>();
    /** Told by the disturbing threads, heard by the run's. */
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();

    private Map<String, TargetEvidence> evidence = Map.of();
    private Map<String, List<CapturedAttempt>> captured = Map.of();
    private long longestStallNs;

    /** @param builtinCommand starts a reference server in a process of its own, its kind and options appended */
    public Runner(
            RunPlan plan,
            Transport transport,
            List<String> builtinCommand,
            RunListener listener,
            Interruption interruption,
            Observation scrutiny) {
        this.scrutiny = scrutiny;
        this.plan = plan;
        this.slots = Slots.of(plan);
        this.transport = transport;
        this.builtinCommand = builtinCommand;
        this.listener = listener;
        this.interruption = interruption;
        plan.targets().forEach(target -> totals.put(target, new TargetTotals(target)));
    }

    /**
     * Checks that the host's limits suffice.
     *
     * @throws IllegalArgumentException with the figure and the setting where they do not
     */
    public void check() {
        slots.requireFuture(Instant.now());
        Preflight.check(plan, descriptors, ephemeral).forEach(listener::note);
    }

    /** Runs it all; a full disk ends the run in order and is told as trouble in the measurement. */
    public RunMeasurement run(ResultDirectory directory) {
        String trouble = null;
        try {
            runTargets(directory);
        } catch (InterruptedException neverAsked) {
            throw new IllegalStateException("the run's thread was interrupted", neverAsked);
        } catch (IOException failed) {
            trouble = "the result directory cannot be written (" + failed.getMessage() + ")";
        }
        return new RunMeasurement(
                plan,
                totals.values().stream().map(TargetTotals::measurement).toList(),
                interruption.isRequested(),
                trouble,
                clock.sinceStartNs(System.nanoTime()),
                longestStallNs);
    }

    private void runTargets(ResultDirectory directory) throws IOException, InterruptedException {
        RunDescription description = new RunDescription(directory, plan, clock, sysctl, descriptors, transport);
        try (TargetLauncher launcher = new TargetLauncher(builtinCommand, directory.logs());
                ResultWriter writer = new ResultWriter(directory, clock);
                LoadEngine engine = new LoadEngine(plan, transport)) {
            try {
                Observer observer = new Observer(scrutiny, listener, interruption, directory);
                CauseWatch causes = new CauseWatch(plan, observer, listener);
                try (observer;
                        causes) {
                    start(launcher);
                    observer.begin(running);
                    description.complete(running);
                    runRounds(
                            new RunContext(
                                    writer, listener, interruption, clock, observer, causes, new IntervalLatencies()),
                            engine);
                    observer.conclude(plan.ownLoad());
                }
                evidence = observer.evidence();
                captured = observer.captured();
                directory.write("evidence.json", JsonText.indented(evidence));
            } finally {
                stop();
            }
        }
    }

    /** The last started first; what it does not get to, the launcher ends. */
    private void stop() {
        List<Target> order = new ArrayList<>(running.keySet());
        Collections.reverse(order);
        for (Target target : order) {
            running.get(target).stop().ifPresent(trouble -> listener.targetTrouble(target, trouble));
        }
    }

    private void start(TargetLauncher launcher) throws InterruptedException {
        for (Target target : plan.targets()) {
            if (interruption.isRequested()) {
                return;
            }
            Optional<String> missing = launcher.missingTool(target);
            if (missing.isPresent()) {
                didNotRun(target, TargetMeasurement.Status.SKIPPED, missing.get());
                continue;
            }
            try {
                RunningTarget started = launcher.start(target);
                running.put(target, started);
                if (target.disturbance() != null) {
                    Disturber disturber =
                            new Disturber(started, run -> run.trouble().ifPresent(troubles::add));
                    disturbers.put(target, disturber);
                    interruption.whenRequested().thenRun(disturber::cancel);
                }
                String address = Addresses.of(started.address());
                totals.get(target).ready(address);
                listener.targetReady(target, address);
            } catch (TargetNotReadyException notReady) {
                didNotRun(target, TargetMeasurement.Status.NOT_READY, notReady.getMessage());
            }
        }
    }

    /** Packets kept of failed attempts, by target name; once the run has ended. */
    public Map<String, List<CapturedAttempt>> captured() {
        return captured;
    }

    private void didNotRun(Target target, TargetMeasurement.Status why, String reason) {
        totals.get(target).didNotRun(why, reason);
        listener.targetTrouble(target, reason);
        listener.targetGone(target);
    }

    private void runRounds(RunContext context, LoadEngine engine) throws IOException, InterruptedException {
        List<Target> order = new ArrayList<>(running.keySet());
        int turns = order.size() * plan.rounds();
        int index = 0;
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Target target : order) {
                index++;
                Turn turn = new Turn(target, round, plan.rounds(), index, turns);
                if (!interruption.isRequested() && isDue(turn)) {
                    runTurn(context, engine, turn);
                }
            }
            // A B B A: whatever drifts on the host meets all targets alike.
            Collections.reverse(order);
        }
    }

    private boolean isDue(Turn turn) {
        Ends ends = plan.ownLoad().ends();
        TargetTotals target = totals.get(turn.target());
        return target.runs()
                && (ends.failures() == 0 || target.judgedFailures() < ends.failures())
                && (ends.attempts() == 0 || attemptsOf(turn) > 0);
    }

    /** An end in attempts smaller than the number of rounds leaves some rounds without any. */
    private long attemptsOf(Turn turn) {
        long attempts = plan.ownLoad().ends().attempts();
        return attempts * turn.round() / turn.rounds() - attempts * (turn.round() - 1) / turn.rounds();
    }

    /** Returns at once for one tester alone, and where an interruption is asked for. */
    private void awaitSlot(Turn turn) throws InterruptedException {
        long waitNs = slots.untilNs(turn.index(), Instant.now());
        if (waitNs < -LATE_NS) {
            listener.note(turn.target().name() + ": this turn begins " + -waitNs / 1_000_000
                    + " ms later than those of the other shards, as "
                    + (turn.index() == 1 ? "this one was not ready in time" : "the one before took longer"));
        }
        if (waitNs > 0) {
            interruption.await(waitNs / 1_000_000);
        }
    }

    private void runTurn(RunContext context, LoadEngine engine, Turn turn) throws IOException, InterruptedException {
        awaitSlot(turn);
        if (interruption.isRequested()) {
            return;
        }
        Load load = plan.ownLoad();
        TargetTotals target = totals.get(turn.target());
        RunningTarget server = running.get(turn.target());
        Budget budget = budgetOf(turn, target);
        List<LoadLoop> loops = engine.loops(
                server.address(),
                budget,
                server.address() instanceof InetSocketAddress inet
                        && SelfConnect.isPossible(inet, load.sources(), ephemeral.orElse(LINUX_DEFAULT)));
        TurnRunner runner = new TurnRunner(
                context,
                engine,
                turn,
                target,
                server,
                budget,
                loops,
                Optional.ofNullable(disturbers.get(turn.target())),
                troubles,
                new RunForecast(plan));
        longestStallNs = Math.max(longestStallNs, runner.run(turnNs()));
        context.observer().settle(turn.target());
        context.causes().turnEnded(target);
    }

    /** What the host said of each target that took load, by name; once the run has ended. */
    public Map<String, TargetEvidence> evidence() {
        return evidence;
    }

    private OptionalLong turnNs() {
        Duration duration = plan.ownLoad().ends().duration();
        return duration == null ? OptionalLong.empty() : OptionalLong.of(duration.toNanos() / plan.rounds());
    }

    /** A turn's share of the ends; the shares of all rounds add up to the whole. */
    private Budget budgetOf(Turn turn, TargetTotals target) {
        Ends ends = plan.ownLoad().ends();
        long failures = ends.failures() == 0 ? 0 : ends.failures() - target.judgedFailures();
        return new Budget(attemptsOf(turn), turnNs().orElse(0), failures, target.attempts());
    }
}
