package org.conntorture.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small shell process that outlives the tester. Its input is a pipe from the tester, which the kernel closes however
 * the tester ends; then it ends what is left of the run, docker's containers too, and removes the run's directory. After a normal end nothing is
 * left but the directory and what prepare commands left behind. It carries no mark, and in a session of its own it gets no Ctrl-C.
 */
final class Keeper {
    private static final int END_WAIT_SECONDS = 20;

    private final Process process;
    private final Writer sessions;

    private Keeper(Process process) {
        this.process = process;
        this.sessions = process.outputWriter(StandardCharsets.US_ASCII);
    }

    static Keeper start(Shell shell, String runId, Path directory) throws IOException {
        List<String> words = List.of("sh", "-c", script(), "conntorture-keeper", runId, directory.toString());
        return new Keeper(new ProcessBuilder(shell.inOwnSession(words))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start());
    }

    /**
     * Called on any thread with {@code SESSION LEADER_START}. Says whether the keeper heard it: if somebody ended the
     * keeper, the tester still ends all it started, and only its own violent end would leave processes behind.
     */
    synchronized boolean guard(String session) {
        try {
            sessions.write(session + "\n");
            sessions.flush();
            return true;
        } catch (IOException keeperGone) {
            return false;
        }
    }

    /** As above, of a compose project whose containers, networks, volumes and images are to go. */
    boolean guardProject(String name) {
        return guard("project " + name);
    }

    /** Says whether the run's directory is gone; an interrupt leaves the keeper to finish alone. */
    synchronized boolean finish() {
        try {
            sessions.close();
            return process.waitFor(END_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException keeperGone) {
            return false;
        }
    }

    private static String script() throws IOException {
        try (InputStream script = Keeper.class.getResourceAsStream("keeper.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
