package org.conntorture.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.plan.Expectation;
import org.conntorture.plan.Target;
import org.conntorture.report.TestCase.Result;
import org.conntorture.result.Block;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.text.WrappedText;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.Verdict;

/**
 * A run as test cases: one for each target, one for each expectation of each target, one for the run itself. Their names
 * come from the plan alone, so that a build server can follow each from run to run.
 */
final class TestCases {
    private static final Map<Verdict, Result> RESULTS =
            Map.of(Verdict.PASS, Result.PASSED, Verdict.FAIL, Result.FAILED, Verdict.INCONCLUSIVE, Result.ERROR);
    private static final List<Verdict> WORST_FIRST = List.of(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS);

    private final RunMeasurement run;
    private final Diagnosis diagnosis;
    private final Judgement judgement;

    private TestCases(RunMeasurement run, Diagnosis diagnosis, Judgement judgement) {
        this.run = run;
        this.diagnosis = diagnosis;
        this.judgement = judgement;
    }

    static List<TestCase> of(RunMeasurement run, Diagnosis diagnosis, Judgement judgement) {
        TestCases cases = new TestCases(run, diagnosis, judgement);
        List<TestCase> all = new ArrayList<>();
        run.targets().forEach(target -> all.add(cases.ofTarget(target)));
        for (Expectation expectation : run.plan().expectations()) {
            run.targets().stream()
                    .filter(target -> expectation.isOf(target.target()))
                    .forEach(target -> all.add(cases.ofExpectation(expectation, target)));
        }
        all.add(cases.ofRun());
        return all;
    }

    private TestCase ofTarget(TargetMeasurement target) {
        String name = target.target().name();
        List<Finding> findings = worstFirst(finding -> name.equals(finding.target()) && finding.expectation() == null);
        double seconds = target.blocks().stream().mapToLong(Block::durationNs).sum() / 1e9;
        Result result = result(findings);
        boolean absent = target.status() != TargetMeasurement.Status.RAN;
        return new TestCase(
                name + (tolerant(target.target()) ? " loses no more than is expected" : " loses no connections"),
                seconds,
                absent && result == Result.PASSED ? Result.SKIPPED : result,
                message(findings),
                detail(findings, target));
    }

    /** Whether a lost connection may pass, so that the name does not say otherwise. */
    private boolean tolerant(Target target) {
        return run.plan().expectations().stream()
                .anyMatch(expectation -> expectation.kind().isOfFailures() && expectation.isOf(target));
    }

    private TestCase ofExpectation(Expectation expectation, TargetMeasurement target) {
        String targetName = target.target().name();
        String name = targetName + " keeps " + expectation.text();
        List<Finding> findings =
                worstFirst(finding -> targetName.equals(finding.target()) && expectation.equals(finding.expectation()));
        return findings.isEmpty()
                ? new TestCase(name, 0, Result.SKIPPED, targetName + " took no load that counts", "")
                : new TestCase(name, 0, result(findings), message(findings), detail(findings, target));
    }

    private TestCase ofRun() {
        List<Finding> findings = worstFirst(finding -> finding.target() == null);
        WrappedText page = new WrappedText();
        page.paragraph("", judgement.summary());
        return new TestCase("the run can be judged", 0, result(findings), message(findings), page.toString());
    }

    private List<Finding> worstFirst(Predicate<Finding> filter) {
        return judgement.findings().stream()
                .filter(filter)
                .sorted(Comparator.comparingInt(finding -> WORST_FIRST.indexOf(finding.outcome())))
                .toList();
    }

    private static Result result(List<Finding> worstFirst) {
        return worstFirst.isEmpty()
                ? Result.PASSED
                : RESULTS.get(worstFirst.get(0).outcome());
    }

    private static String message(List<Finding> worstFirst) {
        return worstFirst.isEmpty() ? "" : worstFirst.get(0).text();
    }

    /** All findings, and the best cause with what speaks for it; a limit that is kept needs none. */
    private String detail(List<Finding> findings, TargetMeasurement target) {
        WrappedText page = new WrappedText();
        String name = target.target().name();
        findings.forEach(finding -> page.paragraph("", name + " " + finding.text()));
        boolean kept = findings.stream()
                .allMatch(finding -> finding.expectation() != null && finding.outcome() == Verdict.PASS);
        List<Cause> best = diagnosis.of(name).stream().limit(kept ? 0 : 1).toList();
        new CauseText(page).add(best, target.judgedFailures() + target.testerFailures());
        return page.toString();
    }
}
