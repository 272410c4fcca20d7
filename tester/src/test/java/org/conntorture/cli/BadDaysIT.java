package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tester says and leaves behind when it is cut off, or its targets or its host give out. */
class BadDaysIT {
    @TempDir
    private Path directory;

    @Test
    void shouldPassACleanServerAndSayThatNoControlWasRun() throws Exception {
        try (Answering echo = new Answering(null)) {
            Tester tester = Tester.run(directory, "run", "127.0.0.1:" + echo.port(), "-n", "500", "-q", "-o", "result");

            assertThat(tester.exitCode()).as(tester.out() + tester.err()).isZero();
            assertThat(tester.out()).contains("PASS: ").contains("no control was run");
            assertThat(tester.json().path("targets").path(0).path("attempts").asLong())
                    .isEqualTo(500);
        }
    }

    @Test
    void shouldDisturbBySighupThoughStartedByNohup() throws Exception {
        String scenario = Tester.ROOT.resolve("scenarios/busted/handover.yaml").toString();
        Tester tester = Tester.start(
                directory,
                List.of("nohup"),
                Map.of(),
                "run",
                scenario,
                "--rounds",
                "1",
                "-d",
                "2s",
                "-q",
                "-o",
                "result");
        tester.exitCode();

        assertThat(tester.target("handover").path("disturbances").asInt()).isPositive();
        assertThat(tester.target("handover").path("failures").asInt()).isPositive();
    }

    @Test
    void shouldKeepWhatWasMeasuredAndEndTheTargetsOnInterrupt() throws Exception {
        Tester tester = startLongRun(null);
        long targetPid = awaitTarget();
        await().until(() -> lines("blocks.jsonl") >= 2);
        new ProcessBuilder("kill", "-INT", Long.toString(tester.handle().pid()))
                .start()
                .waitFor();

        assertThat(tester.exitCode()).isEqualTo(130);
        assertThat(tester.json().path("interrupted").asBoolean()).isTrue();
        assertThat(tester.json().path("exitCode").asInt()).isEqualTo(130);
        assertThat(tester.target("long").path("attempts").asLong()).isPositive();
        assertThat(ProcessHandle.of(targetPid)).isEmpty();
    }

    @Test
    void shouldLoseAtMostTheLastSecondAndNoProcessOnKill9() throws Exception {
        Tester tester = startLongRun(null);
        long targetPid = awaitTarget();
        await().until(() -> lines("blocks.jsonl") >= 2);
        tester.handle().destroyForcibly();

        assertThat(tester.exitCode()).isEqualTo(137);
        await().until(() -> ProcessHandle.of(targetPid).isEmpty());
        assertThat(lines("blocks.jsonl")).isGreaterThanOrEqualTo(2);
        assertThat(lines("intervals.hlog")).isGreaterThanOrEqualTo(5);
        assertThat(tester.result().resolve("plan.json")).exists();
        assertThat(tester.result().resolve("environment.json")).exists();
    }

    @Test
    void shouldSayWhatHappenedToATargetThatDies() throws Exception {
        Tester tester = startLongRun("sh -c 'while [ ! -e die ]; do sleep 0.05; done; kill -9 $PPID' & ");
        awaitTarget();
        await().until(() -> lines("blocks.jsonl") >= 2);
        Files.createFile(directory.resolve("die"));

        assertThat(tester.exitCode()).as(tester.err()).isIn(3, 4);
        assertThat(tester.target("long").path("reason").asString()).contains("died under load");
        assertThat(tester.target("long").path("attempts").asLong()).isPositive();
    }

    @Test
    void shouldShowTheOutputOfATargetThatDoesNotBecomeReady() throws Exception {
        Files.writeString(directory.resolve("s.yaml"), """
                name: broken
                ends: {attempts: 10}
                targets:
                  - name: web
                    role: subject
                    command: echo 'no config file found' >&2; exit 7
                """);
        Tester tester = Tester.run(directory, "run", "s.yaml", "-o", "result");

        assertThat(tester.exitCode()).isEqualTo(4);
        assertThat(tester.err()).contains("no config file found").contains("7");
        assertThat(tester.target("web").path("status").asString()).isEqualTo("not-ready");
    }

