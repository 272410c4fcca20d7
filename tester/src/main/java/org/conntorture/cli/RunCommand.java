package org.conntorture.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.conntorture.attempt.Transport;
import org.conntorture.capture.Capture;
import org.conntorture.conclusion.ExitCode;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.metrics.MetricsChoice;
import org.conntorture.plan.ConnectionUse;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Setting;
import org.conntorture.plan.Target;
import org.conntorture.reference.Kind;
import org.conntorture.run.Observation;
import org.conntorture.run.ProtocolCheck;
import org.conntorture.scenario.AdHocPlanner;
import org.conntorture.scenario.ExpectationParser;
import org.conntorture.scenario.PublicAddress;
import org.conntorture.scenario.ScenarioReader;
import org.conntorture.store.FinishedRun;
import org.conntorture.store.PlanFile;
import org.conntorture.store.StoredRun;
import org.conntorture.verdict.Comparer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code conntorture run}: plans, refuses what must be refused, and leaves the rest to {@link RunSession}. */
@Command(
        name = "run",
        description = {
            "Tortures targets in turn, compares subjects with controls and says who drops connections.",
            "TARGET is host:port, unix:/path or http://host:port/path; without an end it runs 30 seconds.",
            "On a terminal a screen shows how it goes; q ends the run in order, as the first Ctrl-C does (exit code 130)."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        showDefaultValues = false,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO|TARGET", arity = "1..*", description = "a scenario file, or targets")
    private List<String> what;

    @Option(
            names = "--control",
            paramLabel = "TARGET",
            description = "a trusted server to compare with; may be given again")
    private List<String> controls = List.of();

    @Mixin
    private LoadOptions load;

    @Option(names = "--var", paramLabel = "NAME=VALUE", description = "set a variable of the scenario")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Mixin
    private ShardOptions shard;

    @Mixin
    private OutputDirectory output;

    @Option(names = "--dry-run", description = "print the plan and send nothing")
    private boolean dryRun;

    @Option(names = "--allow-public", description = "allow targets on public addresses: only with their owner's leave")
    private boolean allowPublic;

    @Option(
            names = "--allow-blocking",
            description =
                    "allow a load for which the server may shut this host out, as MySQL does with max_connect_errors")
    private boolean allowBlocking;

    @Mixin
    private MetricsOptions metrics;

    @Option(names = "--capture", description = "keep the packets of the first failures of each kind (needs tcpdump)")
    private boolean capture;

    @Option(names = "--no-evidence", description = "do not look at the host beside the load, and so name no causes")
    private boolean noEvidence;

    @Option(
            names = "--no-trace",
            description = "do not ask the kernel's trace events for reasons of drops (on where root allows)")
    private boolean noTrace;

    @Option(
            names = "--no-probes",
            description = "make no further connections to a target that failed, once the load is over")
    private boolean noProbes;

    @Option(
            names = "--expect",
            paramLabel = "LIMIT",
            description = {
                "what every subject must keep, besides what the scenario expects: 'failures == 0', 'failure_rate < 0.01%%',",
                "'connect.p99 < 5ms', 'counter(TCPSynRetrans) == 0', 'no cause(stale-tuple)'; 'NAME: LIMIT' for one target"
            })
    private List<String> expected = List.of();

    @Mixin
    private ReportOptions reports;

    @Option(
            names = "--baseline",
            paramLabel = "DIR",
            description = "compare with the run in result directory DIR; what regressed since fails")
    private Path baseline;

    @Option(
            names = "--target-pid",
            paramLabel = "PID",
            description = "a process of the target, whose network namespace (container) is to be read")
    private Long targetPid;

    @Option(
            names = "--containers",
            description = "find the container of each address among those of this host, and read its namespace (root)")
    private boolean containers;

    @Option(
            names = {"-q", "--quiet"},
            description = "print the result and trouble only")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        RunPlan asked = isScenario() ? readScenario() : planTargets();
        ExpectationParser parser = new ExpectationParser(causes());
        RunPlan plan =
                shard.of(asked.expecting(expected.stream().map(parser::parse).toList()));
        if (!allowPublic) {
            PublicAddress.requireNone(plan, "--allow-public says that it is");
        }
        FinishedRun base = base(plan);
        MetricsChoice metricsChoice = metrics.choice();
        Main.quietenNetty();
        if (plan.targets().stream().allMatch(RunCommand::isIpv4)) {
            Transport.useIpv4Sockets();
        }
        Transport transport = Transport.choose(plan.load().transport(), plan.fitsIoUring());
        RunSession session = new RunSession(
                plan,
                transport,
                new PrintStream(System.err, true),
                quiet,
                scrutiny(),
                reports.wanted(Invocation.text(spec.commandLine().getParseResult())));
        if (dryRun) {
            System.out.print(session.planText());
            return ExitCode.PASS;
        }
        session.check();
        ProtocolCheck protocols = new ProtocolCheck(plan, isWorkloadChosen(plan), allowBlocking);
        protocols.before().forEach(session::note);
        int exitCode = session.run(() -> output.create(plan.nameOfShard()), metricsChoice, base);
        protocols.after().forEach(session::note);
        return exitCode;
    }

    /** Read and refused before any load is sent; null where none was given. */
    private FinishedRun base(RunPlan plan) {
        if (baseline == null) {
            return null;
        }
        FinishedRun base = FinishedRun.of(StoredRun.open(baseline));
        Comparer.requireComparable(base, PlanFile.of(plan));
        return base;
    }

    private static Set<String> causes() {
        return Arrays.stream(CauseId.values()).map(CauseId::id).collect(Collectors.toSet());
    }

    private Observation scrutiny() {
        if (targetPid != null && ProcessHandle.of(targetPid).isEmpty()) {
            throw new IllegalArgumentException("--target-pid " + targetPid
                    + " is no process of this host: 'docker inspect' or 'lsns -t net' tells");
        }
        if (capture && !dryRun) {
            Capture.whyNot().ifPresent(sentence -> {
                throw new IllegalArgumentException("--capture: " + sentence);
            });
        }
        return new Observation(
                !noEvidence,
                !noTrace,
                capture,
                !noProbes,
                containers,
                targetPid == null ? OptionalLong.empty() : OptionalLong.of(targetPid));
    }

    private boolean isScenario() {
        return what.stream().anyMatch(word -> word.endsWith(".yaml") || word.endsWith(".yml"));
    }

    private RunPlan planTargets() {
        if (!variables.isEmpty()) {
            throw new IllegalArgumentException("variables are for scenario files, not for targets given as addresses");
        }
        return new AdHocPlanner().plan(what, controls, load.settings());
    }

    private RunPlan readScenario() {
        if (what.size() > 1) {
            throw new IllegalArgumentException("give one scenario file or any number of targets, not both: " + what);
        }
        if (!controls.isEmpty()) {
            throw new IllegalArgumentException(
                    "--control is for targets given on the command line; a scenario names its controls itself");
        }
        return new ScenarioReader(new HashSet<>(Kind.ids()), causes())
                .read(Path.of(what.get(0)), load.settings(), variables);
    }

    /** What the tester starts itself listens on 127.0.0.1. */
    private static boolean isIpv4(Target target) {
        return target.origin()
                .knownInet()
                .map(known -> known.getAddress() instanceof Inet4Address)
                .orElse(true);
    }

    /** A scenario's author knows what the server speaks, as does who chose the workload. */
    private boolean isWorkloadChosen(RunPlan plan) {
        return isScenario()
                || load.settings().has(Setting.WORKLOAD)
                || !plan.load().manners().equals(ConnectionUse.PLAIN);
    }
}
