package org.conntorture.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conntorture.attempt.Transport;
import org.conntorture.conclusion.Conclusion;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.Payload;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Setting;
import org.conntorture.plan.Workload;
import org.conntorture.result.RunListeners;
import org.conntorture.run.Interruption;
import org.conntorture.run.JudgedRun;
import org.conntorture.run.Observation;
import org.conntorture.run.Runner;
import org.conntorture.scenario.AdHocPlanner;
import org.conntorture.scenario.ExpectationParser;
import org.conntorture.scenario.PublicAddress;
import org.conntorture.store.ResultDirectory;

/**
 * A run in the making, for one thread: says what is tortured and how, then {@link #run} does it. What is not said is as
 * on the command line: five workers, echo (for http:// targets one GET), 30 seconds.
 */
public final class Conntorture {
    private static final Observation SCRUTINY = new Observation(true, false, false, true, false, OptionalLong.empty());

    private final List<String> targets;
    private final List<String> controls = new ArrayList<>();
    private final List<String> expectations = new ArrayList<>();
    private final LoadSettings.Builder settings = LoadSettings.builder();
    private boolean allowPublic;
    private Path parent;

    private Conntorture(List<String> targets) {
        this.targets = targets;
    }

    /** @param targets {@code host:port}, {@code unix:/path} or {@code http://host[:port]/path} */
    public static Conntorture against(String... targets) {
        return new Conntorture(List.of(targets));
    }

    /** A trusted server to compare with: it says whether host and path are sound. */
    public Conntorture control(String target) {
        controls.add(target);
        return this;
    }

    /** Ends each target's load after so many. */
    public Conntorture attempts(long count) {
        settings.set(Setting.ATTEMPTS, count);
        return this;
    }

    /** Ends each target's load after so long, over all its rounds. */
    public Conntorture duration(Duration length) {
        settings.set(Setting.DURATION, length);
        return this;
    }

    /** Turns of each target. */
    public Conntorture rounds(int count) {
        settings.set(Setting.ROUNDS, count);
        return this;
    }

    /** Connections at a time, at most. */
    public Conntorture workers(int count) {
        settings.set(Setting.WORKERS, count);
        return this;
    }

    /** An open loop: attempts are started on schedule, however long each takes. */
    public Conntorture rate(double perSecond) {
        settings.set(Setting.RATE, perSecond);
        return this;
    }

    public Conntorture connectTimeout(Duration length) {
        settings.set(Setting.CONNECT_TIMEOUT, length);
        return this;
    }

    /** From connected to the end of the reply. */
    public Conntorture replyTimeout(Duration length) {
        settings.set(Setting.REPLY_TIMEOUT, length);
        return this;
    }

    public Conntorture workload(Workload.Kind kind) {
        settings.set(Setting.WORKLOAD, kind);
        return this;
    }

    /** What is written. */
    public Conntorture payload(String text) {
        settings.set(Setting.PAYLOAD, Payload.ofText(text));
        return this;
    }

    /** As {@code --expect}: {@code failures == 0}, {@code connect.p99 < 5ms}, {@code no cause(stale-tuple)}. */
    public Conntorture expect(String limit) {
        expectations.add(limit);
        return this;
    }

    /** Says that a target on a public address is the caller's own. */
    public Conntorture allowPublic() {
        allowPublic = true;
        return this;
    }

    /** Keeps the result directory, in {@code directory} under the name of the target and the time. */
    public Conntorture keepResultsIn(Path directory) {
        parent = directory;
        return this;
    }

    /**
     * Runs on the calling thread until all targets have had their load.
     *
     * @throws IllegalArgumentException with one sentence where it cannot be done as said
     * @throws UncheckedIOException where results cannot be written
     */
    public RunResult run() {
        RunPlan plan = plan();
        Runner runner = new Runner(
                plan,
                Transport.choose(plan.load().transport(), plan.fitsIoUring()),
                List.of(),
                new RunListeners(List.of()),
                new Interruption(),
                SCRUTINY);
        runner.check();
        try {
            return parent == null ? runAndForget(runner) : runAndKeep(runner, plan.name());
        } catch (IOException failed) {
            throw new UncheckedIOException("the results cannot be written", failed);
        }
    }

    private RunPlan plan() {
        ExpectationParser parser = new ExpectationParser(
                Arrays.stream(CauseId.values()).map(CauseId::id).collect(Collectors.toSet()));
        RunPlan plan = new AdHocPlanner()
                .plan(targets, controls, settings.build())
                .expecting(expectations.stream().map(parser::parse).toList());
        if (!allowPublic) {
            PublicAddress.requireNone(plan, "allowPublic() says that it is");
        }
        return plan;
    }

    private RunResult runAndKeep(Runner runner, String name) throws IOException {
        ResultDirectory directory = ResultDirectory.named(parent, name, LocalDateTime.now());
        JudgedRun run = JudgedRun.of(runner, directory);
        Conclusion.keep(run, directory);
        return RunResult.of(run, Optional.of(directory.path()));
    }

    private RunResult runAndForget(Runner runner) throws IOException {
        Path scratch = Files.createTempDirectory(
                "conntorture-" + ProcessHandle.current().pid() + "-");
        try {
            return RunResult.of(
                    JudgedRun.of(runner, ResultDirectory.asked(scratch.resolve("results"))), Optional.empty());
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