    @Test
    void shouldSkipAnOptionalTargetWithoutItsToolAndNotPassWithARequiredOne() throws Exception {
        String scenario = """
                name: tools
                ends: {attempts: 100}
                targets:
                  - name: web
                    role: subject
                    builtin: echo
                  - name: other
                    role: subject
                    optional: %s
                    requires: {no-such-tool: no-such-package}
                    command: no-such-tool
                """;
        Files.writeString(directory.resolve("s.yaml"), scenario.formatted("true"));
        Tester optional = Tester.run(directory, "run", "s.yaml", "-q", "-o", "result");
        assertThat(optional.exitCode()).as(optional.out()).isZero();
        assertThat(optional.target("other").path("status").asString()).isEqualTo("skipped");
        assertThat(optional.target("other").path("reason").asString()).contains("no-such-package");

        Files.writeString(directory.resolve("s.yaml"), scenario.formatted("false"));
        assertThat(Tester.run(directory, "run", "s.yaml", "-q").exitCode()).isEqualTo(4);
    }

    @Test
    void shouldEndInOrderWhenTheDiskIsFull() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        shell("mount -t tmpfs -o size=64k tmpfs " + disk);
        try (Answering refusing = new Answering("")) {
            Tester tester = Tester.run(
                    directory,
                    "run",
                    "127.0.0.1:" + refusing.port(),
                    "--workload",
                    "echo",
                    "-d",
                    "60s",
                    "-o",
                    "disk/result");

            assertThat(tester.exitCode()).as(tester.err()).isNotZero();
            assertThat(tester.out() + tester.err()).contains("result directory cannot be written");
            assertThat(disk.resolve("result/plan.json")).exists();
        } finally {
            shell("umount " + disk);
        }
    }

    @Test
    void shouldNeitherFloodNorGrowUnderAFailureStorm() throws Exception {
        try (SocketChannel bound = SocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            int port = ((InetSocketAddress) bound.getLocalAddress()).getPort();
            Tester tester = Tester.run(
                    directory,
                    "run",
                    "127.0.0.1:" + port,
                    "--workload",
                    "echo",
                    "-n",
                    "20k",
                    "-c",
                    "50",
                    "-o",
                    "result");

            assertThat(tester.exitCode()).as(tester.err()).isEqualTo(3);
            assertThat(tester.json().path("targets").path(0).path("failures").asLong())
                    .isGreaterThan(10_000);
            assertThat(lines("failures.jsonl")).isEqualTo(10_001);
            assertThat(tester.err().lines()).hasSizeLessThan(60);
        }
    }

    @Test
    void shouldServeMetricsWhileItRuns() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Tester tester = startLongRun(null, "--metrics-port", Integer.toString(port));
        awaitTarget();
        await().until(() -> lines("blocks.jsonl") >= 2);
        String text = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        tester.handle().destroy();

        assertThat(text).contains("conntorture_attempts_total{outcome=\"succeeded\",role=\"subject\",target=\"long\"}");
        assertThat(tester.exitCode()).isEqualTo(143);
    }

    /** A run of a minute against an echo server started by a shell command, which tells its pid in a file. */
    private Tester startLongRun(String before, String... more) throws IOException {
        Files.writeString(directory.resolve("long.yaml"), """
                name: long
                ends: {duration: 60s}
                load: {rate: 500}
                targets:
                  - name: long
                    role: subject
                    command: |
                      %s
                      echo $$ > pid.new; mv pid.new pid
                      exec %s -jar %s serve echo --port $PORT
                """.formatted(
                        before == null ? ":" : before,
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        Tester.ROOT.resolve("tester/target/conntorture.jar")));
        List<String> arguments = new java.util.ArrayList<>(List.of("run", "long.yaml", "-o", "result"));
        arguments.addAll(List.of(more));
        return Tester.start(directory, arguments.toArray(String[]::new));
    }

    private long awaitTarget() throws IOException {
        Path pid = directory.resolve("pid");
        await().until(() -> Files.exists(pid));
        return Long.parseLong(Files.readString(pid).strip());
    }

    private long lines(String file) throws IOException {
        Path path = directory.resolve("result").resolve(file);
        if (!Files.exists(path)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(path)) {
            return lines.count();
        }
    }

    private static void shell(String command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor())
                .isZero();
    }
}
