package org.conntorture.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.conntorture.attempt.Transport;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.live.MetricsServer;
import org.conntorture.live.ProgressStyle;
import org.conntorture.live.TerminalProgress;
import org.conntorture.plan.RunPlan;
import org.conntorture.reference.ReferenceServer;
import org.conntorture.reference.Signals;
import org.conntorture.report.ComparisonText;
import org.conntorture.report.PlanText;
import org.conntorture.report.ResultJson;
import org.conntorture.report.ResultTable;
import org.conntorture.result.FinishedRun;
import org.conntorture.result.FinishedRunReader;
import org.conntorture.result.ResultDirectory;
import org.conntorture.result.RunListener;
import org.conntorture.result.RunMeasurement;
import org.conntorture.run.Interruption;
import org.conntorture.run.Runner;
import org.conntorture.run.Scrutiny;
import org.conntorture.target.JavaCommand;
import org.conntorture.verdict.Comparer;
import org.conntorture.verdict.Comparison;
import org.conntorture.verdict.Judge;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.SmallestEffect;

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
    private final Scrutiny scrutiny;
    private final Interruption interruption = new Interruption();
    private final AtomicInteger signal = new AtomicInteger();

    RunSession(RunPlan plan, Transport transport, PrintStream log, boolean quiet, Scrutiny scrutiny) {
        this.scrutiny = scrutiny;
        this.plan = plan;
        this.transport = transport;
        this.log = log;
        this.quiet = quiet;
    }

    String planText() {
        return PlanText.of(plan);
    }

    void check() {
        new Runner(plan, transport, List.of(), terminal(), interruption, scrutiny).check();
    }

    /**
     * Runs the plan; answers the exit code, which the result directory holds too.
     *
     * @param base an earlier run to compare with, or null
     */
    int run(Output output, Integer metricsPort, FinishedRun base) throws IOException {
        listenToSignals();
        ResultDirectory directory;
        RunMeasurement measurement;
        Map<String, TargetEvidence> evidence;
        Map<String, List<CapturedAttempt>> captured;
        try (TerminalProgress terminal = terminal();
                MetricsServer metrics = metricsPort == null ? null : new MetricsServer(metricsPort)) {
            directory = output.create();
            if (!quiet) {
                log.print(planText());
            }
            List<RunListener> listeners = new ArrayList<>(List.of(terminal));
            terminal.note("transport " + transport.id());
            if (metrics != null) {
                listeners.add(metrics);
                log.println("metrics on 127.0.0.1:" + metrics.port());
            }
            Runner runner = new Runner(
                    plan,
                    transport,
                    JavaCommand.of(ReferenceServer.class.getName()),
                    new RunListeners(listeners),
                    interruption,
                    scrutiny);
            measurement = runner.run(directory);
            evidence = runner.evidence();
            captured = runner.captured();
        }
        return conclude(directory, measurement, Diagnosis.of(measurement, evidence, captured), base);
    }

    private int conclude(ResultDirectory directory, RunMeasurement measurement, Diagnosis diagnosis, FinishedRun base) {
        Judgement own = Judge.judge(measurement, diagnosis);
        Comparison comparison = base == null || measurement.trouble() != null
                ? null
                : Comparer.compare(base, FinishedRunReader.readEnding(directory.path()), SmallestEffect.DEFAULT);
        Judgement judgement = comparison == null ? own : comparison.added(own);
        int exitCode = exitCode(measurement, judgement);
        System.out.print(ResultTable.of(measurement, diagnosis, judgement));
        if (comparison != null) {
            System.out.print("\n" + ComparisonText.of(comparison));
        }
        try {
            directory.write("result.json", ResultJson.of(measurement, diagnosis, judgement, exitCode, comparison));
            System.out.println("Results: " + directory.path());
        } catch (IOException failed) {
            log.println("conntorture: result.json cannot be written (" + failed.getMessage()
                    + "); what was written before is in " + directory.path());
            return exitCode == ExitCode.PASS ? ExitCode.TOOL_ERROR : exitCode;
        }
        return exitCode;
    }

    private int exitCode(RunMeasurement measurement, Judgement judgement) {
        if (signal.get() != 0) {
            return ExitCode.SIGNAL + signal.get();
        }
        return measurement.trouble() != null ? ExitCode.TOOL_ERROR : ExitCode.of(judgement.verdict());
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
                Runtime.getRuntime().halt(ExitCode.SIGNAL + number);
            }
            interruption.request();
        });
    }

    /** Some terminals say 0 for unknown. */
    private static int columns() {
        int told = Integer.getInteger("conntorture.columns", 0);
        return told > 0 ? told : USUAL_COLUMNS;
    }

    private TerminalProgress terminal() {
        boolean terminal = Boolean.getBoolean("conntorture.terminal");
        boolean colour = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        return new TerminalProgress(log, new ProgressStyle(terminal, colour, quiet, columns()));
    }
}
