package org.conntorture.verdict;

import java.util.Map;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Workload;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;

/**
 * What is held against one failing target, and how it compares with its undisturbed twin.
 *
 * @param cause id of the best proven cause of most of its failures, or empty
 * @param chance that a common fault hit like this; 1 where nothing was compared
 */
record Charge(Tally accused, Twin twin, double chance, String note, Verdict outcome, String cause) {
    Charge(Tally accused, Twin twin, double chance, String note, Verdict outcome) {
        this(accused, twin, chance, note, outcome, "");
    }

    Charge of(String cause) {
        return new Charge(accused, twin, chance, note, outcome, cause);
    }

    /** Failures that are allowed for accuse nobody. */
    Charge tolerated(String because) {
        return new Charge(accused, twin, 1, because, Verdict.PASS, cause);
    }

    /** Proven by what the failures themselves show, whether or not a control would have shown a common fault. */
    Charge seenAtEach(String note) {
        return new Charge(accused, twin, chance, note, Verdict.FAIL, cause);
    }

    /** Whether the controls, or the twin, tell it from a fault that is common to all. */
    boolean comparisonTells() {
        return chance <= CommonFault.CLEAN_CONTROL_CHANCE;
    }

    Charge inDoubt(String because) {
        return new Charge(accused, twin, 1, because, Verdict.INCONCLUSIVE, cause);
    }

    /** Predicate of the sentence: {@code loses connections while it is reloaded (17 of 61,000; first ...)}. */
    String deed() {
        String during = accused.wasDisturbed() && twin.state() != Twin.State.FAILS_AS_WELL
                ? " while " + accused.measurement().target().disturbance().during()
                : "";
        String figures = figures(accused);
        return verb(accused) + during + " "
                + (cause.isEmpty() ? figures : figures.replaceFirst("\\)$", "; cause " + cause + ")"));
    }

    /** {@code (17 of 61,000; first at attempt 1,843 after 0.9 s)}. */
    static String figures(Tally tally) {
        long first = tally.measurement().firstFailureAttempt();
        String where = first == 0 || tally.doubtfulFailures() > 0
                ? ""
                : "; first at attempt " + Counts.of(first) + " after "
                        + Durations.tenths(tally.measurement().firstFailureNs());
        return "(" + Counts.of(tally.sure().failures()) + " of "
                + Counts.of(tally.sure().attempts()) + where + ")";
    }

    private static String verb(Tally tally) {
        FailureKind kind = tally.sureKinds().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        return kind.deed(failsAlways(tally));
    }

    private static boolean failsAlways(Tally tally) {
        return tally.sure().failures() >= tally.sure().attempts();
    }

    /** What else a reader should know of this target; empty or beginning with a semicolon. */
    static String remarks(Tally tally, Workload.Kind workload) {
        StringBuilder remarks = new StringBuilder();
        if (workload.comparesReply()
                && failsAlways(tally)
                && tally.measurement().repliesMatched() == 0
                && tally.sureKinds().keySet().stream().allMatch(FailureKind::mayComeOfAnotherProtocol)) {
            remarks.append("; not one reply ever matched (is this an echo server? --workload reply takes any"
                    + " reply, close and connect need none)");
        }
        if (tally.doubtfulFailures() > 0) {
            remarks.append("; ")
                    .append(Counts.of(tally.doubtfulFailures()))
                    .append(" more failures may be the tester's own and do not count");
        }
        if (tally.measurement().reason() != null) {
            remarks.append("; ").append(tally.measurement().reasonInShort());
        }
        return remarks.toString();
    }
}
