package org.conntorture.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.result.HiccupSummary;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.TargetMeasurement;
import tools.jackson.databind.JsonNode;

/**
 * {@code result.json}, on which other programs rely: the components are its fields, in its order, described by {@code
 * result.schema.json}. A new field keeps {@link #SCHEMA_VERSION}; one that changes its meaning or goes away raises it.
 *
 * @param exitCode null in none that this version writes
 * @param leftOpen for its gaps; null where an earlier version had no field for it
 * @param trouble what kept the tester from finishing, or null
 * @param comparison with an earlier run, or null
 */
public record ResultFile(
        int schemaVersion,
        String verdict,
        String summary,
        Integer exitCode,
        Boolean leftOpen,
        boolean interrupted,
        String trouble,
        long durationNs,
        long longestStallNs,
        int rounds,
        List<Target> targets,
        List<Finding> findings,
        JsonNode comparison) {
    public static final String NAME = "result.json";
    /** Of the one that this version writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    /** The exit code of a run that its tester could not finish. */
    private static final int TOOL_ERROR = 1;

    /** What an earlier version had yet to say is null, 0 or empty. */
    public record Target(
            String name,
            String role,
            String address,
            String status,
            String reason,
            long attempts,
            long failures,
            long testerFailures,
            long unfinished,
            long repliesMatched,
            int disturbances,
            Long firstFailureAttempt,
            Long firstFailureNs,
            JsonNode failureRate,
            Rate rate,
            HiccupSummary hiccups,
            Map<String, LatencySummary> phases,
            List<FailureKinds> failureKinds,
            Map<Integer, Long> statuses,
            List<Cause> causes,
            AccessLog accessLog,
            List<CapturedAttempt> captured) {
        public Target {
            status = status == null ? id(TargetMeasurement.Status.RAN) : status;
            failureKinds = orEmpty(failureKinds);
            statuses = statuses == null ? Map.of() : statuses;
            causes = orEmpty(causes);
            captured = orEmpty(captured);
        }

        /** As {@link #status} is written. */
        public static String id(TargetMeasurement.Status status) {
            return switch (status) {
                case RAN -> "ran";
                case SKIPPED -> "skipped";
                case NOT_READY -> "not-ready";
            };
        }

        /** What {@link #status} says. */
        public TargetMeasurement.Status statusRead() {
            return Stream.of(TargetMeasurement.Status.values())
                    .filter(one -> id(one).equals(status))
                    .findFirst()
                    .orElse(TargetMeasurement.Status.RAN);
        }

        public boolean ran() {
            return statusRead() == TargetMeasurement.Status.RAN;
        }
    }

    public record Rate(double askedPerSecond, double achievedPerSecond) {}

    public record FailureKinds(String kind, String phase, String errno, String blame, long count) {}

    public record Cause(
            String id, String text, long explains, String confidence, List<String> facts, List<Exclusion> ruledOut) {}

    public record Exclusion(String id, String fact) {}

    public record AccessLog(
            boolean agrees, Map<Integer, Long> statuses, long joined, long onlyLogged, long onlySeen, String text) {}

    /** @param target null where it is of the whole run */
    public record Finding(String target, String text, String outcome) {}

    public ResultFile {
        targets = orEmpty(targets);
        findings = orEmpty(findings);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** What kept the tester from finishing, or null; an earlier conntorture said so by its exit code and a finding. */
    public String whyUnfinished() {
        boolean saysSoItself = leftOpen != null;
        return saysSoItself || exitCode == null || exitCode != TOOL_ERROR
                ? trouble
                : ofTheRun().findFirst().orElse(null);
    }

    /** Whether it was left open for {@code gaps}; an earlier conntorture had each gap among its findings. */
    public boolean wasLeftOpen(List<String> gaps) {
        return leftOpen != null ? leftOpen : ofTheRun().anyMatch(gaps::contains);
    }

    private Stream<String> ofTheRun() {
        return findings.stream().filter(found -> found.target() == null).map(Finding::text);
    }

    /** The text of the file. */
    public String text() {
        return JsonText.indented(this);
    }

    /** IOException where there is none; DamagedFileException where it is no such file. */
    public static ResultFile read(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        try {
            return JsonText.readLenient(Files.readString(file), ResultFile.class);
        } catch (IllegalArgumentException damaged) {
            throw new DamagedFileException(file, damaged.getMessage(), damaged);
        }
    }

    /** As the type it was written from; IllegalArgumentException where it is another. */
    public <T> Optional<T> comparison(Class<T> type) {
        return comparison == null || comparison.isNull()
                ? Optional.empty()
                : Optional.of(JsonText.read(comparison.toString(), type));
    }
}
