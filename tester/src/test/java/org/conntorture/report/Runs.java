package org.conntorture.report;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.diagnosis.Exclusion;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Disturbance;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Ready;
import org.conntorture.plan.Role;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.result.TargetMeasurement.Status;
import org.conntorture.support.BlockSketch;
import org.conntorture.support.Failures;
import org.conntorture.support.LoadSketch;
import org.conntorture.support.MeasurementSketch;
import org.conntorture.support.TargetSketch;
import org.conntorture.verdict.FailureRate;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.Verdict;

/** The incident's comparison as it is measured, and the pieces it is made of. */
final class Runs {

    static final FailureRate CLEAN = new FailureRate(0, 0, 0.000049);

    private Runs() {}

    static Target target(String name, Role role) {
        return TargetSketch.of(name, one -> {
            one.role = role;
            one.optional = true;
        });
    }

    static LoadSketch load() {
        LoadSketch load = new LoadSketch();
        load.threads = 2;
        load.duration(Duration.ofSeconds(30));
        load.warmup = Duration.ofSeconds(2);
        return load;
    }

    static Target reloaded(String name, String undisturbed) {
        Origin.Command command = new Origin.Command(
                "npm ci",
                "pm2 start echo.js -i 2",
                "pm2 kill",
                "pm2 --version",
                Map.of("PM2_HOME", "pm2-home"),
                Path.of("reference-servers/node"),
                0,
                Ready.DEFAULT);
        Disturbance reload =
                new Disturbance(Duration.ofSeconds(3), "pm2 reload all", "it is reloaded", Duration.ofSeconds(30));
        return TargetSketch.of(name, one -> {
            one.origin = command;
            one.optional = true;
            one.requires = Map.of("npm", "npm", "node", "nodejs");
            one.disturbance = reload;
            one.undisturbed = undisturbed;
        });
    }

    static Map<String, LatencySummary> phases(long p50Ns) {
        return Map.of(
                "connect", new LatencySummary(60_000, p50Ns, p50Ns * 13 / 10, p50Ns * 25 / 10, p50Ns * 20, p50Ns * 66),
                "read", new LatencySummary(60_000, p50Ns, p50Ns * 2, p50Ns * 34 / 10, p50Ns * 30, p50Ns * 90));
    }

    static Block block(long attempts, int disturbances, FailureCount... failures) {
        return BlockSketch.of(attempts, one -> {
            one.failures = List.of(failures);
            one.disturbances = disturbances;
        });
    }

    private static TargetMeasurement clean(String name, Role role, long attempts, long p50Ns) {
        return MeasurementSketch.of(target(name, role), one -> {
            one.address = "127.0.0.1:40001";
            one.blocks = List.of(block(attempts, 0));
            one.repliesMatched = attempts;
            one.phases = phases(p50Ns);
        });
    }

    private static TargetMeasurement skipped(String name, String reason) {
        return MeasurementSketch.of(target(name, Role.SUBJECT), one -> {
            one.status = Status.SKIPPED;
            one.reason = reason;
        });
    }

    /** Two of the failures of pm2-reload are resets, the rest of them were never answered; two are the tester's. */
    static RunMeasurement incident() {
        List<Block> blocks = List.of(
                block(30_000, 6, new FailureCount(FailureKind.NO_REPLY, Phase.READ, Errno.NONE, 8)),
                block(
                        31_000,
                        6,
                        new FailureCount(FailureKind.NO_REPLY, Phase.READ, Errno.NONE, 7),
                        new FailureCount(FailureKind.RESET, Phase.READ, Errno.ECONNRESET, 2),
                        new FailureCount(FailureKind.PORTS_EXHAUSTED, Phase.CONNECT, Errno.EADDRNOTAVAIL, 2)));
        InetSocketAddress source = new InetSocketAddress("127.0.0.1", 40_123);
        FailureRecord first = Failures.atOnce(1_843, FailureKind.NO_REPLY, Phase.READ, 0, source, "what was seen");
        TargetMeasurement reloaded = MeasurementSketch.of(reloaded("pm2-reload", "pm2"), one -> {
            one.address = "127.0.0.1:40005";
            one.blocks = blocks;
            one.firstFailure = first;
            one.firstFailureNs = 900_000_000;
            one.repliesMatched = 60_981;
            one.phases = phases(60_000);
        });
        List<TargetMeasurement> targets = List.of(
                clean("java", Role.CONTROL, 75_250, 44_000),
                clean("go", Role.CONTROL, 74_903, 47_000),
                clean("node", Role.CONTROL, 70_118, 52_000),
                skipped(
                        "node-cluster",
                        "node is not on the PATH of the tester; install the package nodejs with the package manager of"
                                + " this host, then run again"),
                clean("pm2", Role.SUBJECT, 61_377, 58_000),
                reloaded);
        return run(targets);
    }

    static RunMeasurement run(List<TargetMeasurement> targets) {
        return run(load(), targets);
    }

    static RunMeasurement runAtRate(double perSecond, TargetMeasurement target) {
        LoadSketch load = load();
        load.rate = perSecond;
        return run(load, List.of(target));
    }

    private static RunMeasurement run(LoadSketch load, List<TargetMeasurement> targets) {
        RunPlan plan = new RunPlan(
                "go-vs-node-vs-pm2",
                "the comparison of the incident",
                4,
                load.build(),
                targets.stream().map(TargetMeasurement::target).toList());
        return new RunMeasurement(plan, targets, false, null, 182_400_000_000L, 2_000_000);
    }

    static Diagnosis incidentDiagnosis() {
        Cause cause = new Cause(
                CauseId.LOST_IN_HANDOVER,
                Confidence.CERTAIN,
                15,
                List.of("connected and wrote, no reply; 5 bytes unread, owned by pid 19720"),
                List.of(new Exclusion(CauseId.PROCESS_PAUSED, "never seen stopped")));
        CapturedAttempt captured = new CapturedAttempt(
                1_843,
                FailureKind.NO_REPLY,
                Path.of("failures/1.pcap"),
                "SYN, SYN-ACK, ACK, FIN +5.00 s",
                Optional.empty());
        return new Diagnosis(Map.of("pm2-reload", List.of(cause)), Map.of("pm2-reload", List.of(captured)), Map.of());
    }

    static Judgement incidentJudgement() {
        String text = "loses connections while it is reloaded (17 of 61,000; first at attempt 1,843 after 0.9 s)";
        return new Judgement(
                Verdict.FAIL,
                "FAIL: pm2-reload " + text + "; pm2 left alone and the controls java, go and node are clean, at numbers"
                        + " that would have shown it.",
                List.of(
                        new Finding("java", "is clean: 0 of 75,250 attempts failed", Verdict.PASS),
                        new Finding("node-cluster", "skipped: node is not on the PATH", Verdict.PASS),
                        new Finding("pm2-reload", text, Verdict.FAIL, null, true),
                        new Finding(
                                "pm2-reload",
                                "had 2 attempts without a free source port: widen net.ipv4.ip_local_port_range, or"
                                        + " give more --source addresses",
                                Verdict.INCONCLUSIVE)),
                Map.of(
                        "java", CLEAN,
                        "go", CLEAN,
                        "node", new FailureRate(0, 0, 0.000053),
                        "pm2", new FailureRate(0, 0, 0.00006),
                        "pm2-reload", new FailureRate(17 / 61_000.0, 0.00016, 0.000451)));
    }
}
