package org.conntorture.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.conntorture.conclusion.Conclusion;
import org.conntorture.conclusion.WantedReports;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.merge.Merger;
import org.conntorture.merge.Merger.Merged;
import org.conntorture.page.ReportPage;
import org.conntorture.run.JudgedRun;
import org.conntorture.store.ResultDirectory;
import org.conntorture.store.StoredRun;
import org.conntorture.verdict.Judge;
import org.conntorture.verdict.Judgement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code conntorture merge}: the results of several shards as if one tester had made them. */
@Command(
        name = "merge",
        description = {
            "Puts the result directories of the shards of one run together and judges the whole.",
            "Counts add, histograms merge without loss, causes are drawn again. With the directory of 'conntorture watch' on"
                    + " the server's host among them, causes there are named too."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:PASS",
            "1:error of the tester",
            "2:wrong usage, or a directory that is no result",
            "3:FAIL",
            "4:INCONCLUSIVE, as where a shard is missing"
        })
final class MergeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "result directories of shards and of watches")
    private List<Path> directories;

    @Mixin
    private OutputDirectory output;

    @Option(
            names = "--allow-missing",
            description = "judge what is there, though shards are missing, there twice, of another plan or cut off")
    private boolean allowMissing;

    @Mixin
    private ReportOptions reports;

    @Override
    public Integer call() throws IOException {
        WantedReports wanted = reports.wanted(Invocation.text(spec.commandLine().getParseResult()));
        wanted.requireWritable();
        Merger merger = Merger.read(directories);
        ResultDirectory directory = output.create(merger.name());
        directory.write(StoredRun.COMMAND, wanted.commandLine() + "\n");
        Merged merged = merger.write(directory);
        Diagnosis diagnosis = Diagnosis.of(merged.measurement(), merged.evidence(), Map.of());
        Judgement judgement = Judge.judge(merged.measurement(), diagnosis);
        if (!allowMissing && !merged.gaps().isEmpty()) {
            judgement = judgement.leftOpen(merged.gaps(), "--allow-missing judges what is there");
        }
        JudgedRun run = new JudgedRun(merged.measurement(), diagnosis, judgement, null);
        Conclusion conclusion = new Conclusion(run, wanted, System.out, new PrintStream(System.err, true));
        conclusion.printTable();
        conclusion.printNotes(allowMissing ? merged.gaps() : List.of());
        conclusion.printNotes(merged.notes());
        conclusion.keep(directory);
        conclusion.keepPage(
                directory,
                () -> ReportPage.read(StoredRun.open(directory.path()), run, merged.watched(), merged.notes()));
        conclusion.writeReports();
        return conclusion.exitCode();
    }
}
