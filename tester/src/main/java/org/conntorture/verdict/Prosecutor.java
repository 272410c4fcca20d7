package org.conntorture.verdict;

import java.util.List;
import org.conntorture.text.Counts;

/** Decides what a failing subject can be charged with, given the controls and its undisturbed twin. */
final class Prosecutor {
    /** A fault of the subject beside failing controls must be this many times worse than theirs. */
    private static final double LARGE_FACTOR = 10;

    private static final double FAILING_CONTROL_CHANCE = 0.01;

    /** More rounds than that are no advice. */
    private static final int MOST_TIMES = 50;

    private final List<Tally> tallies;
    private final Controls controls;
    private final String failingControls;

    /** @param tallies of all targets that took load */
    Prosecutor(List<Tally> tallies, Controls controls) {
        this.tallies = List.copyOf(tallies);
        this.controls = controls;
        this.failingControls = controls.failingNamed();
    }

    /** @param subject with failures that the tester did not make */
    Charge charge(Tally subject) {
        Twin twin = Twin.of(subject, undisturbed(subject), others(subject));
        if (controls.none()) {
            String note = "no control was run, so host and path are not acquitted";
            return new Charge(subject, twin, 1, note, Verdict.FAIL);
        }
        if (controls.ran().isEmpty()) {
            String note = controls.missingNamed() + " took no load, so host and path are not acquitted";
            return new Charge(subject, twin, 1, note, Verdict.INCONCLUSIVE);
        }
        return controls.clean() ? besideCleanControls(subject, twin) : besideFailingControls(subject, twin);
    }

    private Charge besideCleanControls(Tally subject, Twin twin) {
        CommonFault.Result common = new CommonFault(subject.sure(), controls.timelines(), others(subject)).result();
        double chance = Math.min(
                Math.min(common.chance(), DisturbedSeconds.chance(subject.sure())),
                Alternation.chance(subject.sure(), controls.timelines()));
        if (chance <= CommonFault.CLEAN_CONTROL_CHANCE) {
            return new Charge(subject, twin, chance, "", Verdict.FAIL);
        }
        return new Charge(subject, twin, common.chance(), tooSmall(common), Verdict.INCONCLUSIVE);
    }

    private String tooSmall(CommonFault.Result common) {
        boolean one = controls.ran().size() == 1;
        String note = controls.named() + (one ? " is" : " are")
                + " clean, at numbers that might not have shown it: about "
                + Counts.rough(common.attemptsPerControl()) + " more attempts of "
                + (one ? "it" : "each") + " are needed";
        return common.timesAsLong() == 0 || common.timesAsLong() > MOST_TIMES
                ? note
                : note + ", or " + Counts.of(common.timesAsLong()) + " times the rounds of every target";
    }

    /** Judges only what is far worse than anything the controls showed; the rest may be what hit them too. */
    private Charge besideFailingControls(Tally subject, Twin twin) {
        double limit = LARGE_FACTOR * controls.worstShare();
        Timeline severe = subject.sure().onlyAbove(limit);
        boolean worse = severe.failures() > 0
                && RateEstimator.estimate(subject.sure()).low95() > LARGE_FACTOR * controls.highestRate();
        double chance = worse ? chanceAbove(limit, subject, severe) : 1;
        if (chance <= FAILING_CONTROL_CHANCE) {
            String note = failingControls + (controls.failingCount() == 1 ? " is" : " are")
                    + " not clean either, but far from failing as often";
            return new Charge(subject, twin, chance, note, Verdict.FAIL);
        }
        String note = failingControls + (controls.failingCount() == 1 ? " fails" : " fail")
                + " as well, so the cause may be common to all: host or path";
        return new Charge(subject, twin, 1, note, Verdict.INCONCLUSIVE);
    }

    private double chanceAbove(double limit, Tally subject, Timeline severe) {
        List<Timeline> mild = controls.timelines().stream()
                .map(control -> control.onlyAbove(limit))
                .toList();
        List<Timeline> witnesses =
                others(subject).stream().map(other -> other.onlyAbove(limit)).toList();
        return new CommonFault(severe, mild, witnesses).result().chance();
    }

    private List<Timeline> others(Tally subject) {
        return tallies.stream()
                .filter(tally -> tally != subject)
                .map(Tally::all)
                .toList();
    }

    private Tally undisturbed(Tally subject) {
        String name = subject.measurement().target().undisturbed();
        return tallies.stream()
                .filter(tally -> tally.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
