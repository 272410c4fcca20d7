package org.conntorture.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.conntorture.report.TargetFigures;
import org.conntorture.report.TesterText;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.Verdict;

/** The verdict, its sentence, who fails at a glance, and the comparison with its intervals. */
final class VerdictSection implements PageFrame.Section {
    private static final List<String> COLUMNS = List.of(
            "Target",
            "Role",
            "Result",
            "Attempts",
            "Failures",
            "Failed, % (95 % interval)",
            "Connect p50",
            "Connect p99",
            "Connect max",
            "Read p99");
    /** The others are numbers. */
    private static final int WORD_COLUMNS = 3;

    private static final int MOST_BYTES_OF_FINDINGS = 20_000;
    private static final int MOST_BYTES_OF_TABLE = 45_000;
    /** Of more, those that fail come first, as there may be no room for all. */
    private static final int MOST_IN_ORDER = 50;

    private static final int MOST_NOTES = 20;
    private static final int MOST_SUMMARY_CHARACTERS = 8_000;
    /** A target's last output may stand behind its reason. */
    private static final int MOST_REASON_CHARACTERS = 2_000;

    private final ReportContents contents;
    private final Judgement judgement;

    VerdictSection(ReportContents contents) {
        this.contents = contents;
        this.judgement = contents.run().judgement();
    }

    @Override
    public String id() {
        return "verdict";
    }

    @Override
    public String title() {
        return "Verdict: " + judgement.verdict().name();
    }

    @Override
    public void write(Html html) {
        html.open("p", "class", "verdict " + judgement.verdict().id());
        html.element("strong", symbol() + " " + judgement.verdict().name());
        html.text(summary().substring(judgement.verdict().name().length())).close();
        contents.notes().stream()
                .limit(MOST_NOTES)
                .forEach(note -> html.element("p", "Note: " + shortened(note) + ".", "class", "note"));
        new Glance(contents).write(html);
        html.element("h3", "Comparison");
        table(html);
        findings(html);
    }

    private String symbol() {
        return switch (judgement.verdict()) {
            case PASS -> "\u2714";
            case FAIL -> "\u2718";
            case INCONCLUSIVE -> "?";
        };
    }

    private void table(Html html) {
        PageFrame.scroll(html, "Comparison of the targets").open("table");
        html.element("caption", "What was counted of each target, subjects and controls");
        html.open("thead").open("tr");
        for (int i = 0; i < COLUMNS.size(); i++) {
            html.element("th", COLUMNS.get(i), "scope", "col", "class", i >= WORD_COLUMNS ? "number" : null);
        }
        html.close().close().open("tbody");
        int left = html.upTo(MOST_BYTES_OF_TABLE, rows(), target -> row(html, target));
        html.close().close().close();
        if (left > 0) {
            html.element("p", left + " more targets, none worse than these, are in result.json.");
        }
    }

    private List<TargetMeasurement> rows() {
        List<TargetMeasurement> targets = contents.run().measurement().targets();
        return targets.size() <= MOST_IN_ORDER
                ? targets
                : targets.stream()
                        .sorted(Comparator.comparingInt(contents::rank))
                        .toList();
    }

    private String summary() {
        return shortened(judgement.summary(), MOST_SUMMARY_CHARACTERS);
    }

    private void row(Html html, TargetMeasurement target) {
        boolean ran = target.status() == TargetMeasurement.Status.RAN;
        html.open("tr", "class", ran && contents.outcome(target) == Verdict.FAIL ? "fails" : null);
        html.element("th", target.target().name(), "scope", "row");
        TargetFigures figures = TargetFigures.of(target, judgement);
        html.element("td", figures.role());
        if (ran) {
            html.element("td", contents.result(target));
            for (String cell : List.of(
                    figures.attempts(),
                    figures.failures(),
                    figures.failedPercent(),
                    figures.connectP50(),
                    figures.connectP99(),
                    figures.connectMax(),
                    figures.readP99())) {
                html.element("td", cell, "class", "number");
            }
        } else {
            html.element("td", shortened(TargetFigures.whyNot(target)), "colspan", String.valueOf(COLUMNS.size() - 2));
        }
        html.close();
    }

    private void findings(Html html) {
        List<Finding> told = judgement.findings().stream()
                .filter(finding -> finding.outcome() != Verdict.PASS)
                .filter(finding -> !finding.inSummary() || judgement.summary().length() > MOST_SUMMARY_CHARACTERS)
                .sorted(Comparator.comparing(finding -> finding.outcome() != Verdict.FAIL))
                .toList();
        List<String> texts = new ArrayList<>();
        told.forEach(finding -> texts.add((finding.target() == null ? "" : finding.target() + " ") + finding.text()));
        contents.run().measurement().targets().stream()
                .filter(target -> target.status() == TargetMeasurement.Status.RAN && target.reason() != null)
                .forEach(target -> texts.add(target.target().name() + ": " + target.reason()));
        contents.run()
                .measurement()
                .targets()
                .forEach(target -> TesterText.of(contents.run().measurement(), target)
                        .forEach(text -> texts.add(target.target().name() + ": " + text)));
        if (texts.isEmpty()) {
            return;
        }
        html.element("h3", "What else was found").open("ul");
        int left = html.upTo(MOST_BYTES_OF_FINDINGS, texts, text -> html.element("li", shortened(text)));
        html.close();
        if (left > 0) {
            html.element("p", left + " more findings are in result.json.");
        }
    }

    static String shortened(String text) {
        return shortened(text, MOST_REASON_CHARACTERS);
    }

    static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "... (shortened)";
    }
}
