package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often the judge is wrong: simulated runs whose truth is known, from seeds that are printed. */
class JudgeSimulationTest {
    private static final long SEED = 20190712;
    private static final int RUNS = 1_000;
    private static final int TURN_SECONDS = 12;
    private static final long ATTEMPTS_PER_SECOND = 2_000;

    @ParameterizedTest(name = "{0} controls, {1} subjects, {2} rounds, {3} bursts a run")
    @CsvSource({
        "1, 1, 2, 0.5, rare bursts hit one of two at most",
        "1, 1, 2, 4, a few bursts",
        "1, 1, 2, 20, frequent bursts hit both",
        "1, 1, 4, 0.5, rare",
        "1, 1, 4, 4, a few",
        "1, 1, 4, 20, frequent",
        "3, 1, 4, 3, more controls leave the subject a smaller share so few clumps convict",
        "3, 5, 4, 10, five subjects are five chances to be wrong",
    })
    void shouldNotTellEqualServersApart(int controls, int subjects, int rounds, double bursts, String reason) {
        SplittableRandom random = seeded(controls * 1000 + subjects * 100 + rounds * 10 + (int) bursts);
        int[] verdicts = new int[3];
        for (int i = 0; i < RUNS; i++) {
            verdicts[
                    burstRun(random, controls, subjects, rounds, bursts)
                            .judge()
                            .verdict()
                            .ordinal()]++;
        }
        System.out.printf(
                "equal servers, %d controls, %d subjects, %d rounds, %.1f bursts: PASS %.3f FAIL %.3f INCONCLUSIVE %.3f%n",
                controls, subjects, rounds, bursts, share(verdicts[0]), share(verdicts[1]), share(verdicts[2]));
        assertThat(share(verdicts[Outcome.FAIL.ordinal()])).as(reason).isLessThanOrEqualTo(0.05);
    }

    private static double share(int count) {
        return count / (double) RUNS;
    }

    private static SplittableRandom seeded(long setting) {
        System.out.println("seed " + (SEED + setting));
        return new SplittableRandom(SEED + setting);
    }

    /** Bursts of 0.1 to 30 s that fail one in ten thousand to all of the attempts of whoever is under load. */
    private static RunBuilder burstRun(
            SplittableRandom random, int controls, int subjects, int rounds, double meanBursts) {
        RunBuilder run = new RunBuilder(rounds, TURN_SECONDS);
        int targets = controls + subjects;
        for (int i = 0; i < targets; i++) {
            String name = "t" + i;
            (i < controls ? run.control(name) : run.subject(name)).attemptsPerSecond(name, ATTEMPTS_PER_SECOND);
        }
        double runSeconds = targets * rounds * TURN_SECONDS;
        long bursts = poisson(random, meanBursts);
        for (int i = 0; i < bursts; i++) {
            double length = logUniform(random, 0.1, 30);
            double start = random.nextDouble() * (runSeconds + length) - length;
            burst(run, random, targets, Math.max(0, start), Math.min(runSeconds, start + length));
        }
        return run;
    }

    private static void burst(RunBuilder run, SplittableRandom random, int targets, double start, double end) {
        double intensity = logUniform(random, 1e-4, 1);
        for (int second = (int) start; second < end; second++) {
            int turn = second / TURN_SECONDS;
            int inTurn = second % TURN_SECONDS;
            int round = turn / targets + 1;
            int place = turn % targets;
            int target = round % 2 == 1 ? place : targets - 1 - place;
            double overlap = Math.min(end, second + 1) - Math.max(start, second);
            long failures = poisson(random, ATTEMPTS_PER_SECOND * overlap * intensity);
            if (failures > 0) {
                run.fails("t" + target, FailureKind.RESET, round, inTurn, failures);
            }
        }
    }

    @ParameterizedTest(name = "{0} rounds, {1} reloads a turn")
    @CsvSource({"2, 5", "3, 4", "3, 5", "4, 3", "4, 4", "5,2", "6, 2", "10, 1"})
    void shouldConvictServerThatLosesConnectionsAtReloads(int rounds, int reloadsPerTurn) {
        SplittableRandom random = seeded(rounds);
        int convicted = 0;
        for (int i = 0; i < RUNS; i++) {
            convicted += reloadRun(random, rounds, reloadsPerTurn).judge().verdict() == Outcome.FAIL ? 1 : 0;
        }
        System.out.printf(
                "loses 1 or 2 at each of %d reloads, %d rounds, 1 control: convicted %.3f%n",
                rounds * reloadsPerTurn, rounds, share(convicted));
    }

    private static RunBuilder reloadRun(SplittableRandom random, int rounds, int reloadsPerTurn) {
        int everySeconds = 3;
        RunBuilder run = new RunBuilder(rounds, everySeconds * (reloadsPerTurn + 1))
                .control("java")
                .disturbed("handover", null, everySeconds);
        for (int round = 1; round <= rounds; round++) {
            for (int reload = 1; reload <= reloadsPerTurn; reload++) {
                int lost = reload * everySeconds + random.nextInt(2) + RunBuilder.DRAIN_SECONDS;
                run.fails("handover", FailureKind.NO_REPLY, round, lost, 1 + random.nextInt(2));
            }
        }
        return run;
    }

    private static double logUniform(SplittableRandom random, double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    private static long poisson(SplittableRandom random, double mean) {
        if (mean > 50) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        long count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
