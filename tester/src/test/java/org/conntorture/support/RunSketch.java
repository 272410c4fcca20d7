package org.conntorture.support;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.merge.ReopenedRun;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Expectation;
import org.conntorture.plan.Load;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Role;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.report.ResultJson;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.WallClock;
import org.conntorture.run.JudgedRun;
import org.conntorture.store.BlockFile;
import org.conntorture.store.HistogramFile;
import org.conntorture.store.JsonText;
import org.conntorture.store.ResultFile;
import org.conntorture.store.StoredRun;
import org.conntorture.verdict.Judge;
import org.conntorture.verdict.Judgement;

/** The result directory of a run that never was, made up from a seed: as long, as wide and as bad as is asked for. */
public final class RunSketch {
    private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");
    private static final long SECOND_NS = BlockSketch.SECOND_NS;
    private static final int MOST_LOGGED = 10_000;
    private static final int POOL = 12;

    private final Path path;
    private final Random random = new Random(7);
    public int targets = 2;
    public int rounds = 4;
    public int secondsOfTurn = 5;
    /** In each second. */
    public long attempts = 1_000;
    /** Of the attempts of the last target, those that fail in each second. */
    public long failures = 0;

    /** In place of the last target alone. */
    public boolean allFail;

    public FailureKind kind = FailureKind.CONNECT_TIMEOUT;
    public List<Expectation> expectations = List.of();
    public String description = "made up";
    private final List<String> histograms = new ArrayList<>();

    public RunSketch(Path path) {
        this.path = path;
    }

    private RunPlan plan() {
        Load load = LoadSketch.of(one -> one.duration(Duration.ofSeconds((long) secondsOfTurn * rounds)));
        List<Target> all = new ArrayList<>();
        for (int i = 0; i < targets; i++) {
            Role role = targets == 1 || i >= targets / 2 ? Role.SUBJECT : Role.CONTROL;
            Origin origin = new Origin.Address(new InetSocketAddress("192.0.2.1", 8000 + i));
            all.add(TargetSketch.of(name(i), one -> {
                one.role = role;
                one.origin = origin;
            }));
        }
        return new RunPlan("sketch", description, rounds, load, all).expecting(expectations);
    }

    private static String name(int target) {
        return "target-" + target;
    }

