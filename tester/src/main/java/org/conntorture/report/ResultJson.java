package org.conntorture.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.diagnosis.ProxyAccount;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.outcome.Errno;
import org.conntorture.result.FailureCount;
import org.conntorture.result.HiccupSummary;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.store.JsonText;
import org.conntorture.store.ResultFile;
import org.conntorture.verdict.Comparison;
import org.conntorture.verdict.FailureRate;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;

/**
 * The text of {@code result.json}, on which other programs rely; its fields are described by {@code
 * result.schema.json}. The records here are the document: their components are its fields, in its order. A new field
 * keeps {@link #SCHEMA_VERSION}; one that changes its meaning or goes away raises it.
 */
public final class ResultJson {
    public static final int SCHEMA_VERSION = ResultFile.SCHEMA_VERSION;

    private ResultJson() {}

    private record Document(
            int schemaVersion,
            String verdict,
            String summary,
            int exitCode,
            boolean leftOpen,
            boolean interrupted,
            String trouble,
            long durationNs,
            long longestStallNs,
            int rounds,
            List<TargetEntry> targets,
            List<FindingEntry> findings,
            Comparison comparison) {}

    private record TargetEntry(
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
            FailureRate failureRate,
            RateEntry rate,
            HiccupSummary hiccups,
            Map<String, LatencySummary> phases,
            List<FailureEntry> failureKinds,
            Map<Integer, Long> statuses,
            List<CauseEntry> causes,
            ProxyEntry accessLog,
            List<CapturedAttempt> captured) {}

    private record RateEntry(double askedPerSecond, double achievedPerSecond) {}

    private record ProxyEntry(
            boolean agrees, Map<Integer, Long> statuses, long joined, long onlyLogged, long onlySeen, String text) {}

    private record CauseEntry(
            String id,
            String text,
            long explains,
            String confidence,
            List<String> facts,
            List<ExclusionEntry> ruledOut) {}

    private record ExclusionEntry(String id, String fact) {}

    private record FailureEntry(String kind, String phase, String errno, String blame, long count) {}

    private record FindingEntry(String target, String text, String outcome) {}

    /** @param exitCode the process is about to end with, which an interruption can set apart from the verdict */
    public static String of(RunMeasurement run, Diagnosis diagnosis, Judgement judgement, int exitCode) {
        return of(run, diagnosis, judgement, exitCode, null);
    }

    /** @param comparison with an earlier run, or null */
    public static String of(
            RunMeasurement run, Diagnosis diagnosis, Judgement judgement, int exitCode, Comparison comparison) {
        return JsonText.indented(new Document(
                SCHEMA_VERSION,
                judgement.verdict().name(),
                judgement.summary(),
                exitCode,
                judgement.leftOpen(),
                run.interrupted(),
                run.trouble(),
                run.durationNs(),
                run.longestStallNs(),
                run.plan().rounds(),
                run.targets().stream()
                        .map(target -> entry(run, target, diagnosis, judgement))
                        .toList(),
                judgement.findings().stream().map(ResultJson::entry).toList(),
                comparison));
    }

    private static TargetEntry entry(
            RunMeasurement run, TargetMeasurement measurement, Diagnosis diagnosis, Judgement judgement) {
        String name = measurement.target().name();
        long first = measurement.firstFailureAttempt();
        return new TargetEntry(
                name,
                measurement.target().role().id(),
                measurement.address(),
                status(measurement.status()),
                measurement.reason(),
                measurement.attempts(),
                measurement.judgedFailures(),
                measurement.testerFailures(),
                measurement.unfinished(),
                measurement.repliesMatched(),
                measurement.disturbances(),
                first == 0 ? null : first,
                first == 0 ? null : measurement.firstFailureNs(),
                judgement.rates().get(name),
                rate(run, measurement),
                HiccupSummary.of(measurement.hiccups()),
                new TreeMap<>(measurement.phases()),
                measurement.failureCounts().stream().map(ResultJson::entry).toList(),
                measurement.statuses(),
                diagnosis.of(name).stream().map(ResultJson::entry).toList(),
                diagnosis.proxyOf(name).map(ResultJson::entry).orElse(null),
                diagnosis.capturedOf(name));
    }

    private static RateEntry rate(RunMeasurement run, TargetMeasurement measurement) {
        double asked = run.plan().ownLoad().ratePerSecond();
        OptionalDouble achieved = measurement.achievedPerSecond();
        return asked == 0 || achieved.isEmpty() ? null : new RateEntry(asked, achieved.getAsDouble());
    }

    private static ProxyEntry entry(ProxyAccount account) {
        return new ProxyEntry(
                account.agrees(),
                new TreeMap<>(account.statuses()),
                account.joined(),
                account.onlyLogged(),
                account.onlySeen(),
                account.text());
    }

    private static CauseEntry entry(Cause cause) {
        return new CauseEntry(
                cause.id().id(),
                cause.id().sentence(),
                cause.explains(),
                cause.confidence().id(),
                cause.facts(),
                cause.ruledOut().stream()
                        .map(exclusion -> new ExclusionEntry(exclusion.id().id(), exclusion.fact()))
                        .toList());
    }

    private static String status(TargetMeasurement.Status status) {
        return switch (status) {
            case RAN -> "ran";
            case SKIPPED -> "skipped";
            case NOT_READY -> "not-ready";
        };
    }

    private static FailureEntry entry(FailureCount failure) {
        return new FailureEntry(
                failure.kind().id(),
                failure.phase().id(),
                Errno.name(failure.errno()),
                failure.kind().blame().name(),
                failure.count());
    }

    private static FindingEntry entry(Finding finding) {
        return new FindingEntry(
                finding.target(), finding.text(), finding.outcome().id());
    }
}
