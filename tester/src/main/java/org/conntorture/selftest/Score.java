package org.conntorture.selftest;

import java.util.List;
import java.util.function.Predicate;
import org.conntorture.selftest.Trial.Status;

/**
 * How a self-test came out as a whole.
 *
 * @param faults cases that must be named right, each
 * @param byShare cases in which chance decides how much fails, so that most of them must be named right
 * @param healthy cases in which nobody may be accused
 * @param skipped cases that were not run
 * @param notMade faults that could not be made, of those that chance does not decide
 */
public record Score(Tally faults, Tally byShare, Tally healthy, long skipped, long notMade) {
    private static final double LEAST_SHARE = 0.75;

    /** @param judged of which that many came out right */
    public record Tally(long right, long judged) {
        boolean isWhole() {
            return right == judged;
        }

        @Override
        public String toString() {
            return right + " of " + judged;
        }
    }

    public static Score of(List<Trial> trials) {
        return new Score(
                tally(trials, trial -> !trial.isHealthy() && !trial.byShare()),
                tally(trials, trial -> !trial.isHealthy() && trial.byShare()),
                tally(trials, Trial::isHealthy),
                count(trials, trial -> trial.status() == Status.SKIPPED),
                count(trials, trial -> trial.status() == Status.NOT_MADE && !trial.byShare()));
    }

    private static Tally tally(List<Trial> trials, Predicate<Trial> kind) {
        return new Tally(
                count(trials, kind.and(trial -> trial.status() == Status.OK)),
                count(trials, kind.and(Trial::isJudged)));
    }

    private static long count(List<Trial> trials, Predicate<Trial> kind) {
        return trials.stream().filter(kind).count();
    }

    /** A cause was missed, too many were where chance decides, or somebody was accused wrongly. */
    public boolean isWrong() {
        return !faults.isWhole() || !healthy.isWhole() || byShare.right < LEAST_SHARE * byShare.judged;
    }
}
