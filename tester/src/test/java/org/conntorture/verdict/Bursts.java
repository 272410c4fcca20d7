package org.conntorture.verdict;

import java.util.SplittableRandom;
import org.conntorture.outcome.FailureKind;

/** Runs of equal servers on a host that has bursts of failures now and then, whoever is under load. */
final class Bursts {
    private static final long ATTEMPTS_PER_SECOND = 2_000;

    private Bursts() {}

    /** Bursts of 0.1 to 30 s that fail one in ten thousand to all of the attempts of whoever is under load. */
    static RunBuilder run(
            SplittableRandom random, int controls, int subjects, int rounds, int turnSeconds, double meanBursts) {
        RunBuilder run = new RunBuilder(rounds, turnSeconds);
        int targets = controls + subjects;
        for (int i = 0; i < targets; i++) {
            String name = "t" + i;
            (i < controls ? run.control(name) : run.subject(name)).attemptsPerSecond(name, ATTEMPTS_PER_SECOND);
        }
        double runSeconds = targets * rounds * turnSeconds;
        long bursts = poisson(random, meanBursts);
        for (int i = 0; i < bursts; i++) {
            double length = logUniform(random, 0.1, 30);
            double start = random.nextDouble() * (runSeconds + length) - length;
            burst(run, random, targets, turnSeconds, Math.max(0, start), Math.min(runSeconds, start + length));
        }
        return run;
    }

    private static void burst(
            RunBuilder run, SplittableRandom random, int targets, int turnSeconds, double start, double end) {
        double intensity = logUniform(random, 1e-4, 1);
        for (int second = (int) start; second < end; second++) {
            int turn = second / turnSeconds;
            int inTurn = second % turnSeconds;
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

    private static double logUniform(SplittableRandom random, double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    static long poisson(SplittableRandom random, double mean) {
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
