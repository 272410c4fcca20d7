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
import org.conntorture.plan.Origin;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Shard;
import org.conntorture.plan.Target;
import org.conntorture.result.Block;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.result.WallClock;
import org.conntorture.store.BlockFile;
import org.conntorture.store.DamagedFileException;
import org.conntorture.store.EnvironmentFile;
import org.conntorture.store.EvidenceFile;
import org.conntorture.store.Extent;
import org.conntorture.store.FailureFile;
import org.conntorture.store.HistogramFile;
import org.conntorture.store.JsonText;
import org.conntorture.store.PlanFile;
import org.conntorture.store.ResultDirectory;
import org.conntorture.store.ResultFile;
import org.conntorture.store.ShardsFile;
import org.conntorture.store.StoredRun;
import org.conntorture.store.StoredWatch;

/** Puts the result directories of shards, and of watches on their server's host, together. One use, on one thread. */
public final class Merger {
    private final RollCall call;
    private final List<JoiningWatch> watches;
    private final Instant start;
    private final Map<String, MergedTarget> targets = new LinkedHashMap<>();
    private final Map<String, MergedEvidence> evidence = new LinkedHashMap<>();
    private final MergedFailures failures;
    private final Map<Integer, ShardsFile.Figures> figures = new TreeMap<>();
    private final Map<Integer, Span> spans = new TreeMap<>();
    private final Map<Integer, List<String>> damage = new TreeMap<>();
    private final Map<String, StoredWatch> watched = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param watched the watch on the host of each target that has one, by the target's name
     * @param gaps what keeps this from being the whole run, a sentence each
     * @param notes what else should be known
     */
    public record Merged(
            RunMeasurement measurement,
            Map<String, TargetEvidence> evidence,
            Map<String, StoredWatch> watched,
            List<String> gaps,
            List<String> notes) {}

    private record Environment(WallClock.Anchor clock) {}

    private Merger(RollCall call, List<JoiningWatch> watches) {
        this.call = call;
        this.watches = watches;
        this.failures = new MergedFailures(call.plan().targets().size());
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
        List<JoiningWatch> watches = directories.stream()
                .filter(StoredWatch::is)
                .map(StoredWatch::new)
                .map(JoiningWatch::open)
                .toList();
        List<StoredRun> shards = directories.stream()
                .filter(path -> !StoredWatch.is(path))
                .map(Merger::open)
                .toList();
        shards.forEach(Merger::requireAddresses);
        Merger merger = new Merger(RollCall.of(shards), watches);
        merger.readAll();
        return merger;
    }

    /** Its small files are read, so that any thread may have them. */
    private static StoredRun open(Path path) {
        if (!StoredRun.is(path)) {
            throw new IllegalArgumentException("'" + path + "' is no result directory, as it has no plan.json: give the"
                    + " directories that the shards named at their ends");
        }
        StoredRun shard = StoredRun.open(path);
        try {
            shard.plan();
            shard.clock();
            shard.result();
            return shard;
        } catch (DamagedFileException damaged) {
            throw new IllegalArgumentException(
                    damaged.where() + " is damaged or cannot be merged (" + damaged.what() + ")", damaged);
        }
    }

    private static void requireAddresses(StoredRun shard) {
        if (shard.plan().targets().stream().anyMatch(target -> !(target.origin() instanceof Origin.Address))) {
            throw new IllegalArgumentException(
                    "plan.json of '" + shard.directory() + "' is damaged or cannot be merged (a target"
                            + " was started by the tester itself, and only runs against addresses can be merged)");
        }
    }

    /** Of the plan. */
    public String name() {
        return call.plan().name();
    }

    private void readAll() throws IOException {
        try {
            call.present().parallelStream().forEach(this::readCounts);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        } catch (IllegalArgumentException damaged) {
            // Out of another thread it comes wrapped in one of its kind.
            throw damaged.getCause() instanceof IllegalArgumentException own ? own : damaged;
        }
        List<String> silent = new ArrayList<>();
        // One after the other: that of a shard that fails all the time is large.
        for (StoredRun shard : call.present()) {
            Map<String, TargetEvidence> said = shard.evidence();
            if (said.isEmpty()) {
                silent.add(String.valueOf(shard.plan().shard().number()));
            }
            said.forEach((name, one) -> {
                evidence.computeIfAbsent(name, first -> new MergedEvidence())
                        .add(one, Timing.of(shard, start), shard.environment().network());
            });
            shard.result()
                    .map(ResultFile::targets)
                    .orElse(List.of())
                    .forEach(result -> target(shard, result.name())
                            .addResult(shard.plan().shard().number(), result));
        }
        if (!silent.isEmpty() && !evidence.isEmpty()) {
            notes.add("there is no evidence of shard " + String.join(", ", silent) + ": causes rest on the others");
        }
        evidence.values().forEach(one -> one.settleHost(spans));
        watches.forEach(this::join);
    }

