import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.store.BlockFile;
import org.conntorture.store.HistogramFile;

/**
 * Makes result directories of shards that ran for an hour, by the shape of one real shard: Shards MODEL DIR COUNT SECONDS.
 * Each has two targets in four rounds, a block for each second, a hundred failures, and the host evidence of the model.
 */
final class Shards {
    private static final List<String> TARGETS = List.of("control", "subject");
    private static final Pattern TIME = Pattern.compile("\"time\" : \"([^\"]*)\"");
    private static final int ROUNDS = 4;
    private static final int FAILURES = 100;

    public static void main(String[] arguments) throws Exception {
        Path model = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[2]);
        for (int i = 0; i < count; i++) {
            Path directory = Files.createDirectories(Path.of(arguments[1], "shard-" + (i + 1)));
            make(model, directory, i, count, Integer.parseInt(arguments[3]));
        }
    }

    private static void make(Path model, Path directory, int index, int count, int seconds) throws Exception {
        Random random = new Random(index);
        String plan = Files.readString(model.resolve("plan.json"));
        Files.writeString(
                directory.resolve("plan.json"),
                plan.replaceFirst("\"index\" : 0", "\"index\" : " + index)
                        .replaceFirst("\"count\" : 1\\b", "\"count\" : " + count));
        for (String file : List.of("environment.json", "evidence.json", "result.json")) {
            Files.copy(model.resolve(file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Matcher clock = TIME.matcher(Files.readString(model.resolve("environment.json")));
        clock.find();
        Instant start = Instant.parse(clock.group(1));
        try (BufferedWriter blocks = Files.newBufferedWriter(directory.resolve("blocks.jsonl"));
                BufferedWriter failures = Files.newBufferedWriter(directory.resolve("failures.jsonl"));
                HistogramFile rounds = new HistogramFile(directory.resolve("rounds.hlog"), start.toEpochMilli())) {
            long atNs = 0;
            int blocksEach = seconds / TARGETS.size() / ROUNDS;
            for (int round = 1; round <= ROUNDS; round++) {
                for (String target : TARGETS) {
                    rounds.append(target, atNs, blocksEach * 1_000_000_000L, latencies(random));
                    for (int block = 0; block < blocksEach; block++) {
                        boolean fails = target.equals("subject") && block % (blocksEach * ROUNDS / FAILURES + 1) == 0;
                        List<FailureCount> failed =
                                fails ? List.of(new FailureCount(FailureKind.NO_REPLY, Phase.READ, 0, 1)) : List.of();
                        long attempts = 9_000 + random.nextInt(2_000);
                        Block one =
                                new Block(round, atNs, 1_000_000_000, attempts, failed, 0, false, null, List.of());
                        blocks.write(BlockFile.line(target, one));
                        blocks.newLine();
                        if (fails) {
                            failures.write("{\"target\":\"subject\",\"attempt\":" + (block + 1)
                                    + ",\"kind\":\"no-reply\",\"phase\":\"read\",\"errno\":null,\"blame\":\"TARGET\",\"time\":\""
                                    + start.plusNanos(atNs + random.nextInt(1_000_000_000))
                                    + "\",\"sourceAddress\":\"192.0.2.1\",\"sourcePort\":40000,\"durationNs\":1000000000,"
                                    + "\"retransmits\":0,\"detail\":null}");
                            failures.newLine();
                        }
                        atNs += 1_000_000_000;
                    }
                }
            }
        }
    }

    private static Map<String, Histogram> latencies(Random random) {
        Map<String, Histogram> phases = new TreeMap<>();
        for (String phase : List.of("connect", "read", "attempt")) {
            Histogram histogram = new Histogram(1_000, 3_600_000_000_000L, 3);
            for (int i = 0; i < 20_000; i++) {
                histogram.recordValueWithCount((long) (50_000 * Math.exp(random.nextGaussian())), 200);
            }
            phases.put(phase, histogram);
        }
        return phases;
    }
}
