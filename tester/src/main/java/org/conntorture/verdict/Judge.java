package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Role;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;

/**
 * Judges one run by the truth table of the verdict rules; called once the run has ended, or on a directory read again.
 * A subject is clean when nothing of blame TARGET or PATH failed. What did fail is charged by {@link Prosecutor}.
 */
public final class Judge {
    private final RunMeasurement run;
    private final Diagnosis diagnosis;
    private final List<Tally> tallies;
    private final Controls controls;
    private final Expectations expectations;
    private final Map<String, Charge> charges = new LinkedHashMap<>();

    private Judge(RunMeasurement run, Diagnosis diagnosis) {
        this.run = run;
        this.diagnosis = diagnosis;
        this.tallies = run.targets().stream()
                .filter(measurement -> measurement.attempts() > 0)
                .map(measurement -> Tally.of(measurement, run))
                .toList();
        this.controls = controls();
        this.expectations = new Expectations(run, diagnosis, usable());
        Prosecutor prosecutor = new Prosecutor(usable(), controls);
        for (Tally subject : subjects()) {
            if (subject.sure().failures() > 0) {
                charges.put(subject.name(), expectations.judge(withCause(prosecutor.charge(subject))));
            }
        }
    }

    public static Judgement judge(RunMeasurement run, Diagnosis diagnosis) {
        return new Judge(run, diagnosis).judgement();
    }

    /** What the tester's own host did is never held against a subject, whatever it looked like to the client. */
    private Charge withCause(Charge charge) {
        List<Cause> causes = diagnosis.of(charge.accused().name());
        List<Cause> own = causes.stream()
                .filter(cause -> cause.id().blame() == Blame.TESTER)
                .sorted(Comparator.comparing(Cause::explains).reversed())
                .toList();
        TargetMeasurement measurement = charge.accused().measurement();
        long ownMaking = own.stream().mapToLong(Cause::explains).sum() - measurement.testerFailures();
        if (ownMaking >= measurement.judgedFailures()) {
            return charge.inDoubt(
                    "the fault is on the tester's own host: " + own.get(0).id().sentence());
        }
        Acquittal acquittal = new Acquittal(controls, diagnosis);
        Charge named = causes.stream()
                .filter(cause -> judgedFailures(cause, measurement) > measurement.judgedFailures() / 2
                        && cause.confidence() != Confidence.POSSIBLE
                        && cause.id() != CauseId.UNEXPLAINED)
                .findFirst()
                .map(cause -> charge.of(cause.id().id()))
                .orElse(charge);
        return acquittal.byAnswers(acquittal.byEvidence(named, causes));
    }

    /** How many the cause explains of those the target is judged for. */
    private static long judgedFailures(Cause cause, TargetMeasurement measurement) {
        return cause.id().blame() == Blame.TESTER ? cause.explains() - measurement.testerFailures() : cause.explains();
    }

    private Judgement judgement() {
        List<Finding> findings = new ArrayList<>();
        run.targets().forEach(measurement -> findings.add(finding(measurement)));
        List<Finding> expected = expectations.judge(charges);
        findings.addAll(expected);
        findings.addAll(ofTheRun());
        Verdict verdict = verdict(findings);
        List<Charge> proven = charges.values().stream()
                .filter(charge -> charge.outcome() == Verdict.FAIL)
                .toList();
        List<Finding> deciding = switch (verdict) {
            case PASS -> List.of();
            case INCONCLUSIVE -> open(untold(findings));
            case FAIL -> broken(expected);
        };
        List<Finding> told = new ArrayList<>(Summary.told(deciding));
        if (verdict == Verdict.FAIL) {
            proven.stream()
                    .filter(charge -> isTold(charge, proven))
                    .map(this::finding)
                    .forEach(told::add);
        }
        Map<String, FailureRate> rates = usable().stream().collect(Collectors.toMap(Tally::name, Tally::rate));
        return new Judgement(verdict, summary(verdict, proven, deciding) + ".", Summary.marked(findings, told), rates);
    }