    private void join(JoiningWatch watch) {
        Target target = watch.target(call.plan());
        MergedEvidence of = evidence.get(target.name());
        String whyNot = of == null
                ? "the shards have no evidence beside it"
                : !spans.values().stream().allMatch(watch.span(start)::covers)
                        ? "it was not there for the whole load, or clocks are apart"
                        : of.isWatched() ? "there is another of the same target" : null;
        if (whyNot == null) {
            of.addWatch(watch.evidence(), watch.timing(start));
            watched.put(target.name(), watch.stored());
        } else {
            notes.add("the watch in '" + watch.directory() + "' was left out: " + whyNot);
        }
    }

    /** Any thread. */
    private void readCounts(StoredRun shard) {
        try {
            ShardCounts counts = ShardCounts.read(
                    shard,
                    (name, phase, round, latencies) -> target(shard, name).addLatencies(round, phase, latencies));
            counts.blocks()
                    .forEach((name, all) -> target(shard, name)
                            .addBlocks(all, Timing.of(shard, start).afterNs()));
            if (failures.read(shard.plan().shard(), shard) == Extent.MISSING) {
                counts.damage().add("has no " + FailureFile.NAME);
            }
            note(shard, counts);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (IllegalArgumentException broken) {
            String what = broken instanceof DamagedFileException damaged ? damaged.what() : broken.getMessage();
            throw new IllegalArgumentException("'" + shard.directory() + "' is damaged (" + what
                    + "): leave it out, and see what is said of a missing shard");
        }
    }

    private MergedTarget target(StoredRun shard, String name) {
        MergedTarget target = targets.get(name);
        if (target == null) {
            throw new IllegalArgumentException(
                    "'" + shard.directory() + "' has figures of '" + name + "', which is no target" + " of its plan");
        }
        return target;
    }

    private synchronized void note(StoredRun shard, ShardCounts counts) {
        int index = shard.plan().shard().index();
        spans.put(index, counts.span(Timing.of(shard, start)));
        // What a shard that was cut off lacks is told already.
        if (shard.result().isPresent()) {
            counts.damage()
                    .forEach(what -> damage.computeIfAbsent(index, first -> new ArrayList<>())
                            .add("shard " + shard.plan().shard().number() + " " + what + " ('" + shard.directory()
                                    + "')"));
        }
        figures.put(
                index,
                new ShardsFile.Figures(
                        shard.plan().shard().number(),
                        shard.directory().toString(),
                        shard.result().isPresent(),
                        Timing.of(shard, start).afterNs(),
                        counts.attempts(),
                        counts.failures()));
    }

    private List<String> gaps() {
        List<String> all = new ArrayList<>(call.gaps());
        damage.values().forEach(all::addAll);
        return all;
    }

    /** Writes what they come to, but for the verdict. */
    public Merged write(ResultDirectory output) throws IOException {
        RunPlan plan = call.present().get(0).plan();
        RunPlan whole = plan.of(new Shard(0, 1, plan.shard().startAt()));
        Map<String, TargetEvidence> seen = new LinkedHashMap<>();
        evidence.forEach((name, one) -> seen.put(name, one.evidence()));
        Path path = output.path();
        output.write(PlanFile.NAME, JsonText.indented(whole));
        output.write(EnvironmentFile.NAME, JsonText.indented(new Environment(new WallClock.Anchor(start, 0))));
        output.write(EvidenceFile.TOTAL, JsonText.indented(seen));
        output.write(
                ShardsFile.NAME,
                JsonText.indented(new ShardsFile(
                        gaps(),
                        notes,
                        watches.stream()
                                .map(watch -> watch.directory().toString())
                                .toList(),
                        List.copyOf(figures.values()))));
        failures.write(path.resolve(FailureFile.NAME), whole(call));
        writeCounts(path);
        return new Merged(measurement(whole), seen, watched, gaps(), notes);
    }

    private void writeCounts(Path path) throws IOException {
        try (HistogramFile rounds = new HistogramFile(path.resolve(HistogramFile.ROUNDS), start.toEpochMilli());
                BufferedWriter lines = Files.newBufferedWriter(path.resolve(BlockFile.NAME))) {
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
                    .ifPresent(first -> merged.firstFailure(first, ShardCounts.underLoadNs(merged.blocks(), first)));
            measured.add(merged.measurement());
        }
        return new RunMeasurement(
                whole,
                measured,
                false,
                trouble(),
                call.present().stream()
                        .mapToLong(shard -> Timing.of(shard, start).afterNs()
                                + shard.result().map(ResultFile::durationNs).orElse(0L))
                        .max()
                        .orElse(0),
                call.present().stream()
                        .mapToLong(shard ->
                                shard.result().map(ResultFile::longestStallNs).orElse(0L))
                        .max()
                        .orElse(0));
    }

    /** Of the first shard that could not finish; null where all did. */
    private String trouble() {
        return call.present().stream()
                .flatMap(shard -> shard
                        .result()
                        .map(ResultFile::whyUnfinished)
                        .map(trouble -> "shard " + shard.plan().shard().number() + ": " + trouble)
                        .stream())
                .findFirst()
                .orElse(null);
    }

    private static int whole(RollCall call) {
        return call.present().get(0).plan().shard().count();
    }
}
