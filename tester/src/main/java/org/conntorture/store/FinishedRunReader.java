package org.conntorture.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.conntorture.result.Block;
import org.conntorture.result.LatencySummary;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a run back from its result directory. What a kill cut off is left out and told; anything else that is not as it
 * was written is refused by an IllegalArgumentException that names the file and what to do.
 */
public final class FinishedRunReader {
    private static final JsonMapper JSON = new JsonMapper();
    private final Path directory;
    private final Map<String, TreeMap<Long, Block>> blocks = new LinkedHashMap<>();
    private final Map<String, Map<Long, Map<String, LatencySummary>>> latencies = new LinkedHashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private FinishedRunReader(Path directory) {
        this.directory = directory;
    }

    public static FinishedRun read(Path directory) {
        FinishedRunReader reader = new FinishedRunReader(directory);
        reader.requirePlan();
        reader.readResult();
        return reader.readRest();
    }

    /** The same of a run that has ended and has yet to write its result.json. */
    public static FinishedRun readEnding(Path directory) {
        return new FinishedRunReader(directory).readRest();
    }

    private void requirePlan() {
        if (!Files.isRegularFile(directory.resolve("plan.json"))) {
            throw new IllegalArgumentException("'" + directory + "' is no result directory, as it has no plan.json:"
                    + " give the directory that a run named at its end, such as conntorture-results/NAME-TIME");
        }
    }

    private FinishedRun readRest() {
        PlanFile plan = plan();
        readBlocks();
        readIntervals();
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

    private PlanFile plan() {
        try {
            return PlanFile.parse(text("plan.json"));
        } catch (RuntimeException damaged) {
            throw damaged("plan.json", damaged);
        }
    }

    /** A killed run has no result.json. */
    private void readResult() {
        if (!Files.exists(directory.resolve("result.json"))) {
            notes.add("'" + directory
                    + "' has no result.json, as the run was killed: what it had measured by then counts");
            return;
        }
        try {
            JsonNode result = JSON.readTree(text("result.json"));
            int version = result.path("schemaVersion").asInt(0);
            if (version != ResultFile.SCHEMA_VERSION) {
                throw new IllegalArgumentException("result.json of '" + directory + "' has schemaVersion " + version
                        + " and this conntorture reads " + ResultFile.SCHEMA_VERSION
                        + ": make that run again, or compare with the version that made it");
            }
            for (JsonNode target : result.path("targets")) {
                String status = target.path("status").asString("ran");
                String reason = target.path("reason").asString("");
                reasons.put(
                        target.path("name").asString(),
                        status.equals("ran") ? reason : status.replace('-', ' ') + ": " + reason);
            }
        } catch (JacksonException notJson) {
            throw damaged("result.json", notJson);
        }
    }

    private void readBlocks() {
        try {
            boolean cut = BlockFile.read(
                    requireFile("blocks.jsonl"),
                    (target, block) -> blocks.computeIfAbsent(target, name -> new TreeMap<>())
                            .put(block.startNs(), block));
            if (cut) {
                notes.add("blocks.jsonl of '" + directory + "' ends in half a line, as the run was killed or its disk"
                        + " was full: that second is left out");
            }
        } catch (IllegalArgumentException broken) {
            throw damaged("blocks.jsonl", broken);
        } catch (IOException failed) {
            throw unreadable("blocks.jsonl", failed);
        }
    }

    private void readIntervals() {
        // What was put together of several shards has no finer ones.
        boolean merged = Files.exists(directory.resolve("shards.json"));
        Path file = requireFile(merged ? "rounds.hlog" : "intervals.hlog");
        try {
            HistogramFile.read(file, this::place)
                    .ifPresent(damage -> notes.add(file.getFileName() + " of '" + directory
                            + "' is damaged or cut off (" + damage + "): what stands before the damage counts"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void place(String target, String phase, long startNs, Histogram histogram) {
        Map.Entry<Long, Block> block =
                blocks.getOrDefault(target, new TreeMap<>()).floorEntry(startNs + HistogramFile.CLOCK_ERROR_NS);
        if (block != null) {
            latencies
                    .computeIfAbsent(target, name -> new LinkedHashMap<>())
                    .computeIfAbsent(block.getKey(), start -> new LinkedHashMap<>())
                    .put(phase, LatencySummary.of(histogram));
        }
    }

    private String text(String file) {
        try {
            return Files.readString(requireFile(file));
        } catch (IOException failed) {
            throw unreadable(file, failed);
        }
    }

    private IllegalArgumentException unreadable(String file, IOException why) {
        return new IllegalArgumentException(file + " of '" + directory + "' cannot be read: " + why, why);
    }

    private Path requireFile(String file) {
        Path path = directory.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(
                    "'" + directory + "' has no " + file + ": the run ended before its load began; make it again");
        }
        return path;
    }

    private IllegalArgumentException damaged(String file, RuntimeException why) {
        return new IllegalArgumentException(
                file + " of '" + directory + "' is damaged (" + firstLine(why) + "): make that run again", why);
    }

    private static String firstLine(RuntimeException why) {
        return String.valueOf(why.getMessage()).lines().findFirst().orElse("");
    }
}
