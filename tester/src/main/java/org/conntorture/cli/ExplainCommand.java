package org.conntorture.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.conntorture.conclusion.ExitCode;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.diagnosis.CausePage;
import org.conntorture.scenario.Spelling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code conntorture explain}: what the causes in a report mean, and what to do about them. */
@Command(
        name = "explain",
        description = {
            "Explains causes: mechanism, evidence, commands that confirm it, cure, look-alikes.",
            "Without CAUSE, lists all of them."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class)
final class ExplainCommand implements Callable<Integer> {
    private static final int COLUMNS = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CAUSE", arity = "0..*", description = "ids such as stale-tuple")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (words.isEmpty()) {
            out.print(table());
        } else {
            List<String> pages =
                    causes().stream().map(cause -> CausePage.of(cause).text()).toList();
            out.print(String.join("\n\n", pages));
        }
        out.flush();
        return ExitCode.PASS;
    }

    /** All of them before the first page is printed: a misspelt one must not hide below the others. */
    private List<CauseId> causes() {
        Map<String, CauseId> known = new LinkedHashMap<>();
        for (CauseId cause : CauseId.values()) {
            known.put(cause.id(), cause);
        }
        List<CauseId> asked = new ArrayList<>();
        for (String word : words) {
            CauseId cause = known.get(word.toLowerCase(Locale.ROOT).replace('_', '-'));
            if (cause == null) {
                throw new IllegalArgumentException("no cause is called '" + word + "'; did you mean '"
                        + Spelling.nearest(word.toLowerCase(Locale.ROOT), known.keySet())
                        + "'? 'conntorture explain' lists all");
            }
            asked.add(cause);
        }
        return asked;
    }

    private static String table() {
        int idWidth = 2;
        int blameWidth = 2;
        for (CauseId cause : CauseId.values()) {
            idWidth = Math.max(idWidth, cause.id().length() + 2);
            blameWidth = Math.max(blameWidth, cause.blame().name().length() + 2);
        }
        TextTable table = TextTable.forColumns(
                Help.defaultColorScheme(Ansi.OFF),
                new Column(idWidth, 0, Overflow.TRUNCATE),
                new Column(blameWidth, 0, Overflow.TRUNCATE),
                new Column(COLUMNS - idWidth - blameWidth, 0, Overflow.WRAP));
        for (CauseId cause : CauseId.values()) {
            table.addRowValues(cause.id(), cause.blame().name(), cause.sentence());
        }
        return table.toString();
    }
}
