package org.conntorture.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.outcome.Blame;
import org.conntorture.plan.Target;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.Block;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.LoggedFailure;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.store.FailureFile;
import org.conntorture.store.JsonText;
import org.conntorture.verdict.Comparison;
import org.conntorture.verdict.Verdict;

/**
 * The result directory of one run, whole, killed or merged, read back so that it can be judged again. One use, on one
 * thread.
 */
public final class RunDirectory {
    private final ShardDirectory run;
    private final ShardCounts counts;
    private final Map<String, Map<String, Histogram>> latencies = new LinkedHashMap<>();
    private final Map<String, LoggedFailure> firstFailures = new LinkedHashMap<>();
    private final Map<String, Path> watched = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * What the run said of itself at its end.
     *
     * @param leftOpen whether for its gaps
     * @param comparison with an earlier run, or null
     */
    public record Said(Verdict verdict, String summary, int exitCode, boolean leftOpen, Comparison comparison) {}

    /**
     * @param captured failed attempts of each target whose packets were kept
     * @param said empty where it was killed before its end
     * @param watched directory of the watch on the host of each target that has one, by the target's name
     * @param gaps what keeps merged shards from being the whole run, a sentence each
     * @param notes what could not be made again from the files, half a sentence each
     */
    public record Reopened(
            RunMeasurement measurement,
            Map<String, TargetEvidence> evidence,
            Map<String, List<CapturedAttempt>> captured,
            Optional<Said> said,
            Map<String, Path> watched,
            List<String> gaps,
            List<String> notes) {}

    private record ShardsFile(List<String> gaps) {}

    private RunDirectory(ShardDirectory run) throws IOException {
        this.run = run;
        this.counts = ShardCounts.read(
                run,
                (target, phase, round, more) -> more.addTo(latencies
                        .computeIfAbsent(target, name -> new LinkedHashMap<>())
                        .computeIfAbsent(phase, name -> more.emptyHistogram())));
    }

    public static boolean isWatch(Path path) {
        return WatchDirectory.is(path);
    }

    /**
     * @param watches directories of watches on the hosts of its servers, whose evidence joins
     * @throws IllegalArgumentException with one sentence where a directory is not what it should be
     */
    public static Reopened read(Path path, List<Path> watches) throws IOException {
        ShardDirectory opened = ShardDirectory.open(path);
        List<WatchDirectory> joining =
                watches.stream().map(WatchDirectory::open).toList();
        // A watch that does not fit is no damage of the run.
        joining.forEach(watch -> watch.target(opened.plan()));
        try {
            RunDirectory directory = new RunDirectory(opened);
            directory.readFailures();
            return directory.reopened(joining);
        } catch (DamagedFile named) {
            throw named;
        } catch (IllegalArgumentException damaged) {
            throw new IllegalArgumentException(
                    "'" + path + "' is damaged (" + damaged.getMessage() + "): make that run again", damaged);
        }
    }

    private void readFailures() throws IOException {
        Path file = run.path().resolve(FailureFile.NAME);
        if (Files.isRegularFile(file)) {
            FailureFile.read(file, failure -> {
                if (failure.kind().blame() != Blame.TESTER) {
                    firstFailures.merge(
                            failure.target(), failure, (one, other) -> other.attempt() < one.attempt() ? other : one);
                }
            });
        }
    }

    private Reopened reopened(List<WatchDirectory> watches) throws IOException {
        if (run.result().isEmpty()) {
            notes.add("the run was cut off before its end, so what it had measured by then counts");
        }
        counts.damage().forEach(what -> notes.add("the run " + what));
        Map<String, TargetEvidence> evidence = new LinkedHashMap<>(run.evidence());
        if (evidence.isEmpty() && watches.isEmpty() && run.result().isEmpty()) {
            notes.add("it had yet to write what the host said, so no cause is named");
        }
        watches.forEach(watch -> join(watch, evidence));
        List<String> gaps = gaps();
        return new Reopened(measurement(), evidence, captured(), said(gaps), watched, gaps, List.copyOf(notes));
    }

