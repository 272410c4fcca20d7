package org.conntorture.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.Latency;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.FailureCount;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.text.Addresses;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;
import org.conntorture.text.WrappedText;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.Verdict;

/** The comparison a person pastes into an incident ticket; made once, at the end of a run or from its directory. */
public final class ResultTable {
    private static final String GAP = "  ";
    private static final String INDENT = "    ";

    private static final Column NAME = new Column("", "target", false);
    private static final List<Column> COLUMNS = List.of(
            new Column("", "role", false),
            new Column("", "attempts", true),
            new Column("", "failures", true),
            new Column("failed, %", "(95 % interval)", false),
            new Column("connect", "p50", true),
            new Column("", "p99", true),
            new Column("", "max", true),
            new Column("read", "p99", true));

    private final RunMeasurement run;
    private final Diagnosis diagnosis;
    private final Judgement judgement;
    private final WrappedText page = new WrappedText();
    private final List<Integer> widths;
    private final int nameWidth;

    private ResultTable(RunMeasurement run, Diagnosis diagnosis, Judgement judgement) {
        this.run = run;
        this.diagnosis = diagnosis;
        this.judgement = judgement;
        this.widths = widths();
        this.nameWidth = nameWidth();
    }

    public static String of(RunMeasurement run, Diagnosis diagnosis, Judgement judgement) {
        ResultTable table = new ResultTable(run, diagnosis, judgement);
        table.title();
        run.targets().forEach(table::target);
        table.judgement();
        return table.page.toString();
    }

    private List<Integer> widths() {
        List<Integer> found = new ArrayList<>();
        COLUMNS.forEach(column -> found.add(column.titleWidth()));
        for (TargetMeasurement target : run.targets()) {
            if (target.status() == TargetMeasurement.Status.RAN) {
                List<String> cells = cells(target);
                for (int i = 0; i < cells.size(); i++) {
                    found.set(i, Math.max(found.get(i), cells.get(i).length()));
                }
            }
        }
        return found;
    }

    /** What the other columns leave over, at most; a longer name gets a line of its own. */
    private int nameWidth() {
        int others = widths.stream().mapToInt(width -> GAP.length() + width).sum();
        int longest = run.targets().stream()
                .mapToInt(target -> target.target().name().length())
                .max()
                .orElse(0);
        return Math.min(Math.max(longest, NAME.title().length()), Math.max(0, WrappedText.COLUMNS - others));
    }

    private void title() {
        int rounds = run.plan().rounds();
        page.paragraph(
                "",
                run.plan().name() + ": " + rounds + (rounds == 1 ? " round, " : " rounds, ")
                        + Durations.inWords(Duration.ofSeconds(Math.round(run.durationNs() / 1e9)))
                        + (run.interrupted() ? ", interrupted" : ""));
        page.blank();
        row(NAME.above(), COLUMNS.stream().map(Column::above).toList());
        row(NAME.title(), COLUMNS.stream().map(Column::title).toList());
    }

    private void row(String name, List<String> cells) {
        StringBuilder line = new StringBuilder();
        if (name.length() > nameWidth) {
            page.line(name);
            line.append(" ".repeat(nameWidth));
        } else {
            line.append(NAME.pad(name, nameWidth));
        }
        for (int i = 0; i < cells.size(); i++) {
            // Without room for names, nothing stands to the left of the first column.
            line.append(nameWidth == 0 && i == 0 ? "" : GAP);
            line.append(COLUMNS.get(i).pad(cells.get(i), widths.get(i)));
        }
        page.line(line.toString());
    }

    private void target(TargetMeasurement target) {
        String name = target.target().name();
        if (target.status() != TargetMeasurement.Status.RAN) {
            String head =
                    NAME.pad(name, nameWidth) + GAP + target.target().role().id() + GAP;
            page.paragraph(head, TargetFigures.whyNot(target));
            return;
        }
        row(name, cells(target));
        details(target);
    }

    private List<String> cells(TargetMeasurement target) {
        TargetFigures figures = TargetFigures.of(target, judgement);
        return List.of(
                figures.role(),
                figures.attempts(),
                figures.failures(),
                figures.failedPercent(),
                figures.connectP50(),
                figures.connectP99(),
                figures.connectMax(),
                figures.readP99());
    }

    /** {@code , from 127.0.0.1:40123: status 404 instead of 200}, as far as known. */
    private static String seen(FailureRecord failure) {
        return (failure.source() == null ? "" : ", from " + Addresses.of(failure.source()))
                + (failure.detail() == null ? "" : ": " + failure.detail());
    }

