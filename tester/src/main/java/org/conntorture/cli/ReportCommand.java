package org.conntorture.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.conntorture.conclusion.Conclusion;
import org.conntorture.conclusion.Report;
import org.conntorture.conclusion.ReportFile;
import org.conntorture.conclusion.WantedReports;
import org.conntorture.page.ReportPage;
import org.conntorture.store.StoredRun;
import org.conntorture.store.StoredWatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code conntorture report}: the page of a run, made again from its directory alone. */
@Command(
        name = "report",
        description = {
            "Makes the page of a run, report.html, from its result directory alone, also of one that was killed.",
            "Causes and verdict are drawn again; the directory of 'conntorture watch' on the server's host beside it"
                    + " adds what only that host can tell."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the page is made, and its verdict is PASS",
            "1:error of the tester",
            "2:wrong usage, or a directory that is no result",
            "3:the page is made: FAIL",
            "4:the page is made: INCONCLUSIVE"
        })
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "one result directory of run or merge, and any number of watches")
    private List<Path> directories;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "write the page to FILE (default: report.html in the result directory)")
    private Path output;

    @Mixin
    private ReportOptions reports;

    @Override
    public Integer call() throws IOException {
        Path directory = runDirectory();
        StoredRun stored = StoredRun.open(directory);
        Path file = output == null ? directory.resolve(ReportPage.NAME) : output;
        WantedReports wanted = reports.wanted(commandLine(stored));
        JudgedAgain again = JudgedAgain.of(
                stored,
                directories.stream()
                        .filter(StoredWatch::is)
                        .map(StoredWatch::new)
                        .toList());
        // Only now, as it makes missing directories, and a mistyped one is to be told and not made.
        ReportFile page = new ReportFile(Report.HTML, file);
        page.requireWritable();
        wanted.requireWritable();
        Conclusion conclusion = new Conclusion(again.run(), wanted, System.out, new PrintStream(System.err, true));
        conclusion.writePage(page, () -> ReportPage.read(stored, again.run(), again.watched(), again.notes()));
        System.out.println(again.run().judgement().summary());
        conclusion.printNotes(again.notes());
        System.out.println("Report: " + file);
        conclusion.writeReports();
        return conclusion.exitCode();
    }

    private Path runDirectory() {
        List<Path> runs = directories.stream()
                .filter(directory -> !StoredWatch.is(directory))
                .toList();
        if (runs.size() != 1) {
            throw new IllegalArgumentException(
                    runs.isEmpty()
                            ? "a watch alone has no page: give the result directory of a run beside it"
                            : "give one result directory, not " + runs.size()
                                    + ": 'conntorture merge' puts shards together, 'conntorture diff' compares runs");
        }
        return runs.get(0);
    }

    /** The run's own where the directory tells it. */
    private String commandLine(StoredRun run) {
        return run.command().orElseGet(() -> Invocation.text(spec.commandLine().getParseResult()));
    }
}
