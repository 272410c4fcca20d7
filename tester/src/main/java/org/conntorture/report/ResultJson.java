package org.conntorture.report;

import java.util.OptionalDouble;
import java.util.TreeMap;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.diagnosis.ProxyAccount;
import org.conntorture.outcome.Errno;
import org.conntorture.result.FailureCount;
import org.conntorture.result.HiccupSummary;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.store.JsonText;
import org.conntorture.store.ResultFile;
import org.conntorture.verdict.Comparison;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;

/** The text of {@code result.json}: what a run came to, put into a {@link ResultFile}. */
public final class ResultJson {
    private ResultJson() {}

    /** @param exitCode the process is about to end with, which an interruption can set apart from the verdict */
    public static String of(RunMeasurement run, Diagnosis diagnosis, Judgement judgement, int exitCode) {
        return of(run, diagnosis, judgement, exitCode, null);
    }

    /** @param comparison with an earlier run, or null */
    public static String of(
            RunMeasurement run, Diagnosis diagnosis, Judgement judgement, int exitCode, Comparison comparison) {
        return new ResultFile(
                        ResultFile.SCHEMA_VERSION,
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
                        comparison == null ? null : JsonText.tree(comparison))
                .text();
    }

    private static ResultFile.Target entry(
            RunMeasurement run, TargetMeasurement measurement, Diagnosis diagnosis, Judgement judgement) {
        String name = measurement.target().name();
        long first = measurement.firstFailureAttempt();
        return new ResultFile.Target(
                name,
                measurement.target().role().id(),
                measurement.address(),
                ResultFile.Target.id(measurement.status()),
                measurement.reason(),
                measurement.attempts(),
                measurement.judgedFailures(),
                measurement.testerFailures(),
                measurement.unfinished(),
                measurement.repliesMatched(),
                measurement.disturbances(),
                first == 0 ? null : first,
                first == 0 ? null : measurement.firstFailureNs(),
                judgement.rates().containsKey(name)
                        ? JsonText.tree(judgement.rates().get(name))
                        : null,
                rate(run, measurement),
                HiccupSummary.of(measurement.hiccups()),
                new TreeMap<>(measurement.phases()),
                measurement.failureCounts().stream().map(ResultJson::entry).toList(),
                measurement.statuses(),
                diagnosis.of(name).stream().map(ResultJson::entry).toList(),
                diagnosis.proxyOf(name).map(ResultJson::entry).orElse(null),
                diagnosis.capturedOf(name));
    }

    private static ResultFile.Rate rate(RunMeasurement run, TargetMeasurement measurement) {
        double asked = run.plan().ownLoad().ratePerSecond();
        OptionalDouble achieved = measurement.achievedPerSecond();
        return asked == 0 || achieved.isEmpty() ? null : new ResultFile.Rate(asked, achieved.getAsDouble());
    }

    private static ResultFile.AccessLog entry(ProxyAccount account) {
        return new ResultFile.AccessLog(
                account.agrees(),
                new TreeMap<>(account.statuses()),
                account.joined(),
                account.onlyLogged(),
                account.onlySeen(),
                account.text());
    }

    private static ResultFile.Cause entry(Cause cause) {
        return new ResultFile.Cause(
                cause.id().id(),
                cause.id().sentence(),
                cause.explains(),
                cause.confidence().id(),
                cause.facts(),
                cause.ruledOut().stream()
                        .map(exclusion ->
                                new ResultFile.Exclusion(exclusion.id().id(), exclusion.fact()))
                        .toList());
    }

    private static ResultFile.FailureKinds entry(FailureCount failure) {
        return new ResultFile.FailureKinds(
                failure.kind().id(),
                failure.phase().id(),
                Errno.name(failure.errno()),
                failure.kind().blame().name(),
                failure.count());
    }

    private static ResultFile.Finding entry(Finding finding) {
        return new ResultFile.Finding(
                finding.target(), finding.text(), finding.outcome().id());
    }
}
