package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live screen in a real terminal, by the launcher, as a person at the keyboard meets it. */
class LiveScreenIT {

    @TempDir
    private Path directory;

    private Tmux tmux;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Tmux.isInstalled(), "tmux is missing");
        Files.createSymbolicLink(directory.resolve("conntorture"), Tester.ROOT.resolve("conntorture"));
        // Far longer than is looked at, and each target's turn comes again soon.
        write("two", 20, "60s");
        write("short", 1, "1s");
        tmux = new Tmux(directory, 80, 24);
        awaitFile("before");
    }

    private void write(String name, int rounds, String duration) throws IOException {
        Files.writeString(directory.resolve(name + ".yaml"), """
                name: %s
                rounds: %d
                ends: {duration: %s}
                load: {rate: 1000}
                targets:
                  - {name: good, role: control, builtin: echo}
                  - {name: bad, role: subject, builtin: "busted:reset", options: [--every=50]}
                """.formatted(name, rounds, duration));
    }

    @AfterEach
    void close() throws IOException {
        if (tmux != null) {
            tmux.close();
        }
    }

    private void run(String before, String scenario, String after) throws IOException {
        tmux.type("clear; " + before + " ./conntorture run " + scenario + ".yaml --no-probes " + after);
    }

    private void awaitShown(String... patterns) {
        for (String pattern : patterns) {
            await().pollInterval(Duration.ofMillis(100))
                    .untilAsserted(() -> assertThat(tmux.screen()).containsPattern(pattern));
        }
    }

    private void awaitFile(String name) {
        await().until(() -> Files.exists(directory.resolve(name)) && Files.size(directory.resolve(name)) > 0);
    }

    /** Once the shell has its terminal back. */
    private void requireAsBefore() throws IOException {
        tmux.type("stty -g >after");
        awaitFile("after");
        assertThat(directory.resolve("after")).hasSameTextualContentAs(directory.resolve("before"));
        assertThat(tmux.isCursorShown()).isTrue();
    }

    @Test
    void shouldShowARunAtEachSizeAndStopAtQ() throws Exception {
        run("", "two", "; echo code $?");
        awaitShown(
                "two  round \\d+/20  turn \\d+/40  [12]:\\d\\d left .* q stops\n",
                "  target  role +attempts +per s +failed accept queue\n> good    control +[1-9][0-9,]* +[1-9][0-9,]* +0 +\\d+ of \\d+\n",
                "\n  connect [ ▁-█]+ +\\S+[mu]s +\\S+s +\\S+s  read [ ▁-█]+[▁-█]");
        awaitShown(
                "\n> bad     subject .* [1-9][0-9]* +\\d+ of \\d+\n",
                "    [0-9,]+ reset   ",
                "TCPAbortOnClose \\+|OutRsts \\+");
        awaitShown("so far: reset-unread-data, (certain|likely), [1-9]");
        await().untilAsserted(() -> assertThat(screenLines()).isNotEmpty().allMatch(line -> line.length() < 80));
        await().untilAsserted(
                        () -> assertThat(tmux.colouredScreen()).contains("\u001b[36m", "\u001b[31m", "\u001b[1m"));
        tmux.resize(200, 50);
        awaitShown("connect p50 [ ▁-█]{12,} +\\S+s  p99 [ ▁-█]{12,} +\\S+s  max ");
        assertThat(tmux.scrollback()).containsOnlyOnce("q stops");
        tmux.resize(80, 24);
        awaitShown("\n  bars: p99 of each second");
        tmux.press("q");
        awaitShown("code 130");

        assertThat(tmux.scrollback())
                .contains("good is ready at 127.0.0.1:", "x reset (connected, then reset, ECONNRESET)")
                .containsPattern("good 1/20  [1-9].* 0 failed")
                .doesNotContain("> bad ");
        requireAsBefore();
    }

    private List<String> screenLines() {
        return tmux.screen()
                .lines()
                .dropWhile(line -> !line.startsWith("two  round"))
                .toList();
    }

    @Test
    void shouldDrawWithoutColourWhereAskedToAndStopAtCtrlC() throws Exception {
        run("NO_COLOR=1", "two", "; echo code $?");
        awaitShown("> good .* [1-9]");
        assertThat(tmux.colouredScreen()).doesNotContain("\u001b[3", "\u001b[1m");
        tmux.press("C-c");
        awaitShown("code 130");

        requireAsBefore();
    }

    @Test
    void shouldTellPlainLinesToADumbTerminal() throws Exception {
        run("TERM=dumb", "short", "; echo code $?");
        awaitShown("good 1/1  turn 1 of 2 starts", "code [034]");

        assertThat(tmux.colouredScreen()).doesNotContain("\u001b[3");
        assertThat(tmux.scrollback()).doesNotContain("q stops").containsPattern("\nbad 1/1  [0-9,]+ attempts ");
        requireAsBefore();
    }

    @Test
    void shouldLeaveAUsableTerminalWhenItIsKilled() throws Exception {
        run("", "two", "; echo code $?");
        awaitShown("> good .* [1-9]");
        await().until(() -> !settings().contains(" icanon"));
        for (ProcessHandle tester : testers()) {
            tester.destroyForcibly();
        }
        awaitShown("code 137");
        await().until(() -> settings().contains(" icanon"));
        requireAsBefore();
    }

    /** Of the terminal, as another process sees them. */
    private String settings() throws IOException {
        Process stty = new ProcessBuilder("stty", "-a", "-F", tmux.terminal()).start();
        return new String(stty.getInputStream().readAllBytes());
    }

    /** The JVM of the launcher, by its own command line. */
    private static List<ProcessHandle> testers() {
        return ProcessHandle.allProcesses()
                .filter(one -> one.info()
                        .commandLine()
                        .orElse("")
                        .contains(Tester.ROOT + "/tester/target/conntorture.jar run two.yaml"))
                .toList();
    }

    @Test
    void shouldNotStopInTheBackground() throws Exception {
        run("", "short", "-o result & wait; echo code $?");
        awaitShown("good 1/1  turn 1 of 2 starts", "code [034]");

        assertThat(tmux.scrollback()).doesNotContain("q stops", "Stopped");
        requireAsBefore();
    }
}
