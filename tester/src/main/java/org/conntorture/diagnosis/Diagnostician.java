package org.conntorture.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.diagnosis.rules.Rules;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.Symptom;
import org.conntorture.plan.Load;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.text.Counts;

/**
 * Names the causes of what failed or was slow at one target. Failures that show themselves alike are put to the rules in
 * verdict order; each rule takes those it explains, and what no rule takes is unexplained. Called once the run has ended.
 */
public final class Diagnostician {
    /** More exclusions than that nobody reads; those that people suspect first come first. */
    private static final int MOST_EXCLUSIONS = 6;

    private final CaseFile file;
    private final Map<CauseId, Found> found = new LinkedHashMap<>();

    private Diagnostician(CaseFile file) {
        this.file = file;
    }

    /** A cause as it grows over several symptoms. */
    private static final class Found {
        private long explains;
        private Confidence confidence = Confidence.CERTAIN;
        private boolean direct = true;
        private final List<String> facts = new ArrayList<>();
        private final List<Exclusion> ruledOut = new ArrayList<>();
    }

    /** Causes of one target, best first; empty where nothing failed and nothing was odd. */
    static List<Cause> diagnose(
            TargetMeasurement measurement, TargetEvidence evidence, Load load, List<CapturedAttempt> captured) {
        return new Diagnostician(new CaseFile(measurement, evidence, load, captured)).causes();
    }

    private List<Cause> causes() {
        file.counts().forEach(this::explain);
        List<Cause> causes = new ArrayList<>();
        found.forEach((id, one) -> causes.add(
                new Cause(id, one.confidence, one.explains, one.facts, withoutFound(one.ruledOut), one.direct)));
        causes.sort(Comparator.comparing((Cause cause) -> cause.explains() == 0)
                .thenComparing(cause -> cause.id() == CauseId.UNEXPLAINED)
                .thenComparing(this::isTestersOwn)
                .thenComparing(Cause::explains, Comparator.reverseOrder())
                .thenComparing(Cause::confidence));
        if (!causes.isEmpty()) {
            causes.set(0, causes.get(0).with(ProbeFacts.facts(file)));
        }
        causes.addAll(Oddities.of(file));
        return causes;
    }

    private void explain(Symptom symptom, long count) {
        List<Exclusion> ruledOut = new ArrayList<>();
        List<Found> named = new ArrayList<>();
        List<Rule> weak = new ArrayList<>();
        long open = count;
        for (Rule rule : file.evidence().unix().isPresent() ? Rules.OF_UNIX_SOCKETS : Rules.ALL) {
            if (rule.symptoms().contains(symptom)) {
                Assessment assessment = rule.examination().of(file, symptom, open > 0 ? open : count);
                if (assessment.exclusion() != null) {
                    ruledOut.add(new Exclusion(rule.cause(), assessment.exclusion()));
                } else if (assessment.confidence() == Confidence.POSSIBLE) {
                    weak.add(rule);
                } else {
                    open -= take(rule, symptom, open, assessment, named);
                }
            }
        }
        // What is merely possible gets what nothing better explains.
        for (Rule rule : weak) {
            if (open > 0) {
                open -= take(rule, symptom, open, rule.examination().of(file, symptom, open), named);
            }
        }
        if (open > 0 && symptom != Symptom.SLOW) {
            named.add(add(CauseId.UNEXPLAINED, open, unexplained(symptom, open)));
        }
        ruledOut.sort(Suspects.order(symptom));
        named.forEach(one -> one.ruledOut.addAll(ruledOut));
    }

    /** It explains no failure that the target is judged for. */
    private boolean isTestersOwn(Cause cause) {
        return cause.id().blame() == Blame.TESTER
                && cause.explains() <= file.measurement().testerFailures();
    }

    /** Returns how many of those still open the rule takes. */
    private long take(Rule rule, Symptom symptom, long open, Assessment assessment, List<Found> named) {
        if (!assessment.isFit() || open == 0) {
            return 0;
        }
        long explained = Math.min(open, assessment.explains());
        named.add(add(rule.cause(), isBesideFailures(symptom) ? 0 : explained, assessment));
        return explained;
    }

    /** Where something failed, what was merely slow is not counted among it. */
    private boolean isBesideFailures(Symptom symptom) {
        return symptom == Symptom.SLOW && file.counts().size() > 1;
    }

    private Found add(CauseId id, long explained, Assessment assessment) {
        Found one = found.computeIfAbsent(id, first -> new Found());
        one.explains += explained;
        one.direct &= assessment.direct();
        if (assessment.confidence().compareTo(one.confidence) > 0) {
            one.confidence = assessment.confidence();
        }
        assessment.facts().stream().filter(fact -> !one.facts.contains(fact)).forEach(one.facts::add);
        return one;
    }

    private Assessment unexplained(Symptom symptom, long count) {
        List<String> facts = new ArrayList<>();
        facts.add(Counts.of(count) + " "
                + symptom.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + " and no known cause fits");
        file.evidence().client().unknown().forEach(fact -> facts.add("not known: " + fact));
        return Assessment.fits(count, Confidence.POSSIBLE, facts);
    }

    /** A cause that explains some failures is not ruled out for others in the same breath; each is named once. */
    private List<Exclusion> withoutFound(List<Exclusion> ruledOut) {
        Map<CauseId, Exclusion> first = new LinkedHashMap<>();
        ruledOut.stream()
                .filter(exclusion -> !found.containsKey(exclusion.id()))
                .forEach(exclusion -> first.putIfAbsent(exclusion.id(), exclusion));
        return first.values().stream().limit(MOST_EXCLUSIONS).toList();
    }
}
