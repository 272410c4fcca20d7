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

    static Candidate ofRate(ComparedRun baseRun, ComparedRun nowRun, String target, SmallestEffect effect) {
        FailureRate base = RateEstimator.estimate(baseRun.timeline(target));
        FailureRate now = RateEstimator.estimate(nowRun.timeline(target));
        double[] baseShares = shares(baseRun.parts(target));
        double[] nowShares = shares(nowRun.parts(target));
        boolean rose = now.estimate() >= effect.rateAbove(base.estimate());
        boolean fell = base.estimate() >= effect.rateAbove(now.estimate());
        return new Candidate(
                "failure rate",
                base.estimate(),
                now.estimate(),
                base,
                now,
                rose ? RankTest.chanceOfMore(nowShares, times(baseShares, effect.factor())) : 1,
                fell ? RankTest.chanceOfMore(baseShares, times(nowShares, effect.factor())) : 1,
                now.high95() <= effect.rateAbove(base.low95()),
                rose ? nowRun.doubt(target) : "");
    }

    /**
     * @param controls that ran in both, other than the target: a change must show beside them as well
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
        Shift alone = Shift.of(base, now, effect.factor());
        Shift shift = controls.isEmpty()
                ? alone
                : alone.and(Shift.of(
                        baseRun.latenciesBeside(controls, target, phase, statistic),
                        nowRun.latenciesBeside(controls, target, phase, statistic),
                        effect.factor()));
        boolean isControl = nowRun.role(target) == Role.CONTROL;
        return new Candidate(
                phase + " " + statistic,
                RankTest.median(base),
                RankTest.median(now),
                null,
                null,
                shift.worse(),
                shift.better(),
                shift.notWorse() <= ERROR,
                controls.isEmpty() && !isControl ? "no control ran in both, and one host can differ as much" : "");
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

        /** A change must show in both; either excludes one. */
        Shift and(Shift other) {
            return new Shift(
                    Math.max(worse, other.worse), Math.max(better, other.better), Math.min(notWorse, other.notWorse));
        }
    }

    MeasureChange judged(boolean isWorse, boolean isBetter) {
        Change change = isWorse && doubt.isEmpty()
                ? Change.REGRESSED
                : isBetter ? Change.IMPROVED : notWorse ? Change.SAME : Change.NOT_ENOUGH_DATA;
        return new MeasureChange(measure, change, base, now, baseRate, nowRate, isWorse ? doubt : "");
    }

    private static double[] shares(List<List<Cell>> parts) {
        return parts.stream()
                .mapToDouble(Candidate::share)
                .filter(Double::isFinite)
                .toArray();
    }

    /** Failures may outnumber the attempts that ended here; NaN where there was neither. */
    private static double share(List<Cell> part) {
        double attempts = 0;
        double failures = 0;
        for (Cell cell : part) {
            attempts += Math.max(cell.attempts(), cell.failures());
            failures += cell.failures();
        }
        return failures / attempts;
    }

    private static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }
}
