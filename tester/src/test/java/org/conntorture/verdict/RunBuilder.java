package org.conntorture.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Disturbance;
import org.conntorture.plan.Expectation;
import org.conntorture.plan.Role;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.plan.Workload;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.scenario.ExpectationParser;
import org.conntorture.support.Failures;
import org.conntorture.support.LoadSketch;
import org.conntorture.support.MeasurementSketch;

/**
 * A measured run as a test describes it: targets take turns of whole seconds in A B B A order, a turn drains as long as
 * failures end in it, at most five seconds, and nothing fails but what the test says.
 */
final class RunBuilder {
    private static final FailureRecord FIRST_FAILURE =
            Failures.atOnce(1_843, FailureKind.NO_REPLY, Phase.READ, 0, null, null);

    static final int DRAIN_SECONDS = 5;

    private final int rounds;
    private final int turnSeconds;
    private final Map<String, TargetOfRun> entries = new LinkedHashMap<>();
    private final Map<String, Map<String, LatencySummary>> latencies = new LinkedHashMap<>();
    private final List<Expectation> expectations = new ArrayList<>();
    private final LoadSketch load = new LoadSketch();
    private boolean interrupted;
    private String trouble;
    private long longestStallNs;

    RunBuilder(int rounds, int turnSeconds) {
        this.rounds = rounds;
        this.turnSeconds = turnSeconds;
        load.replyTimeout = Duration.ofSeconds(DRAIN_SECONDS);
    }

    RunBuilder control(String name) {
        entries.put(name, new TargetOfRun(name, Role.CONTROL));
        return this;
    }

    RunBuilder subject(String name) {
        entries.put(name, new TargetOfRun(name, Role.SUBJECT));
        return this;
    }

    RunBuilder disturbed(String name, String twin, int everySeconds) {
        subject(name);
        TargetOfRun entry = entries.get(name);
        entry.disturbEverySeconds = everySeconds;
        Disturbance reload =
                new Disturbance(Duration.ofSeconds(everySeconds), "reload", "it is reloaded", Duration.ofSeconds(10));
        entry.target.disturbance = reload;
        entry.target.undisturbed = twin;
        return this;
    }

    RunBuilder attemptsPerSecond(String name, long number) {
        entries.get(name).attemptsPerSecond = number;
        return this;
    }

    /** {@code count} attempts that failed end in this second of the turn; from {@code turnSeconds} on in its drain. */
    RunBuilder fails(String name, FailureKind kind, int round, int second, long count) {
        entries.get(name)
                .failures
                .computeIfAbsent(slot(round, second), slot -> new ArrayList<>())
                .add(new FailureCount(kind, Phase.READ, 0, count));
        return this;
    }

    /** Every attempt fails at once. */
    RunBuilder alwaysFails(String name, FailureKind kind) {
        entries.get(name).always = kind;
        return this;
    }

    /** Five workers, each of whose attempts waits the whole five seconds of the reply time-out. */
    RunBuilder neverAnswers(String name) {
        attemptsPerSecond(name, 0);
        for (int round = 1; round <= rounds; round++) {
            for (int second = DRAIN_SECONDS; second < turnSeconds + DRAIN_SECONDS; second += DRAIN_SECONDS) {
                fails(name, FailureKind.NO_REPLY, round, second, 5);
            }
        }
        return this;
    }

    /** In each turn: that many failures in each of these seconds. */
    RunBuilder failsEachTurn(String name, FailureKind kind, long count, int... seconds) {
        for (int round = 1; round <= rounds; round++) {
            for (int second : seconds) {
                fails(name, kind, round, second, count);
            }
        }
        return this;
    }

    RunBuilder optional(String name) {
        entries.get(name).target.optional = true;
        return this;
    }

    RunBuilder didNotRun(String name, TargetMeasurement.Status status, String reason) {
        entries.get(name).status = status;
        return reason(name, reason);
    }

    RunBuilder reason(String name, String reason) {
        entries.get(name).reason = reason;
        return this;
    }

