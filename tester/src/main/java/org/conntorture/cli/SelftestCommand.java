package org.conntorture.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.conntorture.conclusion.ExitCode;
import org.conntorture.selftest.BlindScore;
import org.conntorture.selftest.Score;
import org.conntorture.selftest.Selftest;
import org.conntorture.selftest.SelftestText;
import org.conntorture.selftest.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code conntorture selftest}: whether causes are recognised on this kernel. */
@Command(
        name = "selftest",
        description = {
            "Provokes every cause it can on this kernel, in network namespaces of its own, and checks that it is named.",
            "Without CASE runs all."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every provoked cause was named, of those by share most, and nobody accused wrongly",
            "3:a miss (of those by share, more than a quarter) or a false accusation",
            "4:it cannot run here, or a fault could not be made"
        })
final class SelftestCommand implements Callable<Integer> {
    private static final int MOST_JOBS = 64;
    private static final long MOST_SEED = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CASE", arity = "0..*", description = "names or beginnings of names, as --list shows them")
    private List<String> names = List.of();

    @Option(names = "--list", description = "list the cases and run none")
    private boolean list;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "COUNT",
            converter = LoadOptions.Count.class,
            description = "cases at a time (default: one more than processors)")
    private Long jobs;

    @Option(
            names = "--blind",
            paramLabel = "COUNT",
            converter = LoadOptions.Count.class,
            description =
                    "an exam instead: COUNT trials of a fault, two or none, drawn by a seed, under loads, noise and"
                            + " privileges that their cases were not written for")
    private Long blind;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "of --blind, repeats it (default: one that is printed)")
    private Long seed;

    @Option(names = "--only", paramLabel = "NUMBER", description = "of --blind, this trial alone", defaultValue = "0")
    private int only;

    @Option(
            names = "--allow-global",
            description = "also the cases that change settings of the whole host for some seconds; they are restored")
    private boolean allowGlobal;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            out.print(SelftestText.list());
            out.flush();
            return ExitCode.PASS;
        }
        Main.quietenNetty();
        int atATime = atATime();
        Selftest selftest = new Selftest(Main.class.getName(), atATime, allowGlobal);
        selftest.recover().ifPresent(this::say);
        Optional<String> obstacle = selftest.obstacle();
        if (obstacle.isPresent()) {
            say(obstacle.get());
            return ExitCode.INCONCLUSIVE;
        }
        out.print(SelftestText.heading());
        out.flush();
        if (blind != null) {
            return blindExam(selftest, out);
        }
        List<Trial> trials = selftest.run(names, trial -> {
            out.print(SelftestText.row(trial));
            out.flush();
        });
        out.print(SelftestText.score(trials));
        out.flush();
        return exitCode(trials);
    }

    private int blindExam(Selftest selftest, PrintWriter out) throws IOException, InterruptedException {
        long drawn = seed == null ? System.nanoTime() % MOST_SEED : seed;
        List<Trial> trials = selftest.runBlind(blind.intValue(), drawn, only, trial -> {
            out.print(SelftestText.blindRow(trial));
            out.flush();
        });
        out.print(SelftestText.blindScore(trials, drawn));
        out.flush();
        return BlindScore.of(trials).isWrong() ? ExitCode.FAIL : ExitCode.PASS;
    }

    private int atATime() {
        if (jobs == null) {
            return Runtime.getRuntime().availableProcessors() + 1;
        }
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new IllegalArgumentException("jobs must be 1 to " + MOST_JOBS + ", was " + jobs);
        }
        return jobs.intValue();
    }

    private static int exitCode(List<Trial> trials) {
        Score score = Score.of(trials);
        return score.isWrong() ? ExitCode.FAIL : score.notMade() > 0 ? ExitCode.INCONCLUSIVE : ExitCode.PASS;
    }

    private void say(String sentence) {
        spec.commandLine().getErr().println("conntorture: " + sentence);
        spec.commandLine().getErr().flush();
    }
}