    /** Whether the sentence about all of {@code proven} has nothing less than the finding about this one. */
    private boolean isTold(Charge charge, List<Charge> proven) {
        Summary summary = new Summary(controls);
        return proven.size() == 1
                || summary.comparison(List.of(charge)).equals(summary.comparison(proven))
                        && remarks(charge.accused()).equals(blindSpot());
    }

    private static Verdict verdict(List<Finding> findings) {
        Set<Verdict> outcomes = findings.stream().map(Finding::outcome).collect(Collectors.toSet());
        if (outcomes.contains(Verdict.FAIL)) {
            return Verdict.FAIL;
        }
        return outcomes.contains(Verdict.INCONCLUSIVE) ? Verdict.INCONCLUSIVE : Verdict.PASS;
    }

    /** A charge tells of the target's failures what there is to tell. */
    private boolean isCharged(Finding finding) {
        return finding.expectation() != null
                && finding.expectation().kind().isOfFailures()
                && charges.containsKey(finding.target());
    }

    private List<Finding> untold(List<Finding> findings) {
        return findings.stream().filter(finding -> !isCharged(finding)).toList();
    }

    /** What is broken and is not a charge already. */
    private List<Finding> broken(List<Finding> expected) {
        return untold(expected).stream()
                .filter(finding -> finding.outcome() == Verdict.FAIL)
                .toList();
    }

    private String summary(Verdict verdict, List<Charge> proven, List<Finding> deciding) {
        Summary summary = new Summary(controls);
        return switch (verdict) {
            case PASS -> summary.pass(subjects()) + blindSpot();
            case INCONCLUSIVE -> "INCONCLUSIVE: " + Summary.clauses(deciding);
            case FAIL ->
                proven.isEmpty()
                        ? "FAIL: " + Summary.clauses(deciding)
                        : summary.fail(proven)
                                + (proven.size() == 1 ? remarks(proven.get(0).accused()) : blindSpot())
                                + (deciding.isEmpty() ? "" : "; " + Summary.clauses(deciding));
        };
    }

    private List<Finding> open(List<Finding> findings) {
        Set<String> subjects = subjects().stream().map(Tally::name).collect(Collectors.toSet());
        return Summary.open(
                findings.stream().filter(finding -> !isTold(finding)).toList(), subjects);
    }

    /** What is said of a failing subject names the failing controls already. */
    private boolean isTold(Finding finding) {
        return charges.values().stream().anyMatch(charge -> charge.outcome() != Verdict.PASS)
                && controls.ran().stream()
                        .anyMatch(control -> !control.clean() && control.name().equals(finding.target()));
    }

    private Finding finding(TargetMeasurement measurement) {
        String name = measurement.target().name();
        if (measurement.status() != TargetMeasurement.Status.RAN) {
            return notRun(measurement);
        }
        Charge charge = charges.get(name);
        if (charge != null) {
            return finding(charge);
        }
        return tallies.stream()
                .filter(tally -> tally.measurement() == measurement)
                .findFirst()
                .map(this::withoutCharge)
                .orElse(new Finding(name, "made no attempt" + because(measurement), Verdict.INCONCLUSIVE));
    }

    private Finding finding(Charge charge) {
        String text = charge.deed() + new Summary(controls).comparison(List.of(charge)) + remarks(charge.accused());
        return new Finding(charge.accused().name(), text, charge.outcome());
    }

    private Finding withoutCharge(Tally tally) {
        String doubt = doubt(tally);
        if (!doubt.isEmpty()) {
            return new Finding(tally.name(), doubt, Verdict.INCONCLUSIVE);
        }
        boolean subject = tally.measurement().target().role() == Role.SUBJECT;
        String text = "is clean: " + Summary.bound(tally, " attempts failed") + (subject ? blindSpot() : "");
        return new Finding(tally.name(), text, Verdict.PASS);
    }

