package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before anything is sent, and what can be asked without sending. */
class WrongUseIT {
    @TempDir
    private Path directory;

    static Stream<Arguments> wrongUses() {
        return Stream.of(
                use("unknown host 'no-such-host.invalid'", "run", "no-such-host.invalid:80"),
                use("port", "run", "127.0.0.1:99999"),
                use("workers must be 1 to 100000, was 0", "run", "127.0.0.1:80", "-c", "0"),
                use("--shard '1/0' is not I/N", "run", "127.0.0.1:80", "--shard", "1/0"),
                use("rate must be above 0", "run", "127.0.0.1:80", "-R", "0"),
                use("duration '5' needs a unit", "run", "127.0.0.1:80", "-d", "5"),
                use("no-such-file.yaml", "run", "no-such-file.yaml"),
                use("is not an address of this host", "run", "127.0.0.1:80", "--source", "192.0.2.1"),
                use("--target-pid 4194999 is no process", "run", "127.0.0.1:80", "--target-pid", "4194999"),
                use("column 15: duration '5' needs a unit", "run", "127.0.0.1:80", "--expect", "connect.p99 < 5"),
                use("no cause is called 'stale'", "run", "127.0.0.1:80", "--expect", "no cause(stale)"),
                use("is not the name of a target", "run", "127.0.0.1:80", "--expect", "x: failures == 0"),
                use("there is no report 'xml'", "run", "127.0.0.1:80", "--report", "xml=a"),
                use("'junit' names no file", "run", "127.0.0.1:80", "--report", "junit"),
                use("'json=' names no file", "run", "127.0.0.1:80", "--report", "junit=a,json="),
                use("two reports go to './a'", "run", "127.0.0.1:80", "--report", "junit=a", "--report", "json=./a"),
                use("'/proc/none/a' cannot be written", "run", "127.0.0.1:80", "--report", "junit=/proc/none/a"),
                use("'.' cannot be written", "run", "127.0.0.1:80", "--report", "markdown=."),
                use("variables are for scenario files", "run", "127.0.0.1:80", "--var", "A=b"),
                use("public address", "run", "8.8.8.8:80", "--dry-run"),
                use("transport", "run", "127.0.0.1:80", "--transport", "carrier-pigeon"),
                use("Unknown option: '--frequency'", "run", "127.0.0.1:80", "--frequency", "7"));
    }

    private static Arguments use(String sentence, String... arguments) {
        return Arguments.of(sentence, List.of(arguments));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("wrongUses")
    void shouldRefuseWrongUseWithOneSentence(String sentence, List<String> arguments) throws Exception {
        StringWriter err = new StringWriter();

        int exitCode = Main.commandLine().setErr(new PrintWriter(err)).execute(arguments.toArray(String[]::new));

        assertThat(exitCode).as(err.toString()).isEqualTo(2);
        assertThat(err.toString()).contains(sentence).doesNotContain("\tat ");
        assertThat(err.toString().lines()).hasSize(2);
    }

    @Test
    void shouldExitAsWrongUse() throws Exception {
        Tester tester = Tester.run(directory, "run", "127.0.0.1:80", "-c", "0");

        assertThat(tester.exitCode()).isEqualTo(2);
        assertThat(tester.err()).contains("workers must be 1 to 100000, was 0").hasLineCount(2);
        assertThat(directory.resolve("conntorture-results")).doesNotExist();
    }

    @Test
    void shouldPrintThePlanInFullAndSendNothingOnADryRun() throws Exception {
        try (ServerSocket untouched = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            untouched.setSoTimeout(200);
            Tester tester = Tester.run(
                    directory, "run", "127.0.0.1:" + untouched.getLocalPort(), "--dry-run", "-n", "5M", "-d", "5m");

            assertThat(tester.exitCode()).isZero();
            assertThat(tester.out()).contains("5,000,000 attempts").contains("5 minutes");
            org.assertj.core.api.Assertions.assertThatThrownBy(untouched::accept)
                    .isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void shouldNameTheProtocolOfAServerThatIsNoEcho() throws Exception {
        try (Answering http = new Answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            Tester tester = Tester.run(directory, "run", "127.0.0.1:" + http.port());

            assertThat(tester.exitCode()).isEqualTo(2);
            assertThat(tester.err())
                    .contains("answers HTTP, not echo: run  conntorture run http://127.0.0.1:" + http.port() + "/");
        }
    }

    @Test
    void shouldBlameItselfForMissingDescriptorsBeforeTheStart() throws Exception {
        Tester tester = Tester.start(
                directory, List.of("prlimit", "--nofile=300:300"), Map.of(), "run", "127.0.0.1:9", "-c", "200");

        assertThat(tester.exitCode()).isEqualTo(2);
        assertThat(tester.err()).contains("200 workers need 400 file descriptors and the limit is 300");
    }

    @Test
    void shouldLeaveNoResultDirectoryWhereTheMetricsPortIsTaken() throws Exception {
        try (Answering echo = new Answering(null)) {
            String port = String.valueOf(echo.port());
            Tester tester = Tester.run(
                    directory, "run", "127.0.0.1:" + port, "-n", "1", "-o", "result", "--metrics-port", port);

            assertThat(tester.exitCode()).isEqualTo(2);
            assertThat(tester.err()).contains("metrics port " + port + " of 127.0.0.1 cannot be had");
            assertThat(directory.resolve("result")).doesNotExist();
        }
    }

    @Test
    void shouldHelpAndTellItsVersionOnEveryCommand() throws Exception {
        assertThat(Tester.run(directory, "serve", "echo", "--help").out()).contains("busted:refuse");
        assertThat(Tester.run(directory, "run", "--version").out()).startsWith("conntorture ");
        assertThat(Tester.run(directory, "serve", "--version").out()).startsWith("conntorture ");
    }
}
