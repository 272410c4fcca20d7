package org.conntorture.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.conntorture.attempt.Transport;
import org.conntorture.conclusion.Conclusion;
import org.conntorture.conclusion.ExitCode;
import org.conntorture.conclusion.WantedReports;
import org.conntorture.metrics.Metrics;
import org.conntorture.metrics.MetricsChoice;
import org.conntorture.page.ReportPage;
import org.conntorture.plan.RunPlan;
import org.conntorture.reference.ReferenceServer;
import org.conntorture.report.PlanText;
import org.conntorture.result.RunListener;
import org.conntorture.result.RunListeners;
import org.conntorture.run.Interruption;
import org.conntorture.run.JudgedRun;
import org.conntorture.run.Observation;
import org.conntorture.run.Runner;
import org.conntorture.run.Version;
import org.conntorture.screen.Foreground;
import org.conntorture.screen.LiveScreen;
import org.conntorture.screen.Progress;
import org.conntorture.screen.ProgressStyle;
import org.conntorture.screen.TerminalProgress;
import org.conntorture.signal.Signals;
import org.conntorture.store.FinishedRun;
import org.conntorture.store.ResultDirectory;
import org.conntorture.store.StoredRun;
import org.conntorture.target.JavaCommand;

/** One run as the terminal sees it: plan, progress, signals, table, verdict, exit code. */
final class RunSession {
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;
    private static final int SIGHUP = 1;
    private static final int USUAL_COLUMNS = 80;

    /** Makes the result directory, once nothing else can be wrong. */
    interface Output {
        ResultDirectory create() throws IOException;
    }

    private final RunPlan plan;
    private final Transport transport;
    private final PrintStream log;
    private final boolean quiet;
    private final Observation scrutiny;
    private final WantedReports reports;
    private final Interruption interruption = new Interruption();
    private final AtomicInteger signal = new AtomicInteger();
    private Progress progress;

    RunSession(
            RunPlan plan,
            Transport transport,
            PrintStream log,
            boolean quiet,
            Observation scrutiny,
            WantedReports reports) {
        this.scrutiny = scrutiny;
        this.reports = reports;
        this.plan = plan;
        this.transport = transport;
        this.log = log;
        this.quiet = quiet;
    }

    String planText() {
        return PlanText.of(plan);
    }

    /** Tells the user a sentence, unless only results are wanted. */
    void note(String sentence) {
        terminal().note(sentence);
    }

    void check() {
        reports.requireWritable();
        new Runner(plan, transport, List.of(), terminal(), interruption, scrutiny).check();
    }

    /**
     * Runs the plan; answers the exit code, which the result directory holds too.
     *
     * @param base an earlier run to compare with, or null
     */
    int run(Output output, MetricsChoice metricsChoice, FinishedRun base) throws IOException {
        try (Metrics metrics = new Metrics(metricsChoice, plan, Version.TEXT, log::println)) {
            return run(output, metrics, base);
        }
    }

    private int run(Output output, Metrics metrics, FinishedRun base) throws IOException {
        ResultDirectory directory;
        JudgedRun run;
        metrics.url().ifPresent(url -> log.println("metrics on " + url));
        progress = screenOrLines();
        listenToSignals();
        try (Progress terminal = progress) {
            directory = output.create();
            directory.write(StoredRun.COMMAND, reports.commandLine() + "\n");
            if (!quiet) {
                log.print(planText());
            }
            List<RunListener> listeners = new ArrayList<>(List.of(terminal));
            terminal.note("transport " + transport.id());
            listeners.addAll(metrics.listeners(terminal::note));
            Runner runner = new Runner(
                    plan,
                    transport,
                    JavaCommand.of(ReferenceServer.class.getName()),
                    new RunListeners(listeners),
                    interruption,
                    scrutiny);
            run = JudgedRun.of(runner, directory);
        }
        JudgedRun judged = base == null ? run : run.comparedWith(base, directory);
        metrics.judged(judged.judgement().verdict());
        return conclude(directory, judged);
    }

    private int conclude(ResultDirectory directory, JudgedRun run) {
        Conclusion conclusion = new Conclusion(run, exitCode(run), reports, System.out, log);
        conclusion.printTable();
        conclusion.keep(directory);
        conclusion.keepPage(directory, () -> ReportPage.ofEnded(directory.path(), run));
        conclusion.writeReports();
        conclusion.annotate();
        return conclusion.exitCode();
    }

    private int exitCode(JudgedRun run) {
        if (signal.get() != 0) {
            return ExitCode.SIGNAL + signal.get();
        }
        return run.measurement().trouble() != null
                ? ExitCode.TOOL_ERROR
                : run.judgement().verdict().exitCode();
    }

    /** The first signal ends the run in order; a second one ends the tester, and its keeper ends the targets. */
    private void listenToSignals() {
        listenTo("INT", SIGINT);
        listenTo("TERM", SIGTERM);
        listenTo("HUP", SIGHUP);
    }

    private void listenTo(String name, int number) {
        Signals.on(name, () -> {
            if (!signal.compareAndSet(0, number)) {
                progress.close();
                Runtime.getRuntime().halt(ExitCode.SIGNAL + number);
            }
            stop();
        });
    }

    private void stop() {
        progress.stopping();
        interruption.request();
    }

    /** As the first Ctrl-C; unlike a second one, a second q does nothing. */
    private void quit() {
        if (signal.compareAndSet(0, SIGINT)) {
            stop();
        }
    }

    /** Some terminals say 0 for unknown. */
    private static int columns() {
        int told = Integer.getInteger("conntorture.columns", 0);
        return told > 0 ? told : USUAL_COLUMNS;
    }

    private Progress screenOrLines() {
        ProgressStyle style = style();
        return style.terminal() && !quiet && Boolean.getBoolean("conntorture.keyboard")
                ? new LiveScreen(plan, screenOut(), style, isUnicode(), this::quit)
                : new TerminalProgress(log, style);
    }

    private TerminalProgress terminal() {
        return new TerminalProgress(log, style());
    }

    /** A job in the background shares its terminal with whatever the user does meanwhile: it gets lines as a log does. */
    private ProgressStyle style() {
        boolean terminal = Boolean.getBoolean("conntorture.terminal")
                && !List.of("", "dumb").contains(environment("TERM"))
                && Foreground.is();
        return new ProgressStyle(terminal, environment("NO_COLOR").isEmpty(), quiet, columns());
    }

    /** Java 17 takes characters beyond ASCII for question marks on the standard error of some locales. */
    private static PrintStream screenOut() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
    }

    /** By the variables of locale(7), the first that is set. */
    private static boolean isUnicode() {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(RunSession::environment)
                .filter(locale -> !locale.isEmpty())
                .findFirst()
                .filter(locale ->
                        locale.toUpperCase(Locale.ROOT).replace("-", "").endsWith("UTF8"))
                .isPresent();
    }

    private static String environment(String name) {
        return System.getenv().getOrDefault(name, "");
    }
}
