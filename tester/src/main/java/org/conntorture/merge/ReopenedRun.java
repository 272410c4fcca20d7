package org.conntorture.merge;

import java.io.IOException;
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
import org.conntorture.store.DamagedFileException;
import org.conntorture.store.ResultFile;
import org.conntorture.store.ShardsFile;
import org.conntorture.store.StoredRun;
import org.conntorture.store.StoredWatch;
import org.conntorture.verdict.Comparison;
import org.conntorture.verdict.Verdict;

/** One run, whole, killed or merged, put together from its files so that it can be judged again. One use, on one thread. */
public final class ReopenedRun {
    private final StoredRun run;
    private final ShardCounts counts;
    private final Map<String, Map<String, Histogram>> latencies = new LinkedHashMap<>();
    private final Map<String, LoggedFailure> firstFailures = new LinkedHashMap<>();
    private final Map<String, StoredWatch> watched = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * What the run said of itself at its end.
     *
     * @param leftOpen whether for its gaps
     * @param leftOpen whether for its gaps
     * @param comparison with an earlier run, or null
     */
    public record Said(Verdict verdict, String summary, boolean leftOpen, Comparison comparison) {}

    /**
     * @param captured failed attempts of each target whose packets were kept
     * @param said empty where it was killed before its end
     * @param watched the watch on the host of each target that has one, by the target's name
     * @param gaps what keeps merged shards from being the whole run, a sentence each
     * @param notes what could not be made again from the files, half a sentence each
     */
    public record Reopened(
            RunMeasurement measurement,
            Map<String, TargetEvidence> evidence,
            Map<String, List<CapturedAttempt>> captured,
            Optional<Said> said,
            Map<String, StoredWatch> watched,
            List<String> gaps,
            List<String> notes) {}

    private ReopenedRun(StoredRun run) throws IOException {
        this.run = run;
        this.counts = ShardCounts.read(
                run,
                (target, phase, round, more) -> more.addTo(latencies
                        .computeIfAbsent(target, name -> new LinkedHashMap<>())
                        .computeIfAbsent(phase, name -> more.emptyHistogram())));
    }

    /**
     * @param watches on the hosts of its servers, whose evidence joins
     * @throws IllegalArgumentException with one sentence where a directory is not what it should be
     */
    public static Reopened of(StoredRun run, List<StoredWatch> watches) throws IOException {
        List<JoiningWatch> joining = watches.stream().map(JoiningWatch::open).toList();
        joining.forEach(watch -> watch.target(run.plan()));
        ReopenedRun reopened = new ReopenedRun(run);
        reopened.readFailures();
        return reopened.reopened(joining);
    }

    private void readFailures() throws IOException {
        run.readFailures(failure -> {
            if (failure.kind().blame() != Blame.TESTER) {
                firstFailures.merge(
                        failure.target(), failure, (one, other) -> other.attempt() < one.attempt() ? other : one);
            }
        });
    }

    private Reopened reopened(List<JoiningWatch> watches) throws IOException {
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

    private void join(JoiningWatch watch, Map<String, TargetEvidence> evidence) {
        Target target = watch.target(run.plan());
        if (watched.containsKey(target.name())) {
            notes.add("the watch in '" + watch.directory() + "' was left out: there is another of the same target");
            return;
        }
        Span span = counts.span(Timing.of(run, run.clock().time()));
        if (!watch.span(run.clock().time()).covers(span)) {
            notes.add("the watch in '" + watch.directory()
                    + "' was left out: it was not there for the whole load, or clocks are apart");
            return;
        }
        Timing timing = Timing.of(run, run.clock().time());
        MergedEvidence joined = new MergedEvidence();
        joined.add(
                Optional.ofNullable(evidence.get(target.name())).orElseGet(() -> LoggedEvidence.of(run, target)),
                timing,
                run.environment().network());
        joined.addWatch(watch.evidence(), watch.timing(run.clock().time()));
        evidence.put(target.name(), joined.evidence());
        watched.put(target.name(), watch.stored());
    }

    private RunMeasurement measurement() {
        long lastNs = counts.span(Timing.of(run, run.clock().time())).toNs();
        return new RunMeasurement(
                run.plan(),
                run.plan().targets().stream().map(this::measurement).toList(),
                run.result().map(ResultFile::interrupted).orElse(true),
                run.result().map(ResultFile::whyUnfinished).orElse(null),
                run.result().map(ResultFile::durationNs).orElse(lastNs),
                run.result().map(ResultFile::longestStallNs).orElse(0L));
    }

    private TargetMeasurement measurement(Target target) {
        ResultFile.Target result = result(target.name());
        List<Block> blocks = counts.blocks().getOrDefault(target.name(), List.of());
        LoggedFailure first = firstFailures.get(target.name());
        FailureRecord firstFailure = first == null ? null : LoggedEvidence.record(run, first, 0);
        Map<String, LatencySummary> phases = new LinkedHashMap<>();
        latencies
                .getOrDefault(target.name(), Map.of())
                .forEach((phase, histogram) -> phases.put(phase, LatencySummary.of(histogram)));
        return new TargetMeasurement(
                target,
                result == null ? TargetMeasurement.Status.RAN : result.statusRead(),
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
                result == null ? Map.of() : result.statuses(),
                phases);
    }

    /** Null where it was cut off before its end. */
    private ResultFile.Target result(String target) {
        return run.result().stream()
                .flatMap(result -> result.targets().stream())
                .filter(result -> result.name().equals(target))
                .findFirst()
                .orElse(null);
    }

    private Map<String, List<CapturedAttempt>> captured() {
        Map<String, List<CapturedAttempt>> captured = new LinkedHashMap<>();
        run.result().map(ResultFile::targets).orElse(List.of()).stream()
                .filter(target -> !target.captured().isEmpty())
                .forEach(target -> captured.put(target.name(), target.captured()));
        return captured;
    }

    private Optional<Said> said(List<String> gaps) {
        return run.result()
                .filter(result -> result.verdict() != null && result.summary() != null)
                .map(result -> said(result, gaps));
    }

    private Said said(ResultFile result, List<String> gaps) {
        try {
            return new Said(
                    Verdict.valueOf(result.verdict()),
                    result.summary(),
                    result.wasLeftOpen(gaps),
                    result.comparison(Comparison.class).orElse(null));
        } catch (IllegalArgumentException damaged) {
            throw new DamagedFileException(run.directory().resolve(ResultFile.NAME), damaged.getMessage(), damaged);
        }
    }

    private List<String> gaps() {
        return run.shards().map(ShardsFile::gaps).orElse(List.of());
    }
}
