package org.conntorture.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Shard;
import org.conntorture.result.WallClock;
import org.conntorture.store.JsonText;
import org.conntorture.store.ResultFile;
import org.conntorture.verdict.Comparison;

/**
 * The result directory of one shard.
 *
 * @param network namespace and host in which it ran; empty if unknown
 * @param result what it came to; empty where it was cut off before its end
 */
record ShardDirectory(Path path, RunPlan plan, WallClock.Anchor clock, String network, Optional<Result> result) {
    /** The exit code of a run that its tester could not finish. */
    private static final int TOOL_ERROR = 1;

    /** As far as it is needed, of {@code result.json}. */
    record Result(
            int schemaVersion,
            String verdict,
            String summary,
            Integer exitCode,
            Boolean leftOpen,
            boolean interrupted,
            String trouble,
            long durationNs,
            long longestStallNs,
            List<Target> targets,
            List<Found> findings,
            Comparison comparison) {
        /** What kept the tester from finishing, or null; an earlier conntorture said so by its exit code and a finding. */
        String whyUnfinished() {
            boolean saysSoItself = leftOpen != null;
            return saysSoItself || exitCode == null || exitCode != TOOL_ERROR
                    ? trouble
                    : ofTheRun().findFirst().orElse(null);
        }

        /** Whether it was left open for {@code gaps}; an earlier conntorture had each gap among its findings. */
        boolean wasLeftOpen(List<String> gaps) {
            return leftOpen != null ? leftOpen : ofTheRun().anyMatch(gaps::contains);
        }

        private Stream<String> ofTheRun() {
            return Optional.ofNullable(findings).orElse(List.of()).stream()
                    .filter(found -> found.target() == null)
                    .map(Found::text);
        }
    }

    /** @param target null where it is of the whole run */
    record Found(String target, String text) {}

    record Target(
            String name,
            String address,
            String status,
            String reason,
            long attempts,
            long failures,
            long unfinished,
            long repliesMatched,
            Long firstFailureAttempt,
            Long firstFailureNs,
            Map<Integer, Long> statuses,
            List<CapturedAttempt> captured) {}

    private record Environment(WallClock.Anchor clock, String network) {}

    /** IllegalArgumentException with one sentence where it is no such directory. */
    static ShardDirectory open(Path path) {
        if (!Files.isRegularFile(path.resolve("plan.json"))) {
            throw new IllegalArgumentException("'" + path + "' is no result directory, as it has no plan.json: give the"
                    + " directories that the shards named at their ends");
        }
        RunPlan plan = read(path, "plan.json", JsonText::readPlan);
        Environment environment = read(path, "environment.json", text -> JsonText.read(text, Environment.class));
        if (environment.clock() == null) {
            throw new IllegalArgumentException(
                    "'" + path + "' is of an earlier conntorture, which had no shards: make that run again");
        }
        String network = environment.network() == null ? "" : environment.network();
        return new ShardDirectory(path, plan, environment.clock(), network, result(path));
    }

    private static Optional<Result> result(Path path) {
        if (!Files.exists(path.resolve("result.json"))) {
            return Optional.empty();
        }
        Result result = read(path, "result.json", text -> JsonText.read(text, Result.class));
        if (result.schemaVersion() != ResultFile.SCHEMA_VERSION) {
            throw new IllegalArgumentException("result.json of '" + path + "' has schemaVersion "
                    + result.schemaVersion() + " and this conntorture reads " + ResultFile.SCHEMA_VERSION
                    + ": merge with the version that made it");
        }
        return Optional.of(result);
    }

    private static <T> T read(Path path, String file, Function<String, T> reading) {
        String text = text(path, file);
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException damaged) {
            throw new DamagedFile(
                    file + " of '" + path + "' is damaged or cannot be merged (" + damaged.getMessage() + ")", damaged);
        }
    }

    private static String text(Path path, String file) {
        try {
            return Files.readString(path.resolve(file));
        } catch (IOException failed) {
            throw new DamagedFile(file + " of '" + path + "' cannot be read: " + failed, failed);
        }
    }

    /** By target name; empty where it was cut off before it had any, or was not to gather any. */
    Map<String, TargetEvidence> evidence() {
        if (!Files.exists(path.resolve("evidence.json"))) {
            return Map.of();
        }
        String text = text(path, "evidence.json");
        try {
            return JsonText.readMap(text, TargetEvidence.class);
        } catch (IllegalArgumentException damaged) {
            throw new DamagedFile("evidence.json of '" + path + "' is damaged (" + damaged.getMessage() + ")", damaged);
        }
    }

    Shard shard() {
        return plan.shard();
    }

    Map<String, Target> targets() {
        return result.map(Result::targets).orElse(List.of()).stream()
                .collect(Collectors.toMap(Target::name, Function.identity()));
    }

    Timing timing(Instant start) {
        return Timing.of(shard(), clock, start);
    }
}
