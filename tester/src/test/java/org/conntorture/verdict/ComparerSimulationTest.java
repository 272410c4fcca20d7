package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.conntorture.outcome.FailureKind;
import org.conntorture.verdict.FinishedRuns.Latency;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a comparison is wrong: simulated pairs of runs whose truth is known, from seeds that are printed. */
class ComparerSimulationTest {
    private static final long SEED = 20190713;
    private static final int PAIRS = 500;
    private static final int TURN_SECONDS = 12;
    private static final double MOST_FALSE_ALARMS = 0.05;

    @ParameterizedTest(name = "{0} controls, {1} subjects, {2} rounds, {3} bursts a run")
    @CsvSource({
        "1, 1, 4, 0.5, rare bursts hit one run of the two",
        "1, 1, 4, 4, a few bursts",
        "1, 1, 4, 20, frequent bursts hit both",
        "3, 3, 4, 4, three subjects are three chances to be wrong",
        "0, 1, 4, 0.5, without a control nothing acquits the host",
        "0, 1, 4, 4, the same with a few bursts",
        "0, 1, 4, 20, the same with frequent bursts",
        "0, 1, 1, 4, the same in one turn",
        "0, 1, 10, 4, the same in two minutes",
    })
    void shouldNotTellServersInBurstsApart(int controls, int subjects, int rounds, double bursts, String reason) {
        SplittableRandom random = seeded(controls * 1000 + subjects * 100 + rounds * 10 + (int) bursts);
        Supplier<RunBuilder> run = () -> Bursts.run(random, controls, subjects, rounds, TURN_SECONDS, bursts);
        double[] shares = shares(() -> FinishedRuns.compare(run.get(), run.get()));
        print(controls + " controls, " + subjects + " subjects, " + rounds + " rounds, " + bursts + " bursts", shares);
        assertThat(shares[Change.REGRESSED.ordinal()]).as(reason).isLessThanOrEqualTo(MOST_FALSE_ALARMS);
    }

    @ParameterizedTest(name = "{0} rounds of {1} s, controls {2}, run {3}, server {4}, drift {5}, second {6}")
    @CsvSource({
        "4, 3, 1, 0.8, 0.1, 0.2, 0.3, what was measured on two shared cores",
        "4, 12, 1, 0.8, 0.1, 0.2, 0.3, more seconds make chance smaller but not the runs more alike",
        "4, 1, 1, 0.8, 0.1, 0.2, 0.3, one second a turn",
        "4, 5, 3, 0.3, 0.2, 0.5, 0.5, a host that drifts and flickers",
        "4, 5, 1, 0.9, 0.35, 0.2, 0.8, a busy host on which servers come up rather unlike",
        "4, 12, 1, 0.8, 0.2, 0.2, 0.3, servers that come up faster or slower",
        "4, 12, 1, 0.8, 0.1, 0.5, 0.3, a host that drifts within a round",
        "3, 12, 1, 0.8, 0.1, 0.5, 0.3, the same in the fewest rounds that count",
        "1, 30, 1, 0.8, 0.1, 0.5, 0.3, one turn each so the drift lies between them",
        "4, 12, 0, 0.8, 0.1, 0.2, 0.3, without a control a host may be twice as slow the next time",
    })
    void shouldNotTellRunsOfOneSpeedApart(
            int rounds,
            int turnSeconds,
            int controls,
            double run,
            double server,
            double drift,
            double second,
            String reason) {
        SplittableRandom random = seeded(rounds * 1000 + turnSeconds * 10 + controls);
        double[] shares = shares(() -> FinishedRuns.compare(
                quiet(controls, 2, rounds, turnSeconds),
                new DriftingHost(random, run, server, drift, second, 1),
                quiet(controls, 2, rounds, turnSeconds),
                new DriftingHost(random, run, server, drift, second, 1)));
        print(rounds + " rounds of " + turnSeconds + " s, " + controls + " controls, drift " + drift, shares);
        assertThat(shares[Change.REGRESSED.ordinal()]).as(reason).isLessThanOrEqualTo(MOST_FALSE_ALARMS);
    }

