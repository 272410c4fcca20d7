package org.conntorture.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.conntorture.result.Block;
import org.conntorture.result.LatencySummary;

/** Puts together what a comparison needs of a run. What a kill cut off is left out and told. One use, on one thread. */
final class FinishedRunReading {
    private final StoredRun run;
    private final Path directory;
    private final Map<String, TreeMap<Long, Block>> blocks = new LinkedHashMap<>();
    private final Map<String, Map<Long, Map<String, LatencySummary>>> latencies = new LinkedHashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    FinishedRunReading(StoredRun run) {
        this.run = run;
        this.directory = run.directory();
    }

    /** A killed run has no result.json. */
    FinishedRunReading withResult() {
        run.result()
                .ifPresentOrElse(
                        result -> result.targets().forEach(target -> reasons.put(target.name(), reason(target))),
                        () -> notes.add("'" + directory
                                + "' has no result.json, as the run was killed: what it had measured by then counts"));
        return this;
    }

    private static String reason(ResultFile.Target target) {
        String reason = target.reason() == null ? "" : target.reason();
        return target.ran() ? reason : target.status().replace('-', ' ') + ": " + reason;
    }

    FinishedRun finished() {
        PlanFile plan = run.comparablePlan();
        readBlocks();
        readLatencies();
        Map<String, FinishedRun.Target> targets = new LinkedHashMap<>();
        plan.roles().forEach((name, role) -> {
            List<Block> ofTarget =
                    List.copyOf(blocks.getOrDefault(name, new TreeMap<>()).values());
            targets.put(
                    name,
                    new FinishedRun.Target(
                            name,
                            role,
                            reasons.getOrDefault(name, ""),
                            ofTarget,
                            latencies.getOrDefault(name, Map.of())));
        });
        return new FinishedRun(directory.toString(), plan, targets, notes);
    }

    private void readBlocks() {
        Extent extent = read(
                BlockFile.NAME,
                () -> run.readBlocks((target, block) ->
                        blocks.computeIfAbsent(target, name -> new TreeMap<>()).put(block.startNs(), block)));
        if (extent == Extent.CUT) {
            notes.add("blocks.jsonl of '" + directory + "' ends in half a line, as the run was killed or its disk"
                    + " was full: that second is left out");
        }
    }

    private void readLatencies() {
        // What was put together of several shards has no finer ones.
        String log = run.isMerged() ? HistogramFile.ROUNDS : HistogramFile.INTERVALS;
        if (read(log, () -> run.readLatencies(log, phase -> true, this::place)) == Extent.CUT) {
            notes.add(log + " of '" + directory + "' is damaged or cut off: what stands before the damage counts");
        }
    }

    private void place(String target, String phase, long startNs, long durationNs, HistogramScan.Counts counts) {
        Map.Entry<Long, Block> block =
                blocks.getOrDefault(target, new TreeMap<>()).floorEntry(startNs + HistogramFile.CLOCK_ERROR_NS);
        if (block != null) {
            latencies
                    .computeIfAbsent(target, name -> new LinkedHashMap<>())
                    .computeIfAbsent(block.getKey(), start -> new LinkedHashMap<>())
                    .put(phase, counts.summary());
        }
    }

    private interface Reading {
        Extent read() throws IOException;
    }

    private Extent read(String file, Reading reading) {
        try {
            Extent extent = reading.read();
            if (extent == Extent.MISSING) {
                throw new IllegalArgumentException(
                        "'" + directory + "' has no " + file + ": the run ended before its load began; make it again");
            }
            return extent;
        } catch (IOException failed) {
            throw new IllegalArgumentException(
                    DamagedFileException.nameOf(directory.resolve(file)) + " cannot be read: " + failed, failed);
        }
    }
}
