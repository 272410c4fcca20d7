package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run comes to.
 *
 * @param summary one sentence that begins with the verdict and a colon
 * @param findings at least one for each target, in the order of the plan; those of the whole run last
 * @param rates by target; none for a target without an attempt to count
 * @param leftOpen whether it is open only as what was measured is not the whole
 */
public record Judgement(
        Verdict verdict, String summary, List<Finding> findings, Map<String, FailureRate> rates, boolean leftOpen) {
    public Judgement(Verdict verdict, String summary, List<Finding> findings, Map<String, FailureRate> rates) {
        this(verdict, summary, findings, rates, false);
    }

    public Judgement {
        findings = List.copyOf(findings);
        rates = Map.copyOf(rates);
        if (!summary.startsWith(verdict + ": ")) {
            throw new IllegalArgumentException("summary must begin with the verdict, was '" + summary + "'");
        }
    }

    /** What was found of the target that is no pass, the worst first; empty where all of it is. */
    public List<Finding> against(String target) {
        return findings.stream()
                .filter(finding -> target.equals(finding.target()) && finding.outcome() != Verdict.PASS)
                .sorted(Comparator.comparing(finding -> finding.outcome() != Verdict.FAIL))
                .toList();
    }

    /** What the target comes to: its worst finding decides. */
    public Verdict outcome(String target) {
        return against(target).stream().findFirst().map(Finding::outcome).orElse(Verdict.PASS);
    }

    /** The same left open, as what was measured is not the whole. @param why a sentence each; @param remedy a clause */
    public Judgement leftOpen(List<String> why, String remedy) {
        List<Finding> all = new ArrayList<>(findings);
        why.forEach(sentence -> all.add(new Finding(null, sentence, Verdict.INCONCLUSIVE).inSummary(true)));
        return new Judgement(
                Verdict.INCONCLUSIVE,
                Verdict.INCONCLUSIVE + ": " + String.join("; ", why) + " (" + remedy + "); of what is there: "
                        + summary,
                all,
                rates,
                true);
    }

    /** The same with more findings behind its own. */
    Judgement with(List<Finding> more) {
        return new Judgement(
                verdict,
                summary,
                Stream.concat(findings.stream(), more.stream()).toList(),
                rates,
                leftOpen);
    }

    /** The same findings under another sentence, which tells none of them. */
    public Judgement under(Verdict other, String sentence) {
        List<Finding> untold =
                findings.stream().map(finding -> finding.inSummary(false)).toList();
        return new Judgement(other, sentence, untold, rates, leftOpen);
    }
}
