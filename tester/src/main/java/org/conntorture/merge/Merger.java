package org.conntorture.merge;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Shard;
import org.conntorture.plan.Target;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.Block;
import org.conntorture.result.BlockFile;
import org.conntorture.result.HistogramFile;
import org.conntorture.result.JsonText;
import org.conntorture.result.ResultDirectory;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.result.WallClock;

/** Puts the result directories of shards, and of watches on their server's host, together. One use, on one thread. */
public final class Merger {
    /** Shards whose evidence is in memory together, about 100 kB each. */
    private static final int AT_A_TIME = 32;

    private final RollCall call;
    private final List<WatchDirectory> watches;
    private final Instant start;
    private final Map<String, MergedTarget> targets = new LinkedHashMap<>();
    private final Map<String, MergedEvidence> evidence = new LinkedHashMap<>();
    private final MergedFailures failures = new MergedFailures();
    private final Map<Integer, ShardFigures> figures = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param gaps what keeps this from being the whole run, a sentence each
     * @param notes what else should be known
     */
    public record Merged(
            RunMeasurement measurement, Map<String, TargetEvidence> evidence, List<String> gaps, List<String> notes) {}

    /** A line of {@code shards.json}. */
    private record ShardFigures(
            int shard, String directory, boolean complete, long startedAfterNs, long attempts, long failures) {}

    private record ShardsFile(List<String> gaps, List<String> notes, List<String> watches, List<ShardFigures> shards) {}

    private record Environment(WallClock.Anchor clock) {}

    private Merger(RollCall call, List<WatchDirectory> watches) {
        this.call = call;
        this.watches = watches;
        this.start = RollCall.first(call.present());
        this.notes.addAll(call.notes());
        call.plan().targets().forEach(target -> targets.put(target.name(), new MergedTarget(target)));
    }

    /**
     * Reads all of {@code directories}, of shards and of watches.
     *
     * @throws IllegalArgumentException with one sentence where a directory is not what it should be
     */
    public static Merger read(List<Path> directories) throws IOException {
        List<WatchDirectory> watches = directories.stream()
                .filter(WatchDirectory::is)
                .map(WatchDirectory::open)
                .toList();
        List<ShardDirectory> shards = directories.stream()
                .filter(path -> !WatchDirectory.is(path))
                .map(ShardDirectory::open)
                .toList();
        Merger merger = new Merger(RollCall.of(shards), watches);
        merger.readAll();
        return merger;
    }

    /** Of the plan. */
    public String name() {
        return call.plan().name();
    }

