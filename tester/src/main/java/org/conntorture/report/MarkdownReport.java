package org.conntorture.report;

import java.util.List;
import java.util.function.Predicate;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.Verdict;

/** A run as a page of a pull request or a job summary (GitHub's Markdown); made once, at the end of a run. */
public final class MarkdownReport {
    private static final String HEAD = """
            | target | role | attempts | failures | failed, % (95 % interval) | connect p99 | read p99 |
            |---|---|--:|--:|---|--:|--:|
            """;

    private final RunMeasurement run;
    private final Diagnosis diagnosis;
    private final Judgement judgement;
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport(RunMeasurement run, Diagnosis diagnosis, Judgement judgement) {
        this.run = run;
        this.diagnosis = diagnosis;
        this.judgement = judgement;
    }

    /** @param commandLine that repeats the run, for a shell */
    public static String of(RunMeasurement run, Diagnosis diagnosis, Judgement judgement, String commandLine) {
        MarkdownReport report = new MarkdownReport(run, diagnosis, judgement);
        report.text
                .append("### conntorture ")
                .append(escaped(run.plan().name()))
                .append("\n\n");
        report.text.append(report.verdict()).append("\n\n").append(HEAD);
        run.targets().forEach(report::row);
        report.causes();
        report.findings("Expectations", finding -> finding.expectation() != null);
        report.findings("More", finding -> finding.expectation() == null && !report.isTold(finding));
        report.again(commandLine);
        return report.text.toString();
    }

    private String verdict() {
        String word = judgement.verdict().name();
        return "**" + word + "**" + escaped(judgement.summary().substring(word.length()));
    }

    private void row(TargetMeasurement target) {
        String name = escaped(target.target().name());
        TargetFigures figures = TargetFigures.of(target, judgement);
        List<String> cells = target.status() == TargetMeasurement.Status.RAN
                ? List.of(
                        name,
                        figures.role(),
                        figures.attempts(),
                        figures.failures(),
                        escaped(figures.failedPercent()),
                        figures.connectP99(),
                        figures.readP99())
                : List.of(name, figures.role(), "-", "-", escaped(TargetFigures.whyNot(target)), "-", "-");
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void causes() {
        if (run.targets().stream()
                .allMatch(target -> diagnosis.of(target.target().name()).isEmpty())) {
            return;
        }
        heading("Causes");
        for (TargetMeasurement target : run.targets()) {
            for (Cause cause : diagnosis.of(target.target().name())) {
                long failed = target.judgedFailures() + target.testerFailures();
                item("", target.target().name() + ": " + CauseText.headline(cause, failed));
                cause.facts().forEach(fact -> item("  ", fact));
            }
        }
    }

    private void findings(String heading, Predicate<Finding> filter) {
        List<Finding> found = judgement.findings().stream()
                .filter(finding -> finding.outcome() != Verdict.PASS)
                .filter(filter)
                .toList();
        if (!found.isEmpty()) {
            heading(heading);
            found.forEach(
                    finding -> item("", (finding.target() == null ? "" : finding.target() + " ") + finding.text()));
        }
    }

    /** By the summary, or by the row of a target that did not run. */
    private boolean isTold(Finding finding) {
        return finding.inSummary()
                || run.targets().stream()
                        .anyMatch(target -> target.target().name().equals(finding.target())
                                && target.status() != TargetMeasurement.Status.RAN);
    }

    /** The fence is longer than any in the command itself. */
    private void again(String commandLine) {
        heading("Run it again");
        String fence = "```";
        while (commandLine.contains(fence)) {
            fence += "`";
        }
        text.append(fence)
                .append("sh\n")
                .append(commandLine)
                .append('\n')
                .append(fence)
                .append("\n");
    }

    private void heading(String heading) {
        text.append("\n**").append(heading).append("**\n\n");
    }

    private void item(String indent, String content) {
        text.append(indent).append("- ").append(escaped(content)).append('\n');
    }

    /** One line that means nothing but itself, whatever a target printed. */
    static String escaped(String content) {
        return content.replaceAll("\\s+", " ")
                .replaceAll("\\p{Cntrl}", "?")
                .replaceAll("[\\\\`|*_\\[\\]<>&~]", "\\\\$0");
    }
}
