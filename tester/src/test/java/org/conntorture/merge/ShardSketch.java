package org.conntorture.merge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Load;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Shard;
import org.conntorture.plan.Target;
import org.conntorture.result.Begun;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.Hiccup;
import org.conntorture.result.WallClock;
import org.conntorture.store.BlockFile;
import org.conntorture.store.HistogramFile;
import org.conntorture.store.JsonText;
import org.conntorture.support.BlockSketch;
import org.conntorture.support.LoadSketch;
import org.conntorture.support.TargetSketch;

/** The result directory of a shard with two rounds of one target, made up from a seed. */
final class ShardSketch {
    static final Instant START = Instant.parse("2026-11-26T10:00:00Z");
    private static final long SECOND_NS = BlockSketch.SECOND_NS;
    private static final List<FailureKind> KINDS = List.of(
            FailureKind.NO_REPLY,
            FailureKind.CONNECT_TIMEOUT,
            FailureKind.DESCRIPTORS_EXHAUSTED,
            FailureKind.TESTER_STALLED);

    final Shard shard;
    final Path path;
    /** All that it wrote. */
    final List<Block> blocks = new ArrayList<>();

    final Map<String, Histogram> total = new LinkedHashMap<>();
    final List<Instant> failureTimes = new ArrayList<>();
    int workers = 5;
    int eventLoops = 1;
    String status = "ran";
    long lateNs;
    /** In the place of chance. */
    Map<FailureKind, Integer> failuresOfASecond;

    private final Random random;

    ShardSketch(Path parent, int index, int count, long seed) {
        this.shard = new Shard(index, count, null);
        this.path = parent.resolve("shard-" + index);
        this.random = new Random(seed * 1000 + index);
        this.lateNs = random.nextInt(1_000_000_000);
    }

    RunPlan plan() {
        Load load = LoadSketch.of(one -> {
            one.workers = workers;
            one.threads = eventLoops;
            one.duration(Duration.ofSeconds(20));
        });
        Target target = TargetSketch.at("subject", new InetSocketAddress("192.0.2.1", 8085));
        return new RunPlan("sharded", "", 2, load, List.of(target)).of(shard);
    }

    Instant began() {
        return START.plusNanos(lateNs);
    }

    ShardSketch write() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("plan.json"), JsonText.indented(plan()));
        long nanoTime = random.nextLong(1L << 50);
        Files.writeString(
                path.resolve("environment.json"),
                JsonText.indented(Map.of("clock", new WallClock.Anchor(began(), nanoTime))));
        List<String> lines = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        try (HistogramFile rounds = new HistogramFile(path.resolve("rounds.hlog"), began().toEpochMilli())) {
            for (int round = 1; round <= 2; round++) {
                int seconds = 1 + random.nextInt(4);
                long turnNs = (round - 1) * 10 * SECOND_NS;
                Map<String, Histogram> ofTurn = new LinkedHashMap<>();
                for (int i = 0; i < seconds; i++) {
                    Block block = block(round, turnNs + i * SECOND_NS, failures);
                    blocks.add(block);
                    lines.add(BlockFile.line("subject", block));
                    record(ofTurn, "connect", (int) block.attempts());
                    record(ofTurn, "read", (int) block.attempts() / 2);
                }
                ofTurn.forEach((phase, one) ->
                        total.computeIfAbsent(phase, first -> empty()).add(one));
                rounds.append("subject", turnNs, seconds * SECOND_NS, ofTurn);
            }
        }
        Files.write(path.resolve("blocks.jsonl"), lines);
        Files.write(path.resolve("failures.jsonl"), failures);
        Files.writeString(path.resolve("result.json"), result());
        return this;
    }

    static Histogram empty() {
        return new Histogram(1_000, 3_600_000_000_000L, 3);
    }

    private void record(Map<String, Histogram> phases, String phase, int count) {
        Histogram histogram = phases.computeIfAbsent(phase, first -> empty());
        for (int i = 0; i < count; i++) {
            histogram.recordValue((long) (1_000 + 50_000 * Math.exp(2 * random.nextGaussian())));
        }
    }

    private Block block(int round, long startNs, List<String> failures) {
        List<FailureCount> failed = new ArrayList<>();
        for (FailureKind kind : KINDS) {
            int count = failuresOfASecond != null
                    ? failuresOfASecond.getOrDefault(kind, 0)
                    : random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
            for (int i = 0; i < count; i++) {
                Instant time = began().plusNanos(startNs + random.nextInt(1_000_000_000));
                failureTimes.add(time);
                failures.add("{\"target\":\"subject\",\"attempt\":" + (1 + random.nextInt(100)) + ",\"kind\":\""
                        + kind.id() + "\",\"phase\":\"read\",\"errno\":null,\"time\":\"" + time
                        + "\",\"durationNs\":1000,\"detail\":null}");
            }
            if (count > 0) {
                failed.add(new FailureCount(kind, Phase.READ, 0, count));
            }
        }
        return BlockSketch.of(50 + random.nextInt(100), one -> {
            one.round = round;
            one.startNs = startNs;
            one.failures = failed;
            one.begun = new Begun(startNs, startNs + SECOND_NS - shard.index());
            one.hiccups = List.of(new Hiccup(startNs, 40_000_000 + shard.index()));
        });
    }

    private String result() {
        return JsonText.indented(Map.of(
                "schemaVersion",
                1,
                "interrupted",
                false,
                "durationNs",
                20 * SECOND_NS,
                "longestStallNs",
                1000L * (1 + shard.index()),
                "targets",
                List.of(Map.of(
                        "name",
                        "subject",
                        "address",
                        "192.0.2.1:8085",
                        "status",
                        status,
                        "attempts",
                        blocks.stream().mapToLong(Block::attempts).sum(),
                        "failures",
                        blocks.stream().mapToLong(Block::judgedFailures).sum(),
                        "unfinished",
                        1,
                        "repliesMatched",
                        10,
                        "statuses",
                        Map.of(200, 7, 504, 1 + shard.index())))));
    }
}