    private void readAll() throws IOException {
        List<ShardDirectory> all = call.present();
        try {
            for (int i = 0; i < all.size(); i += AT_A_TIME) {
                List<ShardDirectory> some = all.subList(i, Math.min(all.size(), i + AT_A_TIME));
                some.parallelStream().forEach(this::readCounts);
                List<Map<String, TargetEvidence>> said =
                        some.parallelStream().map(ShardDirectory::evidence).toList();
                for (int k = 0; k < some.size(); k++) {
                    add(some.get(k), said.get(k));
                }
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        for (WatchDirectory watch : watches) {
            String name = watch.target(call.plan()).name();
            if (evidence.containsKey(name)) {
                evidence.get(name).addWatch(watch.evidence(), watch.timing(start));
            }
        }
    }

    /** Any thread. */
    private void readCounts(ShardDirectory shard) {
        Map<String, List<Block>> blocks = new LinkedHashMap<>();
        try {
            Path file = shard.path().resolve("blocks.jsonl");
            if (Files.exists(file)) {
                BlockFile.read(
                        file,
                        (target, block) -> blocks.computeIfAbsent(target, name -> new ArrayList<>())
                                .add(block));
            }
            blocks.forEach((name, all) ->
                    target(shard, name).addBlocks(all, shard.timing(start).afterNs()));
            note(shard, blocks);
            Path failed = shard.path().resolve("failures.jsonl");
            if (Files.exists(failed)) {
                failures.read(shard.shard(), failed);
            }
            // A turn that was cut off has its intervals alone.
            Path latencies = shard.path().resolve(shard.result().isPresent() ? "rounds.hlog" : "intervals.hlog");
            if (Files.exists(latencies)) {
                HistogramFile.read(
                        latencies,
                        (name, phase, startNs, histogram) ->
                                target(shard, name).addLatencies(round(blocks.get(name), startNs), phase, histogram));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException("'" + shard.path() + "' is damaged (" + broken.getMessage()
                    + "): leave it out, and see what is said of a missing shard");
        }
    }

    private MergedTarget target(ShardDirectory shard, String name) {
        MergedTarget target = targets.get(name);
        if (target == null) {
            throw new IllegalArgumentException("blocks of '" + name + "', which is no target of its plan");
        }
        return target;
    }

    private void note(ShardDirectory shard, Map<String, List<Block>> blocks) {
        List<Block> all = blocks.values().stream().flatMap(List::stream).toList();
        synchronized (figures) {
            figures.put(
                    shard.shard().index(),
                    new ShardFigures(
                            shard.shard().number(),
                            shard.path().toString(),
                            shard.result().isPresent(),
                            shard.timing(start).afterNs(),
                            all.stream().mapToLong(Block::attempts).sum(),
                            all.stream().mapToLong(Block::judgedFailures).sum()));
        }
    }

    private static int round(List<Block> blocks, long startNs) {
        int round = 1;
        for (Block block : blocks == null ? List.<Block>of() : blocks) {
            if (block.startNs() > startNs + HistogramFile.CLOCK_ERROR_NS) {
                break;
            }
            round = block.round();
        }
        return round;
    }

    private void add(ShardDirectory shard, Map<String, TargetEvidence> said) {
        shard.targets()
                .forEach((name, result) ->
                        targets.get(name).addResult(shard.shard().number(), result));
        said.forEach((name, one) ->
                evidence.computeIfAbsent(name, first -> new MergedEvidence()).add(one, shard.timing(start)));
    }

    /** Writes what they come to, but for the verdict. */
    public Merged write(ResultDirectory output) throws IOException {
        RunPlan plan = call.present().get(0).plan();
        RunPlan whole = plan.of(new Shard(0, 1, plan.shard().startAt()));
        Map<String, TargetEvidence> seen = new LinkedHashMap<>();
        evidence.forEach((name, one) -> seen.put(name, one.evidence()));
        Path path = output.path();
        output.write("plan.json", JsonText.indented(whole));
        output.write("environment.json", JsonText.indented(new Environment(new WallClock.Anchor(start, 0))));
        output.write("evidence.json", JsonText.indented(seen));
        output.write(
                "shards.json",
                JsonText.indented(new ShardsFile(
                        call.gaps(),
                        notes,
                        watches.stream().map(watch -> watch.path().toString()).toList(),
                        List.copyOf(figures.values()))));
        failures.write(path.resolve("failures.jsonl"));
        writeCounts(path);
        return new Merged(measurement(whole), seen, call.gaps(), notes);
    }

    private void writeCounts(Path path) throws IOException {
        try (HistogramFile rounds = new HistogramFile(path.resolve("rounds.hlog"), start.toEpochMilli());
                BufferedWriter lines = Files.newBufferedWriter(path.resolve("blocks.jsonl"))) {
            for (Map.Entry<String, MergedTarget> target : targets.entrySet()) {
                Map<Integer, Long> startNs = new TreeMap<>();
                for (Block block : target.getValue().blocks()) {
                    startNs.putIfAbsent(block.round(), block.startNs());
                    lines.write(BlockFile.line(target.getKey(), block));
                    lines.newLine();
                }
                for (var round : target.getValue().latencies().entrySet()) {
                    rounds.append(target.getKey(), startNs.getOrDefault(round.getKey(), 0L), 0, round.getValue());
                }
            }
        }
    }

    private RunMeasurement measurement(RunPlan whole) {
        List<TargetMeasurement> measured = new ArrayList<>();
        for (Target target : whole.targets()) {
            MergedTarget merged = targets.get(target.name());
            failures.firstJudged(target.name(), start, whole(call))
                    .ifPresent(first -> merged.firstFailure(first, underLoadNs(merged, first)));
            measured.add(merged.measurement());
        }
        return new RunMeasurement(
                whole,
                measured,
                false,
                null,
                call.present().stream()
                        .mapToLong(shard -> shard.timing(start).afterNs()
                                + shard.result()
                                        .map(ShardDirectory.Result::durationNs)
                                        .orElse(0L))
                        .max()
                        .orElse(0),
                call.present().stream()
                        .mapToLong(shard -> shard.result()
                                .map(ShardDirectory.Result::longestStallNs)
                                .orElse(0L))
                        .max()
                        .orElse(0));
    }

    private static int whole(RollCall call) {
        return call.present().get(0).shard().count();
    }

    /** How long the target had been under load when the attempt began. */
    private static long underLoadNs(MergedTarget target, FailureRecord failure) {
        return target.blocks().stream()
                .mapToLong(block -> Math.max(0, Math.min(failure.startNs() - block.startNs(), block.durationNs())))
                .sum();
    }
}
