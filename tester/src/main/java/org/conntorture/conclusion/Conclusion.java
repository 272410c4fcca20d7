package org.conntorture.conclusion;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.page.ReportPage;
import org.conntorture.report.ComparisonText;
import org.conntorture.report.GithubAnnotations;
import org.conntorture.report.ResultJson;
import org.conntorture.report.ResultTable;
import org.conntorture.result.RunMeasurement;
import org.conntorture.run.JudgedRun;
import org.conntorture.store.ResultDirectory;
import org.conntorture.verdict.Judgement;

/**
 * The end of one run, whoever made it: its table, its files, its reports and its exit code. What cannot be written is told and
 * remembered; on the caller's thread.
 */
public final class Conclusion {
    private static final String RESULT = "result.json";

    private final JudgedRun run;
    private final int exitCode;
    private final WantedReports wanted;
    private final PrintStream out;
    private final PrintStream log;
    private Optional<ReportPage> page = Optional.empty();
    private boolean isWritten = true;

    /** Reads what the page is made of. */
    public interface Reading {
        ReportPage read() throws IOException;
    }

    /** A text that is made of a run. */
    interface Text {
        String of(RunMeasurement measurement, Diagnosis diagnosis, Judgement judgement);
    }

    /**
     * @param exitCode of the run, where all of it can be written
     * @param out for the result
     * @param log for trouble
     */
    public Conclusion(JudgedRun run, int exitCode, WantedReports wanted, PrintStream out, PrintStream log) {
        this.run = run;
        this.exitCode = exitCode;
        this.wanted = wanted;
        this.out = out;
        this.log = log;
    }

    /** The same with the exit code of the verdict. */
    public Conclusion(JudgedRun run, WantedReports wanted, PrintStream out, PrintStream log) {
        this(run, run.judgement().verdict().exitCode(), wanted, out, log);
    }

    /** Puts {@code result.json} of a run that nobody watches into its directory. */
    public static void keep(JudgedRun run, ResultDirectory directory) throws IOException {
        directory.write(RESULT, json(run, run.judgement().verdict().exitCode()));
    }

    String text(Text text) {
        return text.of(run.measurement(), run.diagnosis(), run.judgement());
    }

    String json() {
        return json(run, exitCode);
    }

    private static String json(JudgedRun run, int exitCode) {
        return ResultJson.of(run.measurement(), run.diagnosis(), run.judgement(), exitCode, run.comparison());
    }

    String commandLine() {
        return wanted.commandLine();
    }

    /** IOException where there is none, which has been told. */
    ReportPage page() throws IOException {
        return page.orElseThrow(() -> new IOException("the page was not made"));
    }

    public void printTable() {
        out.print(text(ResultTable::of));
        if (run.comparison() != null) {
            out.print("\n" + ComparisonText.of(run.comparison()));
        }
    }

    /** @param notes half a sentence each */
    public void printNotes(List<String> notes) {
        notes.forEach(note -> out.println("Note: " + note + "."));
    }

    /** Puts {@code result.json} into the directory, and says where that is. */
    public void keep(ResultDirectory directory) {
        try {
            directory.write(RESULT, json());
            out.println("Results: " + directory.path());
        } catch (IOException failed) {
            log.println("conntorture: " + RESULT + " cannot be written (" + failed.getMessage()
                    + "); what was written before is in " + directory.path());
            isWritten = false;
        }
    }

    /** Puts {@code report.html} into the directory, which is whole without it. */
    public void keepPage(ResultDirectory directory, Reading reading) {
        try {
            ReportPage read = reading.read();
            directory.write(ReportPage.NAME, read.html());
            page = Optional.of(read);
        } catch (IOException failed) {
            log.println("conntorture: " + ReportPage.NAME + " cannot be written (" + failed.getMessage()
                    + "); 'conntorture report " + directory.path() + "' makes it later");
        } catch (RuntimeException wrong) {
            log.println("conntorture: " + ReportPage.NAME + " was not made, which is an error of conntorture (" + wrong
                    + "); the result is not touched by it");
        }
    }

    /** Writes the page to a file of the user's, who asked for nothing else. */
    public void writePage(ReportFile file, Reading reading) throws IOException {
        ReportPage read = reading.read();
        file.write(read.html());
        page = Optional.of(read);
    }

    /** Writes the reports, which may fail as the disk may have filled up since it was tried. */
    public void writeReports() {
        for (ReportFile file : wanted.files()) {
            try {
                file.report().writing().write(this, file);
            } catch (IOException failed) {
                log.println("conntorture: the report '" + file.path() + "' cannot be written (" + failed + ")");
                isWritten = false;
            }
        }
    }

    /** Says what is wrong in the form that GitHub Actions shows beside the code, where that is who runs this. */
    public void annotate() {
        if (System.getenv().getOrDefault("GITHUB_ACTIONS", "").equals("true")) {
            out.print(GithubAnnotations.of(run.diagnosis(), run.judgement()));
        }
    }

    /** That of the run; a PASS that could not be written is none. */
    public int exitCode() {
        return isWritten || exitCode != ExitCode.PASS ? exitCode : ExitCode.TOOL_ERROR;
    }
}