    RunBuilder noDisturbanceStarted(String name) {
        entries.get(name).disturbEverySeconds = 0;
        return this;
    }

    RunBuilder workload(Workload.Kind kind) {
        load.workload(kind, kind.standardPayload());
        return this;
    }

    RunBuilder expect(String... limits) {
        ExpectationParser parser = new ExpectationParser(Set.of("stale-tuple"));
        Stream.of(limits).map(parser::parse).forEach(expectations::add);
        return this;
    }

    /** Every connect of the target takes as long. */
    RunBuilder connectsIn(String name, Duration time) {
        return latency(name, "connect", time);
    }

    RunBuilder startsLateIn(String name, Duration time) {
        return latency(name, "start-lateness", time);
    }

    private RunBuilder latency(String name, String phase, Duration time) {
        long ns = time.toNanos();
        latencies.put(name, Map.of(phase, new LatencySummary(1000, ns, ns, ns, ns, ns)));
        return this;
    }

    RunBuilder interrupted() {
        interrupted = true;
        return this;
    }

    RunBuilder trouble(String text) {
        trouble = text;
        return this;
    }

    RunBuilder longestStall(Duration stall) {
        longestStallNs = stall.toNanos();
        return this;
    }

    int size() {
        return entries.size();
    }

    Judgement judge() {
        return Judge.judge(build(), Diagnosis.NONE);
    }

    RunMeasurement build() {
        List<Target> targets =
                entries.values().stream().map(entry -> entry.target.build()).toList();
        List<TargetMeasurement> measured =
                entries.values().stream().map(this::measurement).toList();
        load.duration(Duration.ofSeconds((long) rounds * turnSeconds));
        RunPlan plan = new RunPlan("test", "", rounds, load.build(), targets).expecting(expectations);
        long durationNs = Duration.ofSeconds((long) rounds * entries.size() * slotSeconds())
                .toNanos();
        return new RunMeasurement(plan, measured, interrupted, trouble, durationNs, longestStallNs);
    }

    private TargetMeasurement measurement(TargetOfRun entry) {
        List<Block> blocks = entry.status == TargetMeasurement.Status.RAN ? blocks(entry) : List.of();
        long failures = blocks.stream().mapToLong(Block::judgedFailures).sum();
        long attempts = blocks.stream().mapToLong(Block::attempts).sum();
        return MeasurementSketch.of(entry.target.build(), one -> {
            one.status = entry.status;
            one.reason = entry.reason;
            one.blocks = blocks;
            one.firstFailure = failures == 0 ? null : FIRST_FAILURE;
            one.firstFailureNs = failures == 0 ? 0 : 900_000_000;
            one.repliesMatched = attempts - failures;
            one.phases = latencies.getOrDefault(entry.name, Map.of());
        });
    }

    private List<Block> blocks(TargetOfRun entry) {
        List<Block> blocks = new ArrayList<>();
        long startSeconds = 0;
        for (int round = 1; round <= rounds; round++) {
            List<TargetOfRun> order = new ArrayList<>(entries.values());
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (TargetOfRun turn : order) {
                int seconds = turnSeconds + drainSeconds(turn, round);
                for (int second = 0; turn == entry && second < seconds; second++) {
                    blocks.add(entry.block(
                            slot(round, second), round, second, startSeconds + second, second >= turnSeconds));
                }
                startSeconds += turn.status == TargetMeasurement.Status.RAN ? seconds : 0;
            }
        }
        return blocks;
    }

    private int drainSeconds(TargetOfRun entry, int round) {
        for (int second = DRAIN_SECONDS - 1; second >= 0; second--) {
            if (entry.failures.containsKey(slot(round, turnSeconds + second))) {
                return second + 1;
            }
        }
        return 0;
    }

    private int slotSeconds() {
        return turnSeconds + DRAIN_SECONDS;
    }

    private int slot(int round, int second) {
        return round * slotSeconds() + second;
    }
}
