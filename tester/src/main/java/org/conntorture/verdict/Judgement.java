package org.conntorture.verdict;

import java.util.List;
import java.util.Map;

/**
 * What a run comes to.
 *
 * @param summary one sentence that begins with the verdict and a colon
 * @param findings at least one for each target, in the order of the plan; those of the whole run last
 * @param rates by target; none for a target without an attempt to count
 */
public record Judgement(Outcome verdict, String summary, List<Finding> findings, Map<String, FailureRate> rates) {
    public Judgement {
        findings = List.copyOf(findings);
        rates = Map.copyOf(rates);
        if (!summary.startsWith(verdict + ": ")) {
            throw new IllegalArgumentException("summary must begin with the verdict, was '" + summary + "'");
        }
    }
}
