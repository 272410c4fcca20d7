package org.conntorture.verdict;

import java.util.List;
import org.conntorture.plan.Role;

/**
 * What became of the targets of one run since an earlier one.
 *
 * @param base directory of the earlier run; {@code now} likewise
 * @param summary one sentence that begins with the change and a colon
 * @param notes what was not compared, or not as one might think; a clause each
 */
public record Comparison(
        String base, String now, Change change, String summary, List<TargetChange> targets, List<String> notes) {
    public Comparison {
        targets = List.copyOf(targets);
        notes = List.copyOf(notes);
    }

    /** One target that took load in both runs. */
    public record TargetChange(String target, Role role, Change change, List<MeasureChange> measures) {
        public TargetChange {
            measures = List.copyOf(measures);
        }

        static TargetChange of(String target, Role role, List<MeasureChange> measures) {
            return new TargetChange(
                    target,
                    role,
                    Change.worst(measures.stream().map(MeasureChange::change).toList()),
                    measures);
        }

        /** A slower control is the measure of its subjects; one that fails more leaves open what made it. */
        Change counted() {
            if (role == Role.SUBJECT) {
                return change;
            }
            boolean fails = measures.stream()
                    .anyMatch(measure -> measure.nowRate() != null && measure.change() == Change.REGRESSED);
            return fails ? Change.NOT_ENOUGH_DATA : Change.SAME;
        }

        /** Null where it was not measured in both. */
        public MeasureChange measure(String name) {
            return measures.stream()
                    .filter(one -> one.measure().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * @param measure {@code failure rate}, or phase and percentile such as {@code connect p99}
     * @param base median over parts of turns, in nanoseconds; for a failure rate the share of attempts; {@code now} likewise
     * @param baseRate with its interval, or null where the measure is a latency; {@code nowRate} likewise
     * @param doubt why it is not called a regression although it looks like one, or empty
     */
    public record MeasureChange(
            String measure,
            Change change,
            double base,
            double now,
            FailureRate baseRate,
            FailureRate nowRate,
            String doubt) {}

    /** The judgement of the later run with what the comparison adds: a regression fails it, a lack of data leaves it open. */
    public Judgement added(Judgement judgement) {
        Verdict own = outcome();
        List<Finding> added = targets.stream()
                .filter(target -> outcome(target.counted()) != Verdict.PASS)
                .map(target -> new Finding(
                        target.target(), ComparisonSentence.finding(target, base), outcome(target.counted())))
                .toList();
        boolean decides = judgement.verdict() == Verdict.PASS
                ? own != Verdict.PASS
                : judgement.verdict() == Verdict.INCONCLUSIVE && own == Verdict.FAIL;
        if (!decides) {
            return judgement.with(added);
        }
        List<Finding> deciding =
                added.stream().filter(finding -> finding.outcome() == own).toList();
        String reason = deciding.isEmpty() ? "since " + base + " " + summary : Summary.clauses(deciding) + ".";
        return judgement.under(own, own + ": " + reason).with(Summary.marked(added, Summary.told(deciding)));
    }

    /** What the whole comes to. */
    public Verdict outcome() {
        return outcome(change);
    }

    private static Verdict outcome(Change change) {
        return switch (change) {
            case SAME, IMPROVED -> Verdict.PASS;
            case NOT_ENOUGH_DATA -> Verdict.INCONCLUSIVE;
            case REGRESSED -> Verdict.FAIL;
        };
    }
}