    /** All but result.json, as a run that was killed leaves it. */
    public RunSketch writeKilled() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("plan.json"), JsonText.indented(plan()));
        Files.writeString(
                path.resolve("environment.json"),
                JsonText.indented(Map.of(
                        "clock",
                        new WallClock.Anchor(START, 0),
                        "sysctl",
                        Map.of("net.ipv4.ip_local_port_range", "32768\t60999", "net.ipv4.tcp_syn_retries", "6"))));
        Files.writeString(path.resolve(StoredRun.COMMAND), "./conntorture run 'sketch <b>.yaml'\n");
        makeHistograms();
        try (BufferedWriter blocks = Files.newBufferedWriter(path.resolve("blocks.jsonl"));
                BufferedWriter logged = Files.newBufferedWriter(path.resolve("failures.jsonl"));
                BufferedWriter seconds = Files.newBufferedWriter(path.resolve("evidence.jsonl"));
                BufferedWriter intervals = log("intervals.hlog");
                BufferedWriter turns = log("rounds.hlog")) {
            Writers writers = new Writers(blocks, logged, seconds, intervals);
            long ns = 0;
            for (int round = 1; round <= rounds; round++) {
                for (int target = 0; target < targets; target++) {
                    long turnNs = ns;
                    for (int second = 0; second < secondsOfTurn; second++) {
                        second(writers, round, target, ns);
                        ns += SECOND_NS;
                    }
                    if (attempts > failuresOf(target)) {
                        line(turns, target, "connect", turnNs);
                        line(turns, target, "read", turnNs);
                    }
                    if (failuresOf(target) > 0) {
                        line(turns, target, "failed-connect", turnNs);
                    }
                }
            }
        }
        return this;
    }

    /** With the result.json of what the files come to. */
    public RunSketch write() throws IOException {
        writeKilled();
        Path result = path.resolve(ResultFile.NAME);
        // Only one that has a result.json was not cut off; that it has one is all that is read before it is judged.
        Files.writeString(
                result, JsonText.indented(Map.of("schemaVersion", ResultFile.SCHEMA_VERSION, "targets", List.of())));
        JudgedRun judged = judged(path);
        Files.writeString(
                result,
                ResultJson.of(
                        judged.measurement(),
                        judged.diagnosis(),
                        judged.judgement(),
                        judged.judgement().verdict().exitCode()));
        return this;
    }

    public static JudgedRun judged(Path path) throws IOException {
        ReopenedRun.Reopened reopened = ReopenedRun.of(StoredRun.open(path), List.of());
        Diagnosis diagnosis = Diagnosis.of(reopened.measurement(), reopened.evidence(), reopened.captured());
        Judgement judgement = Judge.judge(reopened.measurement(), diagnosis);
        return new JudgedRun(reopened.measurement(), diagnosis, judgement, null);
    }

    private record Writers(
            BufferedWriter blocks, BufferedWriter failures, BufferedWriter seconds, BufferedWriter intervals) {}

    private final Map<Integer, Integer> logged = new LinkedHashMap<>();

    private long failuresOf(int target) {
        return allFail || target == targets - 1 ? Math.min(failures, attempts) : 0;
    }

    private void second(Writers writers, int round, int target, long ns) throws IOException {
        long failed = failuresOf(target);
        List<FailureCount> counts = failed == 0 ? List.of() : List.of(new FailureCount(kind, Phase.CONNECT, 0, failed));
        Block block = BlockSketch.of(attempts, one -> {
            one.round = round;
            one.startNs = ns;
            one.failures = counts;
        });
        writers.blocks.write(BlockFile.line(name(target), block));
        writers.blocks.newLine();
        for (long i = 0; i < failed && logged.getOrDefault(target, 0) < MOST_LOGGED; i++) {
            int attempt = logged.merge(target, 1, Integer::sum);
            writers.failures.write("{\"target\":\"" + name(target) + "\",\"attempt\":" + attempt
                    + ",\"kind\":\"" + kind.id()
                    + "\",\"phase\":\"connect\",\"errno\":null,\"blame\":\"" + kind.blame() + "\",\"time\":\""
                    + START.plusNanos(ns + random.nextInt(1_000_000_000)) + "\",\"sourceAddress\":\"192.0.2.7\","
                    + "\"sourcePort\":" + (32_768 + random.nextInt(28_000)) + ",\"durationNs\":"
                    + (1 + random.nextInt(10)) * SECOND_NS
                    + ",\"retransmits\":3,\"detail\":\"<script>alert(1)</script>\"}\n");
        }
        writers.seconds.write("{\"target\":\"" + name(target) + "\",\"time\":\"" + START.plusNanos(ns + SECOND_NS)
                + "\",\"moved\":{\"TcpActiveOpens\":" + attempts + ",\"TcpExtListenOverflows\":"
                + (1 + random.nextInt(9))
                + ",\"TcpExtTCPSynRetrans\":" + random.nextInt(30) + ",\"TcpInSegs\":" + 5 * attempts
                + "},\"acceptQueues\":[" + random.nextInt(128) + "]}\n");
        if (attempts > failed) {
            line(writers.intervals, target, "connect", ns);
            line(writers.intervals, target, "read", ns);
            line(writers.intervals, target, "attempt", ns);
        }
    }

    private void line(BufferedWriter log, int target, String phase, long ns) throws IOException {
        log.write(String.format(
                Locale.ROOT,
                "Tag=%s/%s,%.3f,1.000,9.000,%s%n",
                name(target),
                phase,
                ns / 1e9,
                histograms.get(random.nextInt(POOL))));
    }

    private BufferedWriter log(String name) throws IOException {
        BufferedWriter log = Files.newBufferedWriter(path.resolve(name));
        log.write("#[Histogram log format version 1.3]\n#[StartTime: " + START.toEpochMilli() / 1000
                + ".000 (seconds since epoch), then]\n");
        return log;
    }

    private void makeHistograms() throws IOException {
        Path file = path.resolve("pool.hlog");
        try (HistogramFile pool = new HistogramFile(file, START.toEpochMilli())) {
            for (int i = 0; i < POOL; i++) {
                Histogram histogram = new Histogram(1_000, 3_600_000_000_000L, 3);
                for (long attempt = 0; attempt < Math.min(attempts, 2_000); attempt++) {
                    boolean again = random.nextInt(50) == 0;
                    histogram.recordValue(
                            (long) (40_000 * Math.exp(1.2 * random.nextGaussian())) + (again ? SECOND_NS : 0));
                }
                if (attempts > 0) {
                    pool.append("t", 0, SECOND_NS, Map.of("connect", histogram));
                }
            }
        }
        Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("Tag="))
                .forEach(line -> histograms.add(line.substring(line.lastIndexOf(',') + 1)));
        Files.delete(file);
    }
}
