package org.conntorture.verdict;

import java.util.SplittableRandom;
import org.conntorture.outcome.FailureKind;

/**
 * Runs of equal servers on a host that fails now and then, whoever is under load. The subjects are disturbed every three
 * seconds, which does nothing to them.
 */
final class Bursts {
    private static final long ATTEMPTS_PER_SECOND = 2_000;

    private static final int DISTURBED_EVERY_SECONDS = 3;

    private Bursts() {}

    /** Bursts of 0.1 to 30 s that fail one in ten thousand to all of the attempts of whoever is under load. */
    static RunBuilder run(
            SplittableRandom random, int controls, int subjects, int rounds, int turnSeconds, double meanBursts) {
        RunBuilder run = equals(controls, subjects, rounds, turnSeconds);
        int targets = controls + subjects;
        double runSeconds = targets * rounds * turnSeconds;
        long bursts = poisson(random, meanBursts);
        for (int i = 0; i < bursts; i++) {
            double length = logUniform(random, 0.1, 30);
            double start = random.nextDouble() * (runSeconds + length) - length;
            burst(run, random, targets, turnSeconds, Math.max(0, start), Math.min(runSeconds, start + length));
        }
        return run;
    }

    private static RunBuilder equals(int controls, int subjects, int rounds, int turnSeconds) {
        RunBuilder run = new RunBuilder(rounds, turnSeconds);
        for (int i = 0; i < controls + subjects; i++) {
            String name = "t" + i;
            (i < controls ? run.control(name) : run.disturbed(name, null, DISTURBED_EVERY_SECONDS))
                    .attemptsPerSecond(name, ATTEMPTS_PER_SECOND);
        }
        return run;
    }

    /**
     * A host that drifts: the share of the attempts it fails goes up and down from second to second.
     *
     * @param step standard deviation of a second's change, in powers of e
     */
    static RunBuilder drift(SplittableRandom random, int rounds, int turnSeconds, double step) {
        int targets = 2;
        RunBuilder run = equals(1, 1, rounds, turnSeconds);
        double intensity = logUniform(random, 1e-6, 1e-2);
        for (int second = 0; second < targets * rounds * turnSeconds; second++) {
            fail(run, targets, turnSeconds, second, poisson(random, ATTEMPTS_PER_SECOND * Math.min(1, intensity)));
            intensity *= Math.exp(step * random.nextGaussian());
        }
        return run;
    }

    private static void burst(
            RunBuilder run, SplittableRandom random, int targets, int turnSeconds, double start, double end) {
        double intensity = logUniform(random, 1e-4, 1);
        for (int second = (int) start; second < end; second++) {
            double overlap = Math.min(end, second + 1) - Math.max(start, second);
            fail(run, targets, turnSeconds, second, poisson(random, ATTEMPTS_PER_SECOND * overlap * intensity));
        }
    }

    /** Whoever has its turn in this second of the run. */
    private static void fail(RunBuilder run, int targets, int turnSeconds, int second, long failures) {
        int turn = second / turnSeconds;
        int round = turn / targets + 1;
        int place = turn % targets;
        int target = round % 2 == 1 ? place : targets - 1 - place;
        if (failures > 0) {
            run.fails("t" + target, FailureKind.RESET, round, second % turnSeconds, failures);
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
