package org.conntorture.cli;

import java.util.List;
import org.conntorture.conclusion.WantedReports;
import picocli.CommandLine.Option;

/** Which reports a command writes beside its own. */
final class ReportOptions {
    @Option(names = "--report", paramLabel = "FORM=FILE", split = ",", descriptionKey = HelpTexts.REPORTS)
    private List<String> reports = List.of();

    /** @param commandLine that repeats the run */
    WantedReports wanted(String commandLine) {
        return WantedReports.of(reports, commandLine);
    }
}
