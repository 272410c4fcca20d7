package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.conntorture.plan.Role;
import org.conntorture.result.LatencySummary;
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
            List<String> named = targets.stream()
                    .filter(target -> target.role() == Role.SUBJECT && target.change() == change)
                    .map(ComparisonSentence::named)
                    .toList();
            if (!named.isEmpty()) {
                parts.add(change.text() + ": " + String.join(", ", named) + advice(change));
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

    private static String advice(Change change) {
        return change == Change.NOT_ENOUGH_DATA ? ": run both longer or in more rounds" : "";
    }

    private static String named(TargetChange target) {
        return target.change() == Change.SAME ? target.target() : target.target() + " (" + measures(target) + ")";
    }

    /** {@code since DIR: }, before a {@link #text}. */
    static String since(String base) {
        return "since " + base + ": ";
    }

    /** {@code regressed (failure rate 0 -> 0.12 % (0.08-0.17 %))}. */
    static String text(TargetChange target) {
        return target.change().text() + " (" + measures(target) + ")";
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
            return measure.measure() + " " + LatencySummary.text(Math.round(measure.base())) + " -> "
                    + LatencySummary.text(Math.round(measure.now())) + doubt;
        }
        return measure.measure() + " " + Figures.percent(measure.base()) + " -> " + Figures.percent(measure.now())
                + " (" + Figures.percent(measure.nowRate().low95()) + " to "
                + Figures.percent(measure.nowRate().high95()) + ")" + doubt;
    }
}
