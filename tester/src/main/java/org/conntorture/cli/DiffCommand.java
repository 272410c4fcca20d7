package org.conntorture.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.conntorture.conclusion.ReportFile;
import org.conntorture.report.ComparisonText;
import org.conntorture.store.FinishedRun;
import org.conntorture.store.JsonText;
import org.conntorture.store.StoredRun;
import org.conntorture.verdict.Comparer;
import org.conntorture.verdict.Comparison;
import org.conntorture.verdict.SmallestEffect;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code conntorture diff}: what became of the targets since an earlier run. */
@Command(
        name = "diff",
        description = {
            "Compares two runs of one scenario: failure rates and latencies of each target.",
            "Latencies count beside those of a control only; a subject that regressed makes the exit code 3."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every subject is the same or improved",
            "2:these runs cannot be compared",
            "3:a subject regressed",
            "4:there is not enough data to tell"
        })
final class DiffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BASE", description = "result directory of the earlier run")
    private Path base;

    @Parameters(index = "1", paramLabel = "NEW", description = "result directory of the later run")
    private Path now;

    @Option(
            names = "--smallest-factor",
            paramLabel = "FACTOR",
            description = "by which a rate or latency must have grown to be reported (default ${DEFAULT-VALUE})")
    private double factor = SmallestEffect.FACTOR;

    @Option(
            names = "--smallest-rate",
            paramLabel = "PERCENT",
            description = "by which a failure rate must have grown besides (default ${DEFAULT-VALUE})")
    private double ratePercent = SmallestEffect.RATE * 100;

    @Option(names = "--json", paramLabel = "FILE", description = "write the comparison to FILE as well")
    private Path json;

    @Option(
            names = "--report",
            paramLabel = "html=FILE",
            split = ",",
            description = "write the comparison as a page to FILE as well; json=FILE is --json")
    private List<String> reports = List.of();

    @Override
    public Integer call() throws IOException {
        List<ReportFile> wanted = reports.stream().map(ReportFile::parse).toList();
        wanted.forEach(ReportFile::requireOfComparison);
        wanted.forEach(ReportFile::requireWritable);
        SmallestEffect effect = new SmallestEffect(factor, ratePercent / 100);
        Comparison comparison =
                Comparer.compare(FinishedRun.of(StoredRun.open(base)), FinishedRun.of(StoredRun.open(now)), effect);
        PrintWriter out = spec.commandLine().getOut();
        out.print(ComparisonText.of(comparison));
        out.flush();
        if (json != null) {
            writeJson(comparison);
        }
        for (ReportFile file : wanted) {
            file.write(comparison);
        }
        return comparison.outcome().exitCode();
    }

    private void writeJson(Comparison comparison) {
        try {
            Files.writeString(json, JsonText.indented(comparison));
        } catch (IOException failed) {
            throw new IllegalArgumentException(
                    "--json: '" + json + "' cannot be written (" + failed + "); give a file you may write", failed);
        }
    }
}
