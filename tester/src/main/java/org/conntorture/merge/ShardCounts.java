package org.conntorture.merge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.Block;
import org.conntorture.store.BlockFile;
import org.conntorture.store.Extent;
import org.conntorture.store.HistogramFile;
import org.conntorture.store.HistogramScan;
import org.conntorture.store.ResultFile;
import org.conntorture.store.StoredRun;

/**
 * What one shard counted.
 *
 * @param blocks by target, in the order of time
 * @param damage what of its files is missing, cut off or not what its result.json says; half a sentence each
 */
record ShardCounts(Map<String, List<Block>> blocks, List<String> damage) {

    /** Also hands its latencies on, by target, phase and round. */
    static ShardCounts read(StoredRun shard, Latencies latencies) throws IOException {
        ShardCounts counts = new ShardCounts(new LinkedHashMap<>(), new ArrayList<>());
        counts.readBlocks(shard);
        Optional<ResultFile> result = shard.result();
        // A turn that was cut off has its intervals alone.
        counts.readLatencies(shard, result.isPresent() ? HistogramFile.ROUNDS : HistogramFile.INTERVALS, latencies);
        result.ifPresent(ended -> ended.targets().forEach(counts::compare));
        return counts;
    }

    interface Latencies {
        void take(String target, String phase, int round, HistogramScan.Counts counts);
    }

    private void readBlocks(StoredRun shard) throws IOException {
        Extent extent = shard.readBlocks((target, block) ->
                blocks.computeIfAbsent(target, name -> new ArrayList<>()).add(block));
        if (extent == Extent.MISSING) {
            damage.add("has no " + BlockFile.NAME);
        } else if (extent == Extent.CUT) {
            damage.add("has a " + BlockFile.NAME + " that ends in half a line");
        }
    }

    private void readLatencies(StoredRun shard, String log, Latencies latencies) throws IOException {
        Map<String, NavigableMap<Long, Integer>> rounds = rounds();
        Extent extent = shard.readLatencies(
                log,
                phase -> true,
                (target, phase, startNs, durationNs, counts) -> latencies.take(
                        target, phase, round(rounds.getOrDefault(target, new TreeMap<>()), startNs), counts));
        if (extent == Extent.MISSING) {
            damage.add("has no " + log);
        } else if (extent == Extent.CUT) {
            damage.add("has a " + log + " that is damaged or cut off");
        }
    }

    /** By target: where each round begins. */
    private Map<String, NavigableMap<Long, Integer>> rounds() {
        Map<String, NavigableMap<Long, Integer>> rounds = new LinkedHashMap<>();
        blocks.forEach((target, all) -> {
            int last = 0;
            for (Block block : all) {
                if (block.round() != last) {
                    rounds.computeIfAbsent(target, name -> new TreeMap<>()).put(block.startNs(), block.round());
                    last = block.round();
                }
            }
        });
        return rounds;
    }

    private static int round(NavigableMap<Long, Integer> rounds, long startNs) {
        Map.Entry<Long, Integer> round = rounds.floorEntry(startNs + HistogramFile.CLOCK_ERROR_NS);
        return round == null ? 1 : round.getValue();
    }

    private void compare(ResultFile.Target result) {
        List<Block> counted = blocks.getOrDefault(result.name(), List.of());
        long attempts = counted.stream().mapToLong(Block::attempts).sum();
        long failures = counted.stream().mapToLong(Block::judgedFailures).sum();
        if (attempts != result.attempts() || failures != result.failures()) {
            damage.add("counts " + failures + " of " + attempts + " attempts of '" + result.name()
                    + "' failed in its blocks.jsonl and " + result.failures() + " of " + result.attempts()
                    + " in its result.json");
        }
    }

    /** How long a target had been under load when the attempt began. */
    static long underLoadNs(List<Block> blocks, FailureRecord failure) {
        return blocks.stream()
                .mapToLong(block -> Math.max(0, Math.min(failure.startNs() - block.startNs(), block.durationNs())))
                .sum();
    }

    long attempts() {
        return all().stream().mapToLong(Block::attempts).sum();
    }

    long failures() {
        return all().stream().mapToLong(Block::judgedFailures).sum();
    }

    private List<Block> all() {
        return blocks.values().stream().flatMap(List::stream).toList();
    }

    /** From its first block to its last, on the clock of the merged run. */
    Span span(Timing timing) {
        List<Block> all = all();
        return new Span(
                all.stream().mapToLong(Block::startNs).min().orElse(0) + timing.afterNs(),
                all.stream()
                                .mapToLong(block -> block.startNs() + block.durationNs())
                                .max()
                                .orElse(0)
                        + timing.afterNs());
    }
}