    private void join(WatchDirectory watch, Map<String, TargetEvidence> evidence) {
        Target target = watch.target(run.plan());
        if (watched.containsKey(target.name())) {
            notes.add("the watch in '" + watch.path() + "' was left out: there is another of the same target");
            return;
        }
        Span span = counts.span(run.timing(run.clock().time()));
        if (!watch.span(run.clock().time()).covers(span)) {
            notes.add("the watch in '" + watch.path()
                    + "' was left out: it was not there for the whole load, or clocks are apart");
            return;
        }
        Timing timing = run.timing(run.clock().time());
        MergedEvidence joined = new MergedEvidence();
        joined.add(
                Optional.ofNullable(evidence.get(target.name())).orElseGet(() -> LoggedEvidence.of(run, target)),
                timing,
                run.network());
        joined.addWatch(watch.evidence(), watch.timing(run.clock().time()));
        evidence.put(target.name(), joined.evidence());
        watched.put(target.name(), watch.path());
    }

    private RunMeasurement measurement() {
        long lastNs = counts.span(run.timing(run.clock().time())).toNs();
        return new RunMeasurement(
                run.plan(),
                run.plan().targets().stream().map(this::measurement).toList(),
                run.result().map(ShardDirectory.Result::interrupted).orElse(true),
                run.result().map(ShardDirectory.Result::whyUnfinished).orElse(null),
                run.result().map(ShardDirectory.Result::durationNs).orElse(lastNs),
                run.result().map(ShardDirectory.Result::longestStallNs).orElse(0L));
    }

    private TargetMeasurement measurement(Target target) {
        ShardDirectory.Target result = run.targets().get(target.name());
        List<Block> blocks = counts.blocks().getOrDefault(target.name(), List.of());
        LoggedFailure first = firstFailures.get(target.name());
        FailureRecord firstFailure =
                first == null ? null : LoggedEvidence.record(first, run.clock().time(), 0);
        Map<String, LatencySummary> phases = new LinkedHashMap<>();
        latencies
                .getOrDefault(target.name(), Map.of())
                .forEach((phase, histogram) -> phases.put(phase, LatencySummary.of(histogram)));
        return new TargetMeasurement(
                target,
                result == null ? TargetMeasurement.Status.RAN : status(result.status()),
                result == null ? null : result.reason(),
                result == null ? null : result.address(),
                blocks,
                result == null ? 0 : result.unfinished(),
                firstFailure,
                firstFailure == null
                        ? 0
                        : result == null || result.firstFailureNs() == null
                                ? ShardCounts.underLoadNs(blocks, firstFailure)
                                : result.firstFailureNs(),
                result == null ? 0 : result.repliesMatched(),
                result == null || result.statuses() == null ? Map.of() : result.statuses(),
                phases);
    }

    private static TargetMeasurement.Status status(String id) {
        return switch (id) {
            case "skipped" -> TargetMeasurement.Status.SKIPPED;
            case "not-ready" -> TargetMeasurement.Status.NOT_READY;
            default -> TargetMeasurement.Status.RAN;
        };
    }

    private Map<String, List<CapturedAttempt>> captured() {
        Map<String, List<CapturedAttempt>> captured = new LinkedHashMap<>();
        run.targets().forEach((name, target) -> {
            if (target.captured() != null && !target.captured().isEmpty()) {
                captured.put(name, target.captured());
            }
        });
        return captured;
    }

    private Optional<Said> said(List<String> gaps) {
        return run.result()
                .filter(result -> result.verdict() != null && result.summary() != null)
                .map(result -> new Said(
                        Verdict.valueOf(result.verdict()),
                        result.summary(),
                        result.exitCode() == null
                                ? Verdict.valueOf(result.verdict()).exitCode()
                                : result.exitCode(),
                        result.wasLeftOpen(gaps),
                        result.comparison()));
    }

    private List<String> gaps() throws IOException {
        Path file = run.path().resolve("shards.json");
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        List<String> gaps =
                JsonText.read(Files.readString(file), ShardsFile.class).gaps();
        return gaps == null ? List.of() : List.copyOf(gaps);
    }
}
