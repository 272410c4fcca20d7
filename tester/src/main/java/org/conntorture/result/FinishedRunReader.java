package org.conntorture.result;

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
import org.HdrHistogram.HistogramLogReader;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a run back from its result directory. What a kill cut off is left out and told; anything else that is not as it
 * was written is refused by an IllegalArgumentException that names the file and what to do.
 */
public final class FinishedRunReader {
    private static final JsonMapper JSON = new JsonMapper();
    /** An interval's start went through milliseconds and a double. */
    private static final long CLOCK_ERROR_NS = 3_000_000;

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
        List<String> lines = text("blocks.jsonl").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                JsonNode line = JSON.readTree(lines.get(i));
                Block block = block(line.required("block"));
                blocks.computeIfAbsent(line.required("target").asString(), name -> new TreeMap<>())
                        .put(block.startNs(), block);
            } catch (JacksonException | IllegalArgumentException broken) {
                if (i < lines.size() - 1) {
                    throw damaged("blocks.jsonl", broken);
                }
                notes.add("blocks.jsonl of '" + directory + "' ends in half a line, as the run was killed or its disk"
                        + " was full: that second is left out");
            }
        }
    }

    private static Block block(JsonNode block) {
        List<FailureCount> failures = new ArrayList<>();
        for (JsonNode failure : block.required("failures")) {
            failures.add(new FailureCount(
                    FailureKind.ofId(failure.required("kind").asString()),
                    phase(failure.required("phase").asString()),
                    failure.required("errno").asInt(),
                    failure.required("count").asLong()));
        }
        return new Block(
                block.required("round").asInt(),
                block.required("startNs").asLong(),
                block.required("durationNs").asLong(),
                block.required("attempts").asLong(),
                failures,
                block.required("disturbances").asInt(),
                block.required("drain").asBoolean());
    }

    private static Phase phase(String id) {
        for (Phase phase : Phase.values()) {
            if (phase.id().equals(id)) {
                return phase;
            }
        }
        throw new IllegalArgumentException("no phase is called '" + id + "'");
    }

    private void readIntervals() {
        Path file = requireFile("intervals.hlog");
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            while (reader.hasNext()) {
                if (reader.nextIntervalHistogram() instanceof Histogram histogram && histogram.getTag() != null) {
                    long startMs = Math.round(histogram.getStartTimeStamp() - reader.getStartTimeSec() * 1000);
                    place(histogram, startMs * 1_000_000);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (RuntimeException damaged) {
            // The library tells a cut line by whatever its decoder stumbles over.
            notes.add("intervals.hlog of '" + directory + "' is damaged or cut off (" + damaged + "): what stands"
                    + " before the damage counts");
        }
    }

    private void place(Histogram histogram, long startNs) {
        String[] tag = histogram.getTag().split("/", 2);
        Map.Entry<Long, Block> block =
                blocks.getOrDefault(tag[0], new TreeMap<>()).floorEntry(startNs + CLOCK_ERROR_NS);
        if (block != null && tag.length == 2) {
            latencies
                    .computeIfAbsent(tag[0], name -> new LinkedHashMap<>())
                    .computeIfAbsent(block.getKey(), start -> new LinkedHashMap<>())
                    .put(tag[1], LatencySummary.of(histogram));
        }
    }

    private String text(String file) {
        try {
            return Files.readString(requireFile(file));
        } catch (IOException failed) {
            throw new IllegalArgumentException(file + " of '" + directory + "' cannot be read: " + failed, failed);
        }
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
