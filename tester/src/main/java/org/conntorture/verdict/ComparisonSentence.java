package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.conntorture.plan.Role;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;
import org.conntorture.verdict.Comparison.MeasureChange;
import org.conntorture.verdict.Comparison.TargetChange;

/** Puts a comparison into one sentence. */
final class ComparisonSentence {
    /** Measures told of one target; a reader takes in no more at once. */
    private static final int MOST_MEASURES = 3;

    private static final List<Change> ORDER =
            List.of(Change.REGRESSED, Change.NOT_ENOUGH_DATA, Change.IMPROVED, Change.SAME);

    private ComparisonSentence() {}

    /** {@code regressed: nginx (failure rate 0 -> 0.12 % (0.08-0.17 %)); same: php.} */
    static String of(Change whole, List<TargetChange> targets) {
        List<String> parts = new ArrayList<>();
        for (Change change : ORDER) {
            List<TargetChange> changed = targets.stream()
                    .filter(target -> target.role() == Role.SUBJECT && target.change() == change)
                    .toList();
            if (!changed.isEmpty()) {
                String named = changed.stream().map(ComparisonSentence::named).collect(Collectors.joining(", "));
                parts.add(change.text() + ": " + named + advice(change, changed));
            }
        }
        if (parts.isEmpty()) {
            parts.add(Change.NOT_ENOUGH_DATA.text() + ": no subject took load in both runs");
        } else if (!parts.get(0).startsWith(whole.text())) {
            parts.add(0, whole.text() + ": a control fails, so host or path may have changed");
        }
        targets.stream()
                .filter(target -> target.role() == Role.CONTROL && target.change() == Change.REGRESSED)
                .forEach(control -> parts.add("the control " + named(control) + " is worse itself"));
        return String.join("; ", parts) + ".";
    }

    /** More of the same helps where chance is the doubt, not where the host is. */
    private static String advice(Change change, List<TargetChange> targets) {
        boolean byChance = targets.stream()
                .flatMap(target -> target.measures().stream())
                .anyMatch(measure -> measure.change() == Change.NOT_ENOUGH_DATA
                        && measure.doubt().isEmpty());
        return change == Change.NOT_ENOUGH_DATA && byChance ? ": run both longer or in more rounds" : "";
    }

    private static String named(TargetChange target) {
        return target.change() == Change.SAME ? target.target() : target.target() + " (" + measures(target) + ")";
    }

    /** Reads on from the name of the target: {@code regressed since DIR: failure rate 0 % -> 0.12 % (...)}. */
    static String finding(TargetChange target, String base) {
        String verb = target.change() == Change.REGRESSED ? "regressed" : "may have regressed";
        return verb + " since " + base + ": " + measures(target);
    }

    private static String measures(TargetChange target) {
        List<MeasureChange> told = target.measures().stream()
                .filter(measure -> measure.change() == target.change())
                .toList();
        int untold = told.size() - MOST_MEASURES;
        return told.stream().limit(MOST_MEASURES).map(ComparisonSentence::text).collect(Collectors.joining(", "))
                + (untold > 0 ? " and " + untold + " more" : "");
    }

    private static String text(MeasureChange measure) {
        String doubt = measure.doubt().isEmpty() ? "" : ", but " + measure.doubt();
        if (measure.nowRate() == null) {
            return measure.measure() + " " + Durations.of(Math.round(measure.base())) + " -> "
                    + Durations.of(Math.round(measure.now())) + doubt;
        }
        return measure.measure() + " " + Counts.percent(measure.base()) + " -> " + Counts.percent(measure.now())
                + " (" + Counts.percent(measure.nowRate().low95()) + " to "
                + Counts.percent(measure.nowRate().high95()) + ")" + doubt;
    }
}
