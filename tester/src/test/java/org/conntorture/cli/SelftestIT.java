package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.conntorture.conclusion.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The selftest with the packed jar: its table, its exit codes, and what is left of it. */
class SelftestIT {

    @TempDir
    private Path directory;

    @Test
    void shouldListCasesAndRefuseOthers() throws Exception {
        Tester list = Tester.run(directory, "selftest", "--list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.out()).contains("stale-tuple-silent", "Not provoked here", "tw-recycle");

        Tester wrong = run("selftest", "no-such-case");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("no case is called 'no-such-case'");
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void shouldPassAHealthyCaseAndLeaveNothing() throws Exception {
        Tester tester = run("selftest", "healthy-slow");

        assumeThat(tester.err()).doesNotContain("network namespaces cannot be made");
        assertThat(tester.exitCode()).as(tester.out() + tester.err()).isZero();
        assertThat(tester.out()).contains("healthy-slow", "0 of 1 healthy cases accused somebody");
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void shouldSkipWhatChangesTheWholeHost() throws Exception {
        Tester tester = run("selftest", "memory-limit");

        assumeThat(tester.err()).doesNotContain("network namespaces cannot be made");
        assertThat(tester.out()).contains("SKIPPED", "net/ipv4/tcp_max_orphans", "--allow-global", "1 skipped");
    }

    @Test
    void shouldSayWhatPermitsIt() throws Exception {
        Tester tester = Tester.start(directory, List.of(), Map.of("PATH", ""), "selftest", "healthy");

        assertThat(tester.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(tester.err()).contains("network namespaces cannot be made", "run it as root", "util-linux");
    }

    @Test
    void shouldEndItsSandboxesWhenInterruptedOrKilled() throws Exception {
        for (String signal : List.of("-INT", "-KILL")) {
            Tester tester = start("selftest", "healthy-slow");
            await().until(() -> inSandboxes() > 0 || !tester.handle().isAlive());
            assumeThat(tester.err()).doesNotContain("network namespaces cannot be made");
            assertThat(inSandboxes()).isPositive();
            new ProcessBuilder("kill", signal, Long.toString(tester.handle().pid()))
                    .start()
                    .waitFor();

            assertThat(tester.exitCode()).isIn(130, 137);
            await().until(() -> inSandboxes() == 0);
        }
    }

    private Tester run(String... arguments) throws IOException, InterruptedException {
        Tester tester = start(arguments);
        tester.exitCode();
        return tester;
    }

    /** With a place for temporary files of its own. */
    private Tester start(String... arguments) throws IOException {
        return Tester.start(
                directory,
                List.of(),
                Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + directory, "XDG_STATE_HOME", directory.toString()),
                arguments);
    }

    private List<Path> leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isDirectory).toList();
        }
    }

    /** Processes started in a sandbox, by their environment. */
    private long inSandboxes() {
        String mark = "WORK=" + directory;
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> environment(process.pid()).contains(mark))
                    .count();
        }
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
