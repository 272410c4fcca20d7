package org.conntorture.selftest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.conntorture.kernel.Sysctl;
import org.conntorture.selftest.Sandbox.NotPermittedException;
import org.conntorture.selftest.Trial.Status;

/** Runs recipes, a few at a time, and those with settings of the whole host alone and last; called by the command line. */
public final class Selftest {
    private final TrialRunner runner;
    private final Path directory;
    private final int jobs;
    private final boolean allowGlobal;
    /** What is left then is there to be looked at. */
    private volatile boolean finished;

    private final GlobalSettings settings = GlobalSettings.ofHost();

    /**
     * @param mainClass of the tester
     * @param jobs cases at a time
     */
    public Selftest(String mainClass, int jobs, boolean allowGlobal) throws IOException {
        this.directory = Files.createTempDirectory("conntorture-selftest-");
        this.runner = new TrialRunner(mainClass, directory);
        this.jobs = jobs;
        this.allowGlobal = allowGlobal;
        Runtime.getRuntime().addShutdownHook(new Thread(this::restoreAndClear, "selftest-restore"));
    }

    /** Why nothing can be run here, if so. */
    public Optional<String> obstacle() throws IOException {
        try (Sandbox sandbox = Sandbox.open(directory)) {
            return sandbox.directory().equals(directory) ? Optional.empty() : Optional.of("no sandbox");
        } catch (NotPermittedException notPermitted) {
            return Optional.of(notPermitted.getMessage());
        }
    }

    /** Restores what an earlier run left changed; a sentence on it, if so. */
    public Optional<String> recover() throws IOException {
        return settings.recover()
                ? Optional.of("an earlier selftest had left settings of the host changed; they are restored from "
                        + settings.file())
                : Optional.empty();
    }

    /**
     * Runs the cases whose names begin with one of {@code names}, or all where there are none, and tells each as it ends,
     * on the calling thread; answers all.
     */
    public List<Trial> run(List<String> names, Consumer<Trial> ended) throws IOException, InterruptedException {
        List<Recipe> recipes = Recipes.named(names);
        List<Trial> trials = new ArrayList<>();
        Consumer<Trial> take = trial -> {
            trials.add(trial);
            ended.accept(trial);
        };
        List<Recipe> again = runTogether(
                recipes.stream().filter(recipe -> !recipe.isGlobal()).toList(), take);
        for (Recipe recipe : again) {
            take.accept(runIfPossible(recipe));
        }
        for (Recipe recipe : recipes) {
            if (recipe.isGlobal()) {
                take.accept(runAlone(recipe));
            }
        }
        clear(trials);
        finished = true;
        return trials;
    }

    /** Runs trials 1 to {@code count} of the blind exam of {@code seed}; one of them alone where {@code only} is above 0. */
    public List<Trial> runBlind(int count, long seed, int only, Consumer<Trial> ended)
            throws IOException, InterruptedException {
        List<Recipe> recipes = IntStream.rangeClosed(1, count)
                .filter(number -> only == 0 || number == only)
                .mapToObj(number -> BlindDraw.draw(seed, number))
                .toList();
        List<Trial> trials = new ArrayList<>();
        List<Recipe> notMade = runTogether(recipes, trial -> {
            trials.add(trial);
            ended.accept(trial);
        });
        notMade.forEach(recipe -> trials.add(Trial.skipped(recipe, "its fault could not be made by this load")));
        clear(trials);
        finished = true;
        return trials;
    }

    /** Answers those whose fault could not be made: a busy host may be why, and alone it may go better. */
    private List<Recipe> runTogether(List<Recipe> recipes, Consumer<Trial> ended)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(jobs);
        List<String> notMade = new ArrayList<>();
        try {
            CompletionService<Trial> trials = new ExecutorCompletionService<>(threads);
            recipes.forEach(recipe -> trials.submit(() -> runIfPossible(recipe)));
            for (int left = recipes.size(); left > 0; left--) {
                Trial trial = trials.take().get();
                if (trial.status() == Status.NOT_MADE) {
                    delete(trial.directory());
                    notMade.add(trial.name());
                } else {
                    ended.accept(trial);
                }
            }
        } catch (ExecutionException failed) {
            throw new IOException("a case could not be run: " + failed.getCause(), failed);
        } finally {
            threads.shutdownNow();
        }
        return recipes.stream()
                .filter(recipe -> notMade.contains(recipe.name()))
                .toList();
    }

    private Trial runIfPossible(Recipe recipe) throws IOException, InterruptedException {
        String missing = recipe.tools().stream().flatMap(Selftest::missing).collect(Collectors.joining("; "));
        if (!missing.isEmpty()) {
            return Trial.skipped(recipe, missing);
        }
        try {
            return runner.run(recipe);
        } catch (NotPermittedException notPermitted) {
            return Trial.skipped(recipe, notPermitted.getMessage());
        }
    }

    private Trial runAlone(Recipe recipe) throws IOException, InterruptedException {
        if (!allowGlobal) {
            return Trial.skipped(
                    recipe,
                    "changes " + String.join(", ", recipe.global().keySet()) + " of the whole host: --allow-global");
        }
        Sysctl sysctl = new Sysctl(Sysctl.ROOT);
        for (String name : recipe.global().keySet()) {
            if (sysctl.text(name).isEmpty()) {
                return Trial.skipped(recipe, "this kernel has no " + name);
            }
        }
        try {
            settings.change(recipe.global());
            return runIfPossible(recipe);
        } finally {
            settings.restore();
        }
    }

    private static Stream<String> missing(String tool) {
        if (tool.equals("pm2")) {
            return Pm2.isInstalled() && isOnPath("node") ? Stream.empty() : Stream.of(Pm2.MISSING);
        }
        return isOnPath(tool)
                ? Stream.empty()
                : Stream.of(tool + " is not on the PATH: install the package " + Recipe.packageOf(tool));
    }

    private static boolean isOnPath(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place).resolve(tool)));
    }

    /** As this program ends, in whichever way. */
    private void restoreAndClear() {
        try {
            settings.restore();
            if (!finished) {
                delete(directory);
            }
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** Leaves what the cases that are not OK left. */
    private void clear(List<Trial> trials) throws IOException {
        for (Trial trial : trials) {
            if (trial.status() == Status.OK && trial.directory() != null) {
                delete(trial.directory());
            }
        }
        try (Stream<Path> left = Files.list(directory)) {
            if (left.noneMatch(Files::isDirectory)) {
                delete(directory);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
