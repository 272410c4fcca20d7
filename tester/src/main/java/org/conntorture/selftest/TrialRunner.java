package org.conntorture.selftest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.conntorture.kernel.Counters;
import org.conntorture.kernel.Deltas;
import org.conntorture.selftest.Grader.Grade;
import org.conntorture.selftest.Sandbox.NotPermittedException;
import org.conntorture.selftest.Trial.Status;
import org.conntorture.store.ResultFile;
import org.conntorture.store.ResultTotals;

/** Runs one recipe from an empty sandbox to its grade; several threads do so at a time. */
final class TrialRunner {
    /** A JVM that is emulated takes half a minute to start. */
    private static final int BEFORE_SECONDS = 120;

    private static final int TESTER_SECONDS = 180;
    private static final int DURING_SECONDS = 5;
    private static final int SHOWS_SECONDS = 30;

    private final String mainClass;
    private final Path parent;

    /** @param mainClass of the tester; @param parent of the directories of the cases */
    TrialRunner(String mainClass, Path parent) {
        this.mainClass = mainClass;
        this.parent = parent;
    }

    Trial run(Recipe recipe) throws IOException, InterruptedException, NotPermittedException {
        Path directory = Files.createDirectory(parent.resolve(recipe.name()));
        long startNs = System.nanoTime();
        Optional<ControlGroup.Use> use = recipe.controlGroup();
        if (use.isEmpty()) {
            try (Sandbox sandbox = Sandbox.open(directory)) {
                return run(recipe, sandbox, startNs);
            }
        }
        try (ControlGroup group = ControlGroup.make(use.get());
                Sandbox sandbox = Sandbox.open(directory, Map.of(ControlGroup.VARIABLE, group.path()))) {
            return run(recipe, sandbox, startNs);
        }
    }

    private Trial run(Recipe recipe, Sandbox sandbox, long startNs) throws IOException, InterruptedException {
        String trouble = sandbox.run("before", recipe.before(), BEFORE_SECONDS);
        if (trouble != null) {
            return trial(recipe, sandbox, startNs, new Grade(Status.NOT_MADE, trouble), List.of());
        }
        Counters before = sandbox.counters();
        Process during = sandbox.start("during", recipe.during());
        trouble = runTester(recipe, sandbox);
        Deltas grown = sandbox.counters().since(before);
        Files.write(
                sandbox.directory().resolve("counters.txt"),
                grown.moved().entrySet().stream()
                        .map(counter -> counter.getKey() + " " + counter.getValue())
                        .toList());
        if (trouble != null) {
            return trial(recipe, sandbox, startNs, new Grade(Status.MISS, trouble), List.of());
        }
        if (!during.waitFor(DURING_SECONDS, TimeUnit.SECONDS) || during.exitValue() != 0) {
            return trial(recipe, sandbox, startNs, new Grade(Status.NOT_MADE, "see during.log"), List.of());
        }
        ResultTotals result =
                ResultTotals.of(ResultFile.read(sandbox.directory().resolve("result")));
        Optional<String> refuted =
                Grader.refutation(recipe, result, grown).or(() -> Optional.ofNullable(notShown(recipe, sandbox)));
        Grade grade = refuted.map(reason -> new Grade(Status.NOT_MADE, reason))
                .orElseGet(() -> Grader.grade(recipe, result.causes()));
        return trial(recipe, sandbox, startNs, grade, result.causes());
    }

    /** Answers why there is no result, or null. */
    private String runTester(Recipe recipe, Sandbox sandbox) throws IOException, InterruptedException {
        String script = """
                # In the background: nsenter stops with its child when that is stopped, and stays so.
                $(cat tester.prefix 2>/dev/null) "$JAVA" -Xmx128m -XX:+UseSerialGC -XX:-UsePerfData -XX:TieredStopAtLevel=1 -cp "$CLASS_PATH" \
                    %s run %s -q -o result &
                echo $! >tester.pid
                wait $!
                """.formatted(mainClass, recipe.tester());
        String failed = sandbox.run("tester", script, TESTER_SECONDS);
        boolean hasResult = Files.exists(sandbox.directory().resolve("result/result.json"));
        // Its verdict is an exit code too.
        return hasResult ? null : failed == null ? "the tester left no result" : failed;
    }

    private static String notShown(Recipe recipe, Sandbox sandbox) {
        if (recipe.shows().isEmpty()) {
            return null;
        }
        try {
            return sandbox.run("shows", recipe.shows(), SHOWS_SECONDS) == null
                    ? null
                    : "not seen: " + recipe.shows().strip();
        } catch (IOException failed) {
            return failed.getMessage();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static Trial trial(
            Recipe recipe, Sandbox sandbox, long startNs, Grade grade, List<ResultTotals.NamedCause> named) {
        Duration took = Duration.ofNanos(System.nanoTime() - startNs);
        return Trial.of(recipe, named, grade.status(), grade.reason(), took, sandbox.directory());
    }
}
