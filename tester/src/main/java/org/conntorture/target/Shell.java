package org.conntorture.target;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Starts every process of a run: in a session of its own, so that a terminal's Ctrl-C does not hit it before the
 * tester has ended its turn in order; with output to a file, as a pipe would stay open for as long as a daemon lives.
 * Used by the thread that starts and stops targets and by disturbing threads.
 */
final class Shell {
    private final ProcessTable table;
    private final ProcessRow tester;
    /** Without setsid (util-linux, busybox), as on macOS, children share the tester's session. */
    private final boolean hasSetsid;
    /** Undoes nohup, which would make a target deaf to the SIGHUP that reloads it; empty before coreutils 8.31. */
    private final Optional<String> defaultSignals;

    Shell(ProcessTable table, ProcessRow tester, ToolPath tools) {
        this.table = table;
        this.tester = tester;
        this.hasSetsid = tools.has("setsid");
        this.defaultSignals = Optional.of("--default-signal").filter(Shell::isKnownToEnv);
    }

    private static boolean isKnownToEnv(String option) {
        try {
            return new ProcessBuilder("env", option, "true")
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noEnv) {
            return false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether processes lead a session whose number is their pid. */
    boolean beginsSessions() {
        return hasSetsid;
    }

    static List<String> words(String command) {
        return List.of("sh", "-c", command);
    }

    Process start(List<String> words, Surroundings surroundings, Path log) throws IOException {
        if (!Files.isDirectory(surroundings.directory())) {
            throw new IOException("its workdir " + surroundings.directory() + " is not a directory");
        }
        ProcessBuilder builder = new ProcessBuilder(inOwnSession(words))
                .directory(surroundings.directory().toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(surroundings.environment());
        return builder.start();
    }

    List<String> inOwnSession(List<String> words) {
        List<String> all = new ArrayList<>();
        if (hasSetsid) {
            all.add("setsid");
        }
        defaultSignals.ifPresent(option -> all.addAll(List.of("env", option)));
        all.addAll(words);
        return all;
    }

    /** Runs a command to its end. Daemons it leaves are its target's; it is ended with its tree if it takes too long. */
    CommandResult run(String command, Surroundings surroundings, Path log, Duration timeout)
            throws IOException, InterruptedException {
        OutputLog output = OutputLog.from(log);
        Process process = start(words(command), surroundings, log);
        ProcessTree tree = new ProcessTree(table, tester, Mark.NONE, session -> {});
        tree.add(process.pid(), hasSetsid);
        boolean ended = false;
        try {
            ended = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!ended) {
                tree.end();
            }
        }
        return new CommandResult(ended ? process.exitValue() : -1, !ended, output.lastLines());
    }
}