    @ParameterizedTest(name = "{0} times as slow in {1} rounds of {2} s")
    @CsvSource({
        "4, 4, 5, four times as slow as before",
        "3, 4, 12, three times in longer turns",
    })
    void shouldSeeThatServerBecameSlower(double factor, int rounds, int turnSeconds, String reason) {
        SplittableRandom random = seeded((long) factor);
        double[] shares = shares(() -> FinishedRuns.compare(
                quiet(1, 1, rounds, turnSeconds),
                new DriftingHost(random, 0.8, 0.1, 0.2, 0.3, 1),
                quiet(1, 1, rounds, turnSeconds),
                new DriftingHost(random, 0.8, 0.1, 0.2, 0.3, factor)));
        print(factor + " times as slow, " + rounds + " rounds of " + turnSeconds + " s", shares);
        // A host that became as much faster meanwhile hides it: nothing regressed that is as fast as before.
        assertThat(shares[Change.REGRESSED.ordinal()]).as(reason).isGreaterThanOrEqualTo(0.6);
    }

    @ParameterizedTest(name = "{0} beside {1} controls in {2} rounds of {3} s")
    @CsvSource({
        "1, 1, 4, 5, each attempt fails",
        "1, 0, 1, 30, the same without a control for as long as a run takes by default",
        "0.001, 1, 4, 5, one in a thousand",
        "0.001, 0, 4, 12, one in a thousand without a control",
    })
    void shouldSeeThatServerBeganToFail(double rate, int controls, int rounds, int turnSeconds, String reason) {
        SplittableRandom random = seeded(rounds * 100 + turnSeconds);
        double[] shares = shares(() -> FinishedRuns.compare(
                quiet(controls, 1, rounds, turnSeconds), failing(random, rate, controls, rounds, turnSeconds)));
        print(rate + " fail, " + controls + " controls, " + rounds + " rounds of " + turnSeconds + " s", shares);
        assertThat(shares[Change.REGRESSED.ordinal()]).as(reason).isGreaterThanOrEqualTo(0.95);
    }

    private static RunBuilder quiet(int controls, int subjects, int rounds, int turnSeconds) {
        RunBuilder run = new RunBuilder(rounds, turnSeconds);
        for (int i = 0; i < controls; i++) {
            run.control("control" + i);
        }
        for (int i = 0; i < subjects; i++) {
            run.subject("subject" + i);
        }
        return run;
    }

    private static RunBuilder failing(SplittableRandom random, double rate, int controls, int rounds, int turnSeconds) {
        RunBuilder run = quiet(controls, 1, rounds, turnSeconds);
        if (rate == 1) {
            return run.alwaysFails("subject0", FailureKind.CONNECT_REFUSED);
        }
        for (int round = 1; round <= rounds; round++) {
            for (int second = 0; second < turnSeconds; second++) {
                long failures = Bursts.poisson(random, 2_000 * rate);
                if (failures > 0) {
                    run.fails("subject0", FailureKind.RESET, round, second, failures);
                }
            }
        }
        return run;
    }

    /** The speed of one run: of the host in it, of each server in it, of each half minute and of each second. */
    private static final class DriftingHost implements Latency {
        private final SplittableRandom random;
        private final double host;
        private final double server;
        private final double drift;
        private final double second;
        private final double factor;
        private final Map<String, Double> ofServer = new HashMap<>();
        private final Map<Long, Double> ofHalfMinute = new HashMap<>();

        /** The first four are standard deviations of logarithms. @param factor by which subject0 is slower */
        DriftingHost(SplittableRandom random, double run, double server, double drift, double second, double factor) {
            this.random = random;
            this.host = run * random.nextGaussian();
            this.server = server;
            this.drift = drift;
            this.second = second;
            this.factor = factor;
        }

        @Override
        public double medianNs(String target, org.conntorture.result.Block block) {
            double log = host
                    + ofServer.computeIfAbsent(target, name -> server * random.nextGaussian())
                    + ofHalfMinute.computeIfAbsent(
                            block.startNs() / 30_000_000_000L, start -> drift * random.nextGaussian())
                    + second * random.nextGaussian();
            return 100_000 * Math.exp(log) * (target.equals("subject0") ? factor : 1);
        }
    }

    private static double[] shares(Supplier<Comparison> comparison) {
        double[] shares = new double[Change.values().length];
        for (int i = 0; i < PAIRS; i++) {
            shares[comparison.get().change().ordinal()] += 1.0 / PAIRS;
        }
        return shares;
    }

    private static void print(String setting, double[] shares) {
        System.out.printf(
                "%s: same %.3f improved %.3f not enough data %.3f regressed %.3f%n",
                setting, shares[0], shares[1], shares[2], shares[3]);
    }

    private static SplittableRandom seeded(long setting) {
        System.out.println("seed " + (SEED + setting));
        return new SplittableRandom(SEED + setting);
    }
}
