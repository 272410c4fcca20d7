package org.conntorture.report;

import java.util.ArrayList;
import java.util.List;
import org.conntorture.text.Durations;
import org.conntorture.text.WrappedText;
import org.conntorture.verdict.Comparison;
import org.conntorture.verdict.Comparison.MeasureChange;
import org.conntorture.verdict.Comparison.TargetChange;
import org.conntorture.verdict.FailureRate;

/** A comparison of two runs for a terminal: two lines for each target, then one sentence; made on any thread. */
public final class ComparisonText {
    private static final String GAP = "  ";
    private static final String NOT_MEASURED = "-";
    private static final List<Column> COLUMNS = List.of(
            new Column("", "target", false),
            new Column("", "run", false),
            new Column("failed, %", "(95 % interval)", false),
            new Column("connect", "p50", true),
            new Column("", "p99", true),
            new Column("read", "p50", true),
            new Column("", "p99", true),
            new Column("", "", false));
    private static final List<String> LATENCIES = List.of("connect p50", "connect p99", "read p50", "read p99");

    private final WrappedText page = new WrappedText();

    private ComparisonText() {}

    public static String of(Comparison comparison) {
        ComparisonText text = new ComparisonText();
        text.page.paragraph("base  ", comparison.base());
        text.page.paragraph("now   ", comparison.now());
        text.page.blank();
        text.table(comparison.targets());
        comparison.notes().forEach(note -> text.page.paragraph("- ", note));
        if (!comparison.notes().isEmpty()) {
            text.page.blank();
        }
        text.page.paragraph("", comparison.summary());
        return text.page.toString();
    }

    private void table(List<TargetChange> targets) {
        if (targets.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(COLUMNS.stream().map(Column::above).toList());
        rows.add(COLUMNS.stream().map(Column::title).toList());
        for (TargetChange target : targets) {
            rows.add(row(target, true));
            rows.add(row(target, false));
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(i == 0 ? "" : GAP).append(COLUMNS.get(i).pad(row.get(i), width(rows, i)));
            }
            page.line(line.toString());
        }
        page.blank();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static List<String> row(TargetChange target, boolean isBase) {
        List<String> cells = new ArrayList<>();
        cells.add(isBase ? target.target() : "  " + target.role().id());
        cells.add(isBase ? "base" : "now");
        MeasureChange rate = target.measure("failure rate");
        cells.add(rate == null ? NOT_MEASURED : rate(isBase ? rate.baseRate() : rate.nowRate()));
        for (String name : LATENCIES) {
            MeasureChange latency = target.measure(name);
            cells.add(
                    latency == null ? NOT_MEASURED : Durations.of(Math.round(isBase ? latency.base() : latency.now())));
        }
        cells.add(isBase ? "" : target.change().text());
        return cells;
    }

    private static String rate(FailureRate rate) {
        return rate == null ? NOT_MEASURED : Percent.text(rate);
    }
}
