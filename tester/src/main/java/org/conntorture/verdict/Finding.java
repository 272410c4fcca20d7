package org.conntorture.verdict;

import java.util.Objects;
import org.conntorture.plan.Expectation;

/**
 * One judged fact.
 *
 * @param target its name, or null where the whole run is meant
 * @param text reads on from the target's name, without a full stop: "is clean: 0 of 1,000 attempts failed ..."
 * @param expectation the one it judges, or null where it says whether the target is clean
 * @param inSummary whether the summary of the judgement tells all of it
 */
public record Finding(String target, String text, Verdict outcome, Expectation expectation, boolean inSummary) {
    public Finding(String target, String text, Verdict outcome) {
        this(target, text, outcome, null);
    }

    public Finding(String target, String text, Verdict outcome, Expectation expectation) {
        this(target, text, outcome, expectation, false);
    }

    public Finding {
        Objects.requireNonNull(outcome, "outcome");
        if (text.isBlank()) {
            throw new IllegalArgumentException("a finding needs a text");
        }
    }

    Finding inSummary(boolean isTold) {
        return new Finding(target, text, outcome, expectation, isTold);
    }

    /** The finding as a clause that names its target. */
    String clause() {
        return target == null ? text : target + " " + text;
    }
}
