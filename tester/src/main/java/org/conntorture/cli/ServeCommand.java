package org.conntorture.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.conntorture.conclusion.ExitCode;
import org.conntorture.reference.ReferenceServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code conntorture serve}: a reference server in the foreground; without a kind, the list of them. */
@Command(
        name = "serve",
        description = {
            "Starts a reference server: echo, or a busted one that must make the verdict FAIL.",
            "Without KIND, lists the kinds and their options."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class)
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "KIND [OPTION...]",
            arity = "0..*",
            description = "such as: echo --port 8085 --backlog 128")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        if (words.isEmpty() || words.contains("--help") || words.contains("-h")) {
            ReferenceServer.kinds().forEach(spec.commandLine().getOut()::println);
            return ExitCode.PASS;
        }
        return ReferenceServer.run(words.toArray(String[]::new), System.out, System.err);
    }
}
