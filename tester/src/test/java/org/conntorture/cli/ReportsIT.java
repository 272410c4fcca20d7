package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.conntorture.report.JunitSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build server gets of a run that fails, passes or does not tell. */
class ReportsIT {
    private static final String WRONG = "wrong reply\n";

    @TempDir
    private Path directory;

    @Test
    void shouldTellABuildServerWhatFailed() throws Exception {
        Path summary = Files.writeString(directory.resolve("summary.md"), "of an earlier step\n");
        try (Answering control = new Answering(null);
                Answering subject = new Answering(WRONG)) {
            Tester tester = start(
                    Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString()),
                    "run",
                    "127.0.0.1:" + subject.port(),
                    "--control",
                    "127.0.0.1:" + control.port(),
                    "--workload",
                    "echo",
                    "--rounds",
                    "8",
                    "--expect",
                    "failure_rate < 1%",
                    "--report",
                    "junit=new/junit.xml,markdown=" + summary,
                    "--report",
                    "json=copy.json");

            assertThat(tester.exitCode()).as(tester.out() + tester.err()).isEqualTo(3);
            assertThat(tester.out())
                    .containsPattern("(?m)^::error title=conntorture%3A 127\\.0\\.0\\.1-" + subject.port()
                            + "::.* answers wrongly .*%0Acause: wrong-reply, certain: ")
                    .containsPattern("(?m)^::error .*::.* breaks failure_rate < 1%25: 100 %25");
        }
        String junit = Files.readString(directory.resolve("new/junit.xml"));
        JunitSchema.requireValid(junit);
        assertThat(junit).contains("tests=\"4\" errors=\"0\" skipped=\"0\" failures=\"2\"");
        assertThat(Files.readString(summary))
                .startsWith("of an earlier step\n### conntorture 127.0.0.1-")
                .contains("**FAIL**: ", "\n**Causes**\n", "\n**Expectations**\n", " --expect 'failure_rate < 1%'\n");
        assertThat(directory.resolve("copy.json")).hasSameTextualContentAs(directory.resolve("result/result.json"));
    }

    @Test
    void shouldReplaceWhatARunBeforeItLeft() throws Exception {
        Path markdown = Files.writeString(directory.resolve("report.md"), "of an earlier run\n".repeat(1_000));
        try (Answering echo = new Answering(null)) {
            Tester tester = start(
                    Map.of("GITHUB_ACTIONS", "true"),
                    "run",
                    "127.0.0.1:" + echo.port(),
                    "--report",
                    "markdown=report.md,junit=junit.xml");

            assertThat(tester.exitCode()).as(tester.out() + tester.err()).isZero();
            assertThat(tester.out()).doesNotContain("::");
        }
        assertThat(Files.readString(markdown))
                .startsWith("### conntorture ")
                .doesNotContain("earlier run")
                .contains("**PASS**: ");
        String junit = Files.readString(directory.resolve("junit.xml"));
        JunitSchema.requireValid(junit);
        assertThat(junit).contains("tests=\"2\" errors=\"0\" skipped=\"0\" failures=\"0\"");
    }

    @Test
    void shouldNotLetABuildPassThatTellsNothing() throws Exception {
        try (Answering control = new Answering(WRONG);
                Answering subject = new Answering(WRONG)) {
            Tester tester = start(
                    Map.of("GITHUB_ACTIONS", "true"),
                    "run",
                    "127.0.0.1:" + subject.port(),
                    "--control",
                    "127.0.0.1:" + control.port(),
                    "--workload",
                    "echo",
                    "--report",
                    "junit=junit.xml");

            assertThat(tester.exitCode()).as(tester.out() + tester.err()).isEqualTo(4);
            assertThat(tester.out()).contains("\n::warning title=").doesNotContain("::error");
        }
        String junit = Files.readString(directory.resolve("junit.xml"));
        JunitSchema.requireValid(junit);
        assertThat(junit).contains("tests=\"3\" errors=\"2\" skipped=\"0\" failures=\"0\"");
    }

    @Test
    void shouldGiveACommandThatRepeatsTheRun() throws Exception {
        try (Answering echo = new Answering(null)) {
            Tester tester = start(
                    Map.of(),
                    "run",
                    "127.0.0.1:" + echo.port(),
                    "--payload",
                    "it's `a|b` $HOME\n",
                    "--no-probes",
                    "--source",
                    "127.0.0.1,127.0.0.2",
                    "--expect",
                    "failures == 0",
                    "--expect",
                    "attempt.max < 1h",
                    "--report",
                    "markdown=report.md");
            assertThat(tester.exitCode()).as(tester.out() + tester.err()).isZero();
            String report = Files.readString(directory.resolve("report.md"));
            String command = report.substring(report.indexOf("```sh\n") + 6, report.lastIndexOf("\n```"));
            assertThat(command).doesNotContain("--report", "--output");

            Tester.putLauncher(directory);
            Process again = new ProcessBuilder("sh", "-c", command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(again.getInputStream().readAllBytes());

            assertThat(again.waitFor()).as(said).isZero();
            assertThat(said)
                    .contains("write text 'it's `a|b` $HOME\\n'", "expect     attempt.max < 1h")
                    .contains("127.0.0.1, 127.0.0.2", "400 attempts");
        }
    }

    /** The verdict, the causes and all numbers; the run's files hold nothing that it knew besides. */
    @Test
    void shouldMakeTheSameAgainFromTheDirectoryAlone() throws Exception {
        try (Answering control = new Answering(null);
                Answering subject = new Answering(WRONG)) {
            Tester tester = start(
                    Map.of(),
                    "run",
                    "127.0.0.1:" + subject.port(),
                    "--control",
                    "127.0.0.1:" + control.port(),
                    "--workload",
                    "echo",
                    "--expect",
                    "connect.p99 < 1us");
            assertThat(tester.exitCode()).as(tester.out() + tester.err()).isEqualTo(3);
            assertThat(tester.err()).doesNotContain("report.html");
        }
        Path page = directory.resolve("result/report.html");
        String made = Files.readString(page);
        Files.delete(page);

        Tester again = Tester.run(directory, "report", "result", "--report", "json=again.json,svg=pictures");

        assertThat(again.exitCode()).as(again.out() + again.err()).isEqualTo(3);
        assertThat(again.out()).contains("Report: result/report.html").doesNotContain("Note: ");
        assertThat(directory.resolve("again.json")).hasSameTextualContentAs(directory.resolve("result/result.json"));
        assertThat(page).hasContent(made);
        assertThat(directory.resolve("pictures")).isDirectoryContaining("glob:**.svg");
    }

    @Test
    void shouldSayInASentenceWhatIsNoResult() throws Exception {
        Tester tester = Tester.run(directory, "report", ".");

        assertThat(tester.exitCode()).isEqualTo(2);
        assertThat(tester.err())
                .contains("'.' is no result directory, as it has no plan.json")
                .doesNotContain("\tat ");
        Tester mistyped = Tester.run(directory, "report", "mistyped", "--report", "svg=pictures");
        assertThat(mistyped.exitCode()).isEqualTo(2);
        assertThat(mistyped.err()).contains("'mistyped' is no result directory");
        assertThat(directory.resolve("mistyped")).doesNotExist();
        assertThat(directory.resolve("pictures")).doesNotExist();
    }

    @Test
    void shouldSendNothingWhereAReportCannotBeKept() throws Exception {
        try (ServerSocket untouched = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            untouched.setSoTimeout(200);
            Tester tester =
                    start(Map.of(), "run", "127.0.0.1:" + untouched.getLocalPort(), "--report", "junit=/proc/none/a");

            assertThat(tester.exitCode()).isEqualTo(2);
            assertThatThrownBy(untouched::accept).isInstanceOf(SocketTimeoutException.class);
            assertThat(tester.result()).doesNotExist();
        }
    }

    private Tester start(Map<String, String> environment, String... words) throws Exception {
        List<String> all = new java.util.ArrayList<>(List.of(words));
        all.addAll(List.of("-o", "result", "-n", "400", "-c", "1"));
        return Tester.start(directory, List.of(), environment, all.toArray(String[]::new));
    }
}
