package org.conntorture.report;

import org.conntorture.outcome.Latency;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.result.TargetMeasurement.Status;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;
import org.conntorture.verdict.FailureRate;
import org.conntorture.verdict.Judgement;

/**
 * The figures of one target that ran, as all tables of this package write them.
 *
 * @param failedPercent with its interval
 */
public record TargetFigures(
        String role,
        String attempts,
        String failures,
        String failedPercent,
        String connectP50,
        String connectP99,
        String connectMax,
        String readP99) {
    private static final String NOT_MEASURED = "-";
    private static final LatencySummary NOTHING = new LatencySummary(0, 0, 0, 0, 0, 0);
    /** From here on a count is given in millions, to keep its column narrow. */
    private static final long COUNT_IN_MILLIONS = 10_000_000_000L;

    public static TargetFigures of(TargetMeasurement target, Judgement judgement) {
        FailureRate rate = judgement.rates().get(target.target().name());
        LatencySummary connect = target.phases().getOrDefault(Latency.CONNECT.id(), NOTHING);
        LatencySummary read = target.phases().getOrDefault(Latency.READ.id(), NOTHING);
        return new TargetFigures(
                target.target().role().id(),
                count(target.attempts()),
                count(target.judgedFailures()),
                rate == null ? NOT_MEASURED : Percent.text(rate),
                time(connect, connect.p50Ns()),
                time(connect, connect.p99Ns()),
                time(connect, connect.maxNs()),
                time(read, read.p99Ns()));
    }

    /** Why there are no figures of a target that did not run. */
    public static String whyNot(TargetMeasurement target) {
        return (target.status() == Status.SKIPPED ? "skipped" : "not ready")
                + (target.reason() == null ? "" : ": " + target.reason());
    }

    public static boolean measured(LatencySummary latency) {
        return latency != null && latency.count() > 0;
    }

    public static String count(long number) {
        return number < COUNT_IN_MILLIONS ? Counts.of(number) : Counts.of(number / 1_000_000) + " M";
    }

    static String times(long number) {
        return number == 1 ? "once" : count(number) + " times";
    }

    static String latency(LatencySummary latency) {
        return "p50 " + Durations.of(latency.p50Ns()) + ", p99 " + Durations.of(latency.p99Ns()) + ", max "
                + Durations.of(latency.maxNs());
    }

    private static String time(LatencySummary latency, long ns) {
        return measured(latency) ? Durations.of(ns) : NOT_MEASURED;
    }
}
