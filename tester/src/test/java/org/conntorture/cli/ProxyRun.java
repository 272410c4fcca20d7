package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A run of a scenario with proxies that has ended, and what its result.json says of them. */
record ProxyRun(Tester tester) {

    static String scenario(String name) {
        return Tester.ROOT.resolve("scenarios/" + name + ".yaml").toString();
    }

    static ProxyRun of(Path directory, String scenario, String... more) throws Exception {
        return ended(Tester.start(directory, words(scenario, more)));
    }

    /** With counters, addresses and ports of its own, so that none beside it disturbs it. */
    static ProxyRun within(Namespace host, String scenario, String... more) throws Exception {
        return ended(host.start(words(scenario, more)));
    }

    private static String[] words(String scenario, String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", scenario, "-q", "-o", "result"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static ProxyRun ended(Tester tester) throws InterruptedException {
        tester.exitCode();
        return new ProxyRun(tester);
    }

    /** A scenario of nginx in front of a node that takes a second for each answer, and of clients as {@code client} says. */
    static Path impatient(Path directory, String ignoreClientAbort, String client) throws IOException {
        return Files.writeString(directory.resolve("impatient.yaml"), """
                name: impatient
                variables: {PROXY_TIMEOUT: 10s, UPSTREAM_IDLE: 60s, DELAY_MS: "1000", IGNORE_CLIENT_ABORT: "%s"}
                rounds: 1
                load: {workload: request, payload: {text: name=jane}, %s}
                ends: {attempts: 100}
                targets:
                  - name: nginx
                    role: subject
                    workdir: %s
                    command: HOST=127.0.0.2 node http.js & exec ../../scenarios/nginx/nginx.sh keepalive.conf 127.0.0.2
                    logs: {access: access.log, errors: error.log}
                """.formatted(
                        ignoreClientAbort, client, Tester.ROOT.resolve("reference-servers/node")));
    }

    /** Runs a command to its end, which must be a good one. */
    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** The servers that a scenario might leave behind in a network, which is a file such as /proc/self/ns/net. */
    static List<ProcessHandle> servers(Path network) {
        return ProcessHandle.allProcesses()
                .filter(one -> one.info().command().orElse("").matches(".*/(nginx|haproxy|node)"))
                .filter(one -> isIn(network, one.pid()))
                .toList();
    }

    private static boolean isIn(Path network, long process) {
        try {
            return Files.isSameFile(network, Path.of("/proc", "" + process, "ns/net"));
        } catch (IOException gone) {
            return false;
        }
    }

    String out() {
        return tester.out() + tester.err();
    }

    JsonNode target(String name) throws IOException {
        return tester.target(name);
    }

    long failures(String target) throws IOException {
        return target(target).path("failures").asLong();
    }

    long kind(String target, String kind) throws IOException {
        long count = 0;
        for (JsonNode one : target(target).path("failureKinds")) {
            count +=
                    one.path("kind").asString().equals(kind) ? one.path("count").asLong() : 0;
        }
        return count;
    }

    JsonNode cause(String target) throws IOException {
        return target(target).path("causes").path(0);
    }

    String causeId(String target) throws IOException {
        return cause(target).path("id").asString();
    }

    void requireClean(String... targets) throws IOException {
        for (String target : targets) {
            assertThat(target(target).path("attempts").asLong())
                    .as(target + out())
                    .isPositive();
            assertThat(failures(target)).as(target + out()).isZero();
        }
    }

    /** Attempts that failed, whoever was to blame: a proxy logs those too in which the tester itself stood still. */
    long failed(String target) throws IOException {
        return failures(target) + target(target).path("testerFailures").asLong();
    }

    /** The log has as many lines of each status as the tester saw, and the same failures from the same ports. */
    void requireLogAgrees(String... targets) throws IOException {
        for (String target : targets) {
            JsonNode log = target(target).path("accessLog");
            assertThat(log.path("agrees").asBoolean()).as(target + ": " + log).isTrue();
            assertThat(log.path("joined").asLong()).as(target + ": " + log).isEqualTo(failed(target));
        }
    }

    /** A tester that stands still as the load begins, on a busy machine, is as patient as it stands. */
    void requireImpatience() throws IOException {
        assertThat(kind("nginx", "no-reply")).as(out()).isPositive().isEqualTo(failures("nginx"));
        assertThat(failed("nginx")).as(out()).isGreaterThan(80);
    }
}