    private Finding notRun(TargetMeasurement measurement) {
        boolean skipped = measurement.status() == TargetMeasurement.Status.SKIPPED;
        boolean mayMiss = skipped && measurement.target().optional();
        return new Finding(
                measurement.target().name(),
                (skipped ? "skipped" : "did not become ready") + because(measurement),
                mayMiss ? Verdict.PASS : Verdict.INCONCLUSIVE);
    }

    private static String because(TargetMeasurement measurement) {
        return measurement.reason() == null ? "" : ": " + measurement.reasonInShort();
    }

    /** Why a target that took load can be called neither clean nor guilty; empty where it is clean. */
    private String doubt(Tally tally) {
        TargetMeasurement measurement = tally.measurement();
        FailureKind kind = tally.trouble().dominatingKind();
        if (measurement.target().role() == Role.CONTROL && !tally.clean()) {
            return "fails though it is a control (" + Counts.of(tally.all().failures()) + " of "
                    + Counts.of(tally.all().attempts()) + "), so host, path or the control itself is at fault";
        }
        if (!tally.clean()) {
            return "fails only as a stall or shortage of the tester itself may have made it ("
                    + Counts.of(tally.doubtfulFailures()) + " of "
                    + Counts.of(tally.all().attempts())
                    + "; longest stall " + Durations.tenths(run.longestStallNs()) + "): "
                    + (kind == null ? FailureKind.TESTER_STALLED : kind).remedy();
        }
        if (kind != null) {
            return "cannot be judged: the tester itself failed in "
                    + Counts.of(tally.trouble().failures()) + " of "
                    + Counts.of(measurement.attempts()) + " attempts (" + kind.text() + "): "
                    + kind.remedy();
        }
        if (measurement.target().disturbance() != null && !tally.wasDisturbed()) {
            return "was never disturbed, so its turns are too short for the disturbance" + because(measurement);
        }
        return measurement.reason() == null ? "" : "had no failure, but: " + measurement.reasonInShort();
    }

    private List<Finding> ofTheRun() {
        List<Finding> findings = new ArrayList<>();
        if (run.trouble() != null) {
            findings.add(
                    new Finding(null, "the tester could not finish the run: " + run.trouble(), Verdict.INCONCLUSIVE));
        }
        if (run.interrupted() && tallies.stream().allMatch(Tally::clean)) {
            findings.add(new Finding(null, "the run was interrupted before anything was found", Verdict.INCONCLUSIVE));
        }
        if (run.targets().stream().noneMatch(Judge::isRunSubject)) {
            findings.add(new Finding(null, "no subject took load", Verdict.INCONCLUSIVE));
        }
        return findings;
    }

    private static boolean isRunSubject(TargetMeasurement measurement) {
        return measurement.target().role() == Role.SUBJECT && measurement.status() == TargetMeasurement.Status.RAN;
    }

    private String remarks(Tally tally) {
        return Charge.remarks(tally, run.plan().load().workload().kind()) + blindSpot();
    }

    private String blindSpot() {
        String unseen = run.plan().load().workload().kind().blindSpot();
        return unseen.isEmpty() ? "" : "; " + unseen;
    }

    private List<Tally> subjects() {
        return tallies.stream()
                .filter(tally -> tally.measurement().target().role() == Role.SUBJECT)
                .toList();
    }

    /** Those with an attempt the tester did not spoil itself. */
    private List<Tally> usable() {
        return tallies.stream().filter(tally -> tally.rate() != null).toList();
    }

    private Controls controls() {
        List<Tally> ran = usable().stream()
                .filter(tally -> tally.measurement().target().role() == Role.CONTROL)
                .toList();
        List<String> missing = run.targets().stream()
                .filter(measurement -> measurement.target().role() == Role.CONTROL)
                .filter(measurement -> ran.stream().noneMatch(tally -> tally.measurement() == measurement))
                .filter(measurement -> measurement.status() != TargetMeasurement.Status.SKIPPED
                        || !measurement.target().optional())
                .map(measurement -> measurement.target().name())
                .toList();
        return new Controls(ran, missing);
    }
}
