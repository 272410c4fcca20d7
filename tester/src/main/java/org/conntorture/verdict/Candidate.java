package org.conntorture.verdict;

import java.util.Arrays;
import java.util.List;
import org.conntorture.plan.Role;
import org.conntorture.verdict.Comparison.MeasureChange;

/**
 * One measure of one target in both runs, with what speaks for a change. The values that are compared are those of parts
 * of turns, as {@link RateEstimator} cuts them: attempts within a part are no independent trials.
 *
 * @param base shares of attempts, or nanoseconds; {@code now} likewise
 * @param baseRate with its interval, or null where the measure is a latency; {@code nowRate} likewise
 * @param worse chance that it looks so much worse without being worse by what is worth reporting; {@code better} likewise
 * @param notWorse whether a worsening worth reporting is as good as excluded
 * @param doubt why a change, however likely, is not the target's own; empty where there is none
 */
record Candidate(
        String measure,
        double base,
        double now,
        FailureRate baseRate,
        FailureRate nowRate,
        double worse,
        double better,
        boolean notWorse,
        String doubt) {
    static final double ERROR = 0.05;
    /** In one round a host that drifts between two turns made 24 of 100 false alarms, in three at most 4. */
    private static final int FEWEST_ROUNDS = 3;

    static Candidate ofRate(ComparedRun baseRun, ComparedRun nowRun, String target, SmallestEffect effect) {
        FailureRate base = RateEstimator.estimate(baseRun.timeline(target));
        FailureRate now = RateEstimator.estimate(nowRun.timeline(target));
        return new Candidate(
                "failure rate",
                base.estimate(),
                now.estimate(),
                base,
                now,
                chanceOfMore(nowRun, baseRun, target, effect),
                baseRun.doubt(target).isEmpty() ? chanceOfMore(baseRun, nowRun, target, effect) : 1,
                now.high95() <= effect.rateAbove(base.low95()),
                nowRun.doubt(target));
    }

    /**
     * @param controls that ran in both, beside which it is measured: one host is not as fast every time
     * @param statistic such as {@code p99}
     */
    static Candidate ofLatency(
            ComparedRun baseRun,
            ComparedRun nowRun,
            List<String> controls,
            String target,
            String phase,
            String statistic,
            SmallestEffect effect) {
        double[] base = baseRun.latencies(target, phase, statistic);
        double[] now = nowRun.latencies(target, phase, statistic);
        Shift shift = controls.isEmpty()
                ? Shift.of(base, now, effect.factor())
                : Shift.of(
                        baseRun.latenciesBeside(controls, target, phase, statistic),
                        nowRun.latenciesBeside(controls, target, phase, statistic),
                        effect.factor());
        double before = RankTest.median(base);
        double after = RankTest.median(now);
        String doubt = nowRun.role(target) == Role.CONTROL ? "" : hostDoubt(baseRun, nowRun, controls, target);
        return new Candidate(
                phase + " " + statistic,
                before,
                after,
                null,
                null,
                after > before ? shift.worse() : 1,
                after < before && doubt.isEmpty() ? shift.better() : 1,
                shift.notWorse() <= ERROR,
                doubt);
    }

    /** Why it may be the host that is not as fast as it was; empty where the controls even that out. */
    private static String hostDoubt(ComparedRun baseRun, ComparedRun nowRun, List<String> controls, String target) {
        if (controls.isEmpty()) {
            return "no control ran in both, and one host is not as fast every time";
        }
        return Math.min(baseRun.rounds(target), nowRun.rounds(target)) < FEWEST_ROUNDS
                ? "fewer than " + FEWEST_ROUNDS + " rounds do not even out how a host drifts"
                : "";
    }

    /** Chances of one sample against another of which each is {@code factor} times as far off. */
    private record Shift(double worse, double better, double notWorse) {
        static Shift of(double[] base, double[] now, double factor) {
            double[] limit = times(base, factor);
            return new Shift(
                    RankTest.chanceOfMore(now, limit),
                    RankTest.chanceOfMore(times(base, 1 / factor), now),
                    RankTest.chanceOfMore(limit, now));
        }
    }

    MeasureChange judged(boolean isWorse, boolean isBetter) {
        Change change = isWorse && doubt.isEmpty()
                ? Change.REGRESSED
                : isBetter ? Change.IMPROVED : notWorse ? Change.SAME : Change.NOT_ENOUGH_DATA;
        return new MeasureChange(measure, change, base, now, baseRate, nowRate, isWorse ? doubt : "");
    }

    /** 1 where it is not more by what is worth reporting. */
    private static double chanceOfMore(ComparedRun run, ComparedRun other, String target, SmallestEffect effect) {
        Timeline sample = run.ofItsOwn(target);
        Timeline reference = other.timeline(target);
        FailureRate rate = RateEstimator.estimate(sample);
        if (rate == null
                || rate.estimate()
                        < effect.rateAbove(RateEstimator.estimate(reference).estimate())) {
            return 1;
        }
        return RankTest.chanceOfMore(ComparedRun.shares(sample), times(ComparedRun.shares(reference), effect.factor()));
    }

    private static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }
}