    private void details(TargetMeasurement target) {
        if (target.firstFailure() != null) {
            page.paragraph(
                    INDENT,
                    "first failure at attempt " + Counts.of(target.firstFailureAttempt()) + ", after "
                            + Durations.of(target.firstFailureNs())
                            + seen(target.firstFailure()));
        }
        TesterText.of(run, target).forEach(sentence -> page.paragraph(INDENT, sentence));
        LatencySummary attempts = target.phases().get(Latency.ATTEMPT.id());
        LatencySummary intended = target.phases().get(Latency.ATTEMPT_FROM_INTENDED.id());
        if (TargetFigures.measured(attempts) && TargetFigures.measured(intended)) {
            page.paragraph(
                    INDENT,
                    "whole attempts " + TargetFigures.latency(attempts) + "; from the intended start "
                            + TargetFigures.latency(intended));
        }
        protocol(target);
        failures(target.failureCounts());
        new CauseText(page)
                .add(diagnosis.of(target.target().name()), target.judgedFailures() + target.testerFailures());
        for (CapturedAttempt captured : diagnosis.capturedOf(target.target().name())) {
            page.paragraph(
                    INDENT,
                    "packets of attempt " + Counts.of(captured.attempt()) + " ("
                            + captured.kind().id() + ", " + captured.file() + "): " + captured.timeline());
        }
        if (target.target().disturbance() != null) {
            page.paragraph(INDENT, "disturbed " + TargetFigures.times(target.disturbances()) + " under load");
        }
        if (target.unfinished() > 0) {
            page.line(
                    INDENT + TargetFigures.count(target.unfinished()) + " attempts were open when the run was cut off");
        }
        if (target.reason() != null) {
            page.paragraph(INDENT, target.reason());
        }
    }

    /** What stands in no column: statuses, and the phases that only some protocols have. */
    private void protocol(TargetMeasurement target) {
        if (target.statuses().size() > 1) {
            page.paragraph(
                    INDENT,
                    "statuses: "
                            + target.statuses().entrySet().stream()
                                    .map(entry -> TargetFigures.count(entry.getValue()) + " x " + entry.getKey())
                                    .collect(Collectors.joining(", ")));
        }
        diagnosis.proxyOf(target.target().name()).ifPresent(account -> page.paragraph(INDENT, account.text()));
        for (Latency seldom : List.of(Latency.TLS, Latency.FIRST_BYTE, Latency.CLOSE)) {
            LatencySummary latency = target.phases().get(seldom.id());
            if (TargetFigures.measured(latency)) {
                page.paragraph(INDENT, seldom.id() + " " + TargetFigures.latency(latency));
            }
        }
    }

    private void failures(List<FailureCount> failures) {
        int countWidth = failures.stream()
                .mapToInt(failure -> TargetFigures.count(failure.count()).length())
                .max()
                .orElse(0);
        int kindWidth = failures.stream()
                .mapToInt(failure -> failure.kind().id().length())
                .max()
                .orElse(0);
        for (FailureCount failure : failures) {
            String count = TargetFigures.count(failure.count());
            String kind = failure.kind().id();
            String head = INDENT
                    + " ".repeat(countWidth - count.length())
                    + count
                    + GAP
                    + kind
                    + " ".repeat(kindWidth - kind.length())
                    + GAP;
            page.paragraph(head, described(failure));
        }
    }

    /** {@code in read, ECONNRESET: connected, then reset}. */
    private static String described(FailureCount failure) {
        String errno = failure.errno() == Errno.NONE ? "" : ", " + Errno.name(failure.errno());
        String whose = failure.kind().blame() == Blame.TESTER ? " (blame: TESTER)" : "";
        return "in " + failure.phase().id() + errno + whose + ": "
                + failure.kind().text();
    }

    private void judgement() {
        page.blank();
        page.paragraph("", judgement.summary());
        List<Finding> findings =
                judgement.findings().stream().filter(this::worthReading).toList();
        if (!findings.isEmpty()) {
            page.blank();
        }
        for (Finding finding : findings) {
            page.paragraph("- ", (finding.target() == null ? "" : finding.target() + " ") + finding.text());
        }
    }

    /** What is neither good news nor said already by the summary or by the line of a target that did not run. */
    private boolean worthReading(Finding finding) {
        return finding.outcome() != Verdict.PASS
                && !finding.inSummary()
                && run.targets().stream()
                        .noneMatch(target -> target.target().name().equals(finding.target())
                                && target.status() != TargetMeasurement.Status.RAN);
    }
}
