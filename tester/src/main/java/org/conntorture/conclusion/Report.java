package org.conntorture.conclusion;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.conntorture.page.DiffPage;
import org.conntorture.report.JunitReport;
import org.conntorture.report.MarkdownReport;
import org.conntorture.store.JsonText;
import org.conntorture.verdict.Comparison;

/**
 * A form of report that {@code --report} writes. A new one is a class that makes its text, and a row of {@link #ALL}.
 *
 * @param id as {@code --report} names it
 * @param toDirectory whether it is several files in a directory
 * @param hint for the usage, or empty
 * @param ofComparison makes it of a comparison of two runs, or null where a comparison has no such report
 */
public record Report(
        String id, boolean toDirectory, String hint, Writing writing, Function<Comparison, String> ofComparison) {

    /** Writes one run. */
    public interface Writing {
        void write(Conclusion run, ReportFile to) throws IOException;
    }

    public static final Report HTML =
            new Report("html", false, "", (run, to) -> to.write(run.page().html()), DiffPage::of);

    public static final List<Report> ALL = List.of(
            HTML,
            new Report(
                    "svg",
                    true,
                    " (each picture a file)",
                    (run, to) -> to.write(run.page().pictures()),
                    null),
            new Report("junit", false, "", (run, to) -> to.write(run.text(JunitReport::of)), null),
            new Report(
                    "markdown",
                    false,
                    " (added to the file of $GITHUB_STEP_SUMMARY)",
                    (run, to) -> to.write(run.text((measured, diagnosis, judgement) ->
                            MarkdownReport.of(measured, diagnosis, judgement, run.commandLine()))),
                    null),
            new Report("json", false, "", (run, to) -> to.write(run.json()), JsonText::indented));

    /** {@code html=FILE, svg=DIR, ...}, with or without the hints. */
    static String usage(boolean withHints) {
        String all = ALL.stream()
                .map(report -> report.id + (report.toDirectory ? "=DIR" : "=FILE") + (withHints ? report.hint : ""))
                .collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return "write " + all.substring(0, last) + " or " + all.substring(last + 2);
    }

    /** The help of {@code --report}. */
    public static String help() {
        return usage(true) + " too";
    }

    /** What the other rows say when a report of a comparison is asked for that there is not. */
    static String usageOfComparison() {
        return ALL.stream()
                .filter(report -> report.ofComparison != null)
                .map(report -> report.id + "=FILE")
                .collect(Collectors.joining(" or ", "write ", ""));
    }
}
