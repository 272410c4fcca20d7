package org.conntorture.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the targets when the tester, here a JVM of its own, is killed or interrupted. */
class KeeperIT {

    @TempDir
    Path directory;

    private Path pids;
    private Process tester;
    private BufferedReader output;

    @BeforeEach
    void namePids() {
        pids = directory.resolve("pids");
    }

    @AfterEach
    void endTester() throws InterruptedException {
        tester.destroyForcibly().waitFor();
        await().until(Pids::noneMarked);
    }

    @Test
    void shouldEndEverythingWhenTheTesterIsKilled() throws Exception {
        Path work = startTester("""
                trap '' TERM
                echo $$ >>$PIDS
                env -i sleep 1000 & echo $! >>$PIDS
                (setsid env -i %s & echo $! >>$PIDS)
                until [ -e $PIDS.ready ]; do sleep 0.02; done
                setsid sleep 1000 & echo $! >>$PIDS
                wait; wait
                """.formatted(TestTarget.SERVER));
        Files.createFile(directory.resolve("pids.ready"));
        List<Long> started = Pids.in(pids, 4);
        assertThat(started).allMatch(Pids::isAlive);
        assertThat(work).isDirectory();

        tester.destroyForcibly();

        await().until(() -> Pids.noneAlive(started));
        await().until(() -> Files.notExists(work));
    }

    @Test
    void shouldKeepTheTerminalsInterruptFromTargetsUntilTheTesterEndsThem() throws Exception {
        Path hit = directory.resolve("hit");
        Path work = startTester("trap 'touch " + hit + "' INT; echo $$ >$PIDS; " + TestTarget.SERVER + " & wait; wait");
        List<Long> started = Pids.in(pids, 1);

        interruptGroupOf(tester);

        // A JVM that was started with SIGINT ignored, as in the background of a script, needs this to end.
        tester.toHandle().destroy();
        assertThat(output.readLine()).isEqualTo("alive at the end: true");
        tester.waitFor();
        assertThat(Pids.noneAlive(started)).isTrue();
        assertThat(hit).doesNotExist();
        assertThat(work).doesNotExist();
    }

    /** Returns the run's directory once the target is ready. */
    private Path startTester(String command) throws IOException {
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(JavaCommand.of(LauncherMain.class.getName()));
        words.addAll(List.of(directory.toString(), command, pids.toString()));
        tester = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = tester.inputReader();
        String line = output.readLine();
        assertThat(line).startsWith("started in ");
        return Path.of(line.substring("started in ".length()));
    }

    /** As Ctrl-C does. */
    private static void interruptGroupOf(Process leader) throws Exception {
        String kill = "kill -s INT -- -" + leader.pid();
        assertThat(new ProcessBuilder("sh", "-c", kill).start().waitFor()).isZero();
    }
}
