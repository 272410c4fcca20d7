package org.conntorture.page;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.conntorture.report.Percent;
import org.conntorture.text.Durations;
import org.conntorture.verdict.Change;
import org.conntorture.verdict.Comparison;
import org.conntorture.verdict.Comparison.MeasureChange;
import org.conntorture.verdict.Comparison.TargetChange;
import org.conntorture.verdict.FailureRate;

/** The page of a comparison of two runs: what changed, then every measure of every target, base against new. */
public final class DiffPage {
    private static final List<String> COLUMNS = List.of("Measure", "Base", "New", "Change", "Remark");
    private static final Set<String> NUMBERS = Set.of("Base", "New");
    private static final String NOT_MEASURED = "-";
    /** Beyond it the rest is left to --json. */
    private static final int MOST_BYTES = 700_000;

    private final Comparison comparison;

    private DiffPage(Comparison comparison) {
        this.comparison = comparison;
    }

    public static String of(Comparison comparison) {
        DiffPage page = new DiffPage(comparison);
        return PageFrame.page(
                "Comparison: " + comparison.change().text(),
                "Base " + comparison.base() + ", new " + comparison.now(),
                List.of(
                        new Part("verdict", "Result: " + comparison.change().text(), page::result),
                        new Part("targets", "Targets", page::targets),
                        new Part("again", "Compare again", page::again)));
    }

    private record Part(String id, String title, Consumer<Html> writer) implements PageFrame.Section {
        @Override
        public void write(Html html) {
            writer.accept(html);
        }
    }

    private void result(Html html) {
        String summary = comparison.summary();
        html.open("p", "class", "verdict " + comparison.outcome().id());
        html.element("strong", comparison.change().text());
        int colon = summary.indexOf(':');
        html.text(colon < 0 ? ": " + summary : summary.substring(colon)).close();
        comparison.notes().forEach(note -> html.element("p", "Note: " + note + ".", "class", "note"));
    }

    private void targets(Html html) {
        if (comparison.targets().isEmpty()) {
            html.element("p", "No target took load in both runs.");
        }
        int left = html.upTo(MOST_BYTES, comparison.targets(), target -> target(html, target));
        if (left > 0) {
            html.element("p", "There are " + left + " more targets: --json has them all.");
        }
    }

    private void target(Html html, TargetChange target) {
        html.element(
                "h3",
                target.target() + ", " + target.role().id() + ": "
                        + target.change().text());
        table(html, target);
    }

    private static void table(Html html, TargetChange target) {
        PageFrame.scroll(html, "Measures of " + target.target()).open("table");
        html.element(
                "caption",
                "Measures of " + target.target()
                        + "; failure rates in percent with their 95 % interval, latencies as the"
                        + " median over parts of turns");
        html.open("thead").open("tr");
        COLUMNS.forEach(column ->
                html.element("th", column, "scope", "col", "class", NUMBERS.contains(column) ? "number" : null));
        html.close().close().open("tbody");
        for (MeasureChange measure : target.measures()) {
            html.open("tr", "class", measure.change() == Change.REGRESSED ? "fails" : null);
            html.element("th", measure.measure(), "scope", "row");
            html.element("td", value(measure.baseRate(), measure.base()), "class", "number");
            html.element("td", value(measure.nowRate(), measure.now()), "class", "number");
            html.element("td", measure.change().text());
            html.element("td", measure.doubt()).close();
        }
        html.close().close().close();
    }

    private static String value(FailureRate rate, double latencyNs) {
        if (rate != null) {
            return Percent.text(rate);
        }
        return Double.isNaN(latencyNs) ? NOT_MEASURED : Durations.of(Math.round(latencyNs));
    }

    private void again(Html html) {
        AdviceSection.code(
                html,
                "./conntorture diff " + PlanSection.quoted(comparison.base()) + " "
                        + PlanSection.quoted(comparison.now()),
                "The command that compares again");
    }
}
