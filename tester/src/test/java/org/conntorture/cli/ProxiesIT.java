package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.conntorture.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The scenarios with nginx, HAProxy, pm2 and node, in a short form: what the user of a site sees, and what the proxies log. */
@Timeout(400)
class ProxiesIT {
    private static final int PATIENCE_SECONDS = 300;

    @TempDir
    private Path directory;

    private Set<Long> before;

    @BeforeEach
    void needTools() {
        before = servers();
        Needs.tools("node", "npm");
        Needs.servers("nginx", "haproxy");
    }

    @AfterEach
    void requireNothingIsLeft() {
        Set<Long> left = servers();
        left.removeAll(before);
        assertThat(left).isEmpty();
    }

    private static Set<Long> servers() {
        return ProcessHandle.allProcesses()
                .filter(one -> one.info().command().orElse("").matches(".*/(nginx|haproxy|node)"))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private Tester run(String scenario, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("run", scenario, "-q", "-o", "result"));
        arguments.addAll(List.of(more));
        Tester tester = Tester.start(directory, arguments.toArray(String[]::new));
        tester.exitCode(PATIENCE_SECONDS);
        return tester;
    }

    private static String scenario(String name) {
        return Tester.ROOT.resolve("scenarios/" + name + ".yaml").toString();
    }

    private static long failures(Tester tester, String target) throws IOException {
        return tester.target(target).path("failures").asLong();
    }

    private static long kind(Tester tester, String target, String kind) throws IOException {
        long count = 0;
        for (JsonNode one : tester.target(target).path("failureKinds")) {
            count +=
                    one.path("kind").asString().equals(kind) ? one.path("count").asLong() : 0;
        }
        return count;
    }

    private static JsonNode cause(Tester tester, String target) throws IOException {
        return tester.target(target).path("causes").path(0);
    }

    /** The log has as many lines of each status as the tester saw, and the same failures from the same ports. */
    private static void requireLogAgrees(Tester tester, String target) throws IOException {
        JsonNode log = tester.target(target).path("accessLog");
        assertThat(log.path("agrees").asBoolean()).as(target + ": " + log).isTrue();
        assertThat(log.path("joined").asLong()).as(target + ": " + log).isEqualTo(failures(tester, target));
    }

    @Test
    void shouldShowWhatTheIncidentsEngineersSaw() throws Exception {
        Tester tester = run(scenario("nginx-pm2-keepalive"), "-d", "18s");

        assertThat(tester.exitCode()).as(tester.out() + tester.err()).isEqualTo(3);
        for (String healthy : List.of("node", "left-alone-new-connections", "left-alone-keepalive")) {
            assertThat(failures(tester, healthy)).as(healthy).isZero();
        }
        for (String chain : List.of(
                "left-alone-new-connections", "left-alone-keepalive", "nginx-new-connections", "nginx-keepalive")) {
            requireLogAgrees(tester, chain);
        }
        assertThat(cause(tester, "pm2").path("id").asString()).isEqualTo("lost-in-handover");
        assertThat(kind(tester, "nginx-new-connections", "gateway-timeout")).isPositive();
        assertThat(cause(tester, "nginx-new-connections").path("id").asString()).isEqualTo("proxy-error");
        assertThat(cause(tester, "nginx-new-connections").path("confidence").asString())
                .isEqualTo("certain");
        assertThat(cause(tester, "nginx-new-connections").path("facts").toString())
                .contains("upstream timed out (110: Connection timed out) while reading response header from upstream")
                .contains("God Daemon")
                .contains("lost-in-handover");
        assertThat(kind(tester, "nginx-keepalive", "bad-gateway")).isPositive();
        assertThat(cause(tester, "nginx-keepalive").path("facts").toString())
                .contains("the server closed connections with a request on them");
    }

    @Test
    void shouldShowTheOtherSideOfTheCure() throws Exception {
        Tester tester = run(scenario("keepalive-race"), "-d", "8s");

        assertThat(kind(tester, "nginx-keeps-longer", "bad-gateway"))
                .as(tester.out())
                .isPositive();
        assertThat(cause(tester, "nginx-keeps-longer").path("facts").toString()).contains("keepalive-race");
        assertThat(failures(tester, "node")).isZero();
        assertThat(failures(tester, "node-keeps-longer")).isZero();
        requireLogAgrees(tester, "nginx-keeps-longer");
        requireLogAgrees(tester, "node-keeps-longer");
    }

    /** A scenario of nginx in front of a node that takes 300 ms for each answer. */
    private Path impatient(String ignoreClientAbort) throws IOException {
        return Files.writeString(directory.resolve("impatient.yaml"), """
                name: impatient
                variables: {PROXY_TIMEOUT: 2s, UPSTREAM_IDLE: 60s, DELAY_MS: "300", IGNORE_CLIENT_ABORT: "%s"}
                rounds: 1
                load: {workload: request, payload: {text: name=jane}, reply-timeout: 100ms}
                ends: {attempts: 100}
                targets:
                  - name: nginx
                    role: subject
                    workdir: %s
                    command: HOST=127.0.0.2 node http.js & exec ../../scenarios/nginx/nginx.sh keepalive.conf 127.0.0.2
                    logs: {access: access.log, errors: error.log}
                """.formatted(
                        ignoreClientAbort, Tester.ROOT.resolve("reference-servers/node")));
    }

    /** A tester that stands still as the load begins, on a busy machine, is as patient as it stands. */
    private static void requireImpatience(Tester tester) throws IOException {
        assertThat(kind(tester, "nginx", "no-reply"))
                .as(tester.out())
                .isGreaterThan(80)
                .isEqualTo(failures(tester, "nginx"));
    }

    @Test
    void shouldFindAnImpatientClientIn499s() throws Exception {
        Tester tester = run(impatient("off").toString());

        requireImpatience(tester);
        requireLogAgrees(tester, "nginx");
        assertThat(tester.target("nginx").at("/accessLog/statuses/499").asLong())
                .isEqualTo(failures(tester, "nginx"));
    }

    @Test
    void shouldFindAnImpatientClientThatNginxIgnores() throws Exception {
        Tester tester = run(impatient("on").toString());

        requireImpatience(tester);
        JsonNode log = tester.target("nginx").path("accessLog");
        assertThat(log.path("agrees").asBoolean()).as(log.toString()).isTrue();
        assertThat(log.path("statuses").toString()).isEqualTo("{\"200\":100}");
    }

    @Test
    void shouldLeaveInMidRequestAsAProxySeesIt() throws Exception {
        Path scenario = impatient("off");
        Files.writeString(scenario, Files.readString(scenario).replace("reply-timeout: 100ms", "close: abandon"));

        Tester tester = run(scenario.toString());

        assertThat(failures(tester, "nginx")).as(tester.out()).isZero();
        assertThat(tester.target("nginx").path("accessLog").path("statuses").toString())
                .isEqualTo("{\"499\":100}");
    }

    @Test
    void shouldShowNginxsOwnMessageWhereItRefusesItsConfiguration() throws Exception {
        Tester tester = run(scenario("keepalive-race"), "-d", "1s", "--var", "PROXY_TIMEOUT=never");

        assertThat(tester.exitCode()).isEqualTo(4);
        assertThat(tester.out())
                .contains("nginx-keeps-longer")
                .containsPattern("\"proxy_connect_timeout\"\\s+directive\\s+invalid\\s+value");
    }

    @Test
    void shouldShowConnectionsThatHaproxyUsesAgain() throws Exception {
        Tester tester = run(scenario("haproxy-http"), "-d", "6s");

        for (String healthy : List.of("node", "reuse-never", "reuse-safe", "node-keeps-longer")) {
            assertThat(failures(tester, healthy)).as(healthy + tester.out()).isZero();
        }
        assertThat(kind(tester, "reuse-always", "bad-gateway")).isPositive();
        assertThat(cause(tester, "reuse-always").path("facts").toString()).contains("x 502 SH");
        for (String proxied : List.of("reuse-never", "reuse-safe", "reuse-always", "node-keeps-longer")) {
            requireLogAgrees(tester, proxied);
        }
    }

    @Test
    void shouldAgreeOnAProxyHeaderOrFail() throws Exception {
        Tester tester = run(scenario("haproxy-tcp"), "-d", "4s");

        for (String healthy : List.of("java", "no-header", "header-known")) {
            assertThat(failures(tester, healthy)).as(healthy + tester.out()).isZero();
        }
        for (String wrong : List.of("header-unknown", "header-missing")) {
            assertThat(failures(tester, wrong))
                    .isEqualTo(tester.target(wrong).path("attempts").asLong());
        }
        assertThat(cause(tester, "header-unknown").path("id").asString()).isEqualTo("wrong-reply");
        assertThat(cause(tester, "header-missing").path("id").asString()).isEqualTo("closed-without-reply");
    }

    @Test
    void shouldNameTheDeadOneOfThree() throws Exception {
        Tester tester = run(scenario("haproxy-bad-backend"), "-d", "8s");

        assertThat(failures(tester, "all-good")).as(tester.out()).isZero();
        assertThat(failures(tester, "one-refuses-checked")).isZero();
        for (String bad : List.of("one-refuses", "one-silent", "one-silent-checked")) {
            assertThat(cause(tester, bad).path("id").asString())
                    .as(bad + tester.out())
                    .isEqualTo("bad-backend");
        }
    }

    @Test
    void shouldShowALimitThatIsTooSmall() throws Exception {
        Tester tester = run(scenario("haproxy-maxconn"), "-d", "8s");

        assertThat(failures(tester, "node")).as(tester.out()).isZero();
        assertThat(failures(tester, "enough")).isZero();
        assertThat(kind(tester, "too-few-to-server", "service-unavailable")).isPositive();
        assertThat(cause(tester, "too-few-to-server").path("facts").toString()).contains("x 503 sQ");
        requireLogAgrees(tester, "too-few-to-server");
        assertThat(failures(tester, "too-few-from-clients")).isPositive();
        assertThat(cause(tester, "too-few-from-clients").path("id").asString())
                .isIn("slow-accept", "accept-queue-overflow");
    }

    /** node closes idle connections after the time for which the tester holds them. */
    @Test
    void shouldLoseTheRaceForAKeptConnectionItself() throws Exception {
        Path scenario = Files.writeString(
                directory.resolve("race.yaml"), """
                name: race
                rounds: 1
                load: {workload: request, close: keep, hold: 300ms, workers: 50}
                ends: {duration: 5s}
                targets:
                  - {name: node, role: subject, workdir: %s, command: exec node http.js, env: {KEEP_ALIVE_MS: "305"}}
                """.formatted(Tester.ROOT.resolve("reference-servers/node")));

        Tester tester = run(scenario.toString());

        assertThat(failures(tester, "node")).as(tester.out()).isPositive();
        assertThat(cause(tester, "node").path("id").asString()).as(tester.out()).isEqualTo("keepalive-race");
    }

    /** Three changes for the worse, one for each server: each is found, and nothing else. */
    @Test
    void shouldFindWhatAChangedConfigurationMadeWorse() throws Exception {
        Tester first = run(scenario("before-and-after"), "-d", "16s");
        assertThat(first.exitCode()).as(first.out()).isZero();
        Files.move(directory.resolve("result"), directory.resolve("before"));

        Tester second = run(
                scenario("before-and-after"),
                "-d",
                "16s",
                "--var",
                "CONF=new-connections.conf",
                "--var",
                "BACKLOG=4",
                "--var",
                "DEAD=127.0.0.4",
                "--var",
                "CHECK=",
                "--baseline",
                "before");

        assertThat(second.exitCode()).as(second.out() + second.err()).isEqualTo(3);
        assertThat(second.out()).containsPattern("regressed:[\\s\\S]*node[\\s\\S]*haproxy");
        // Its latencies alone tell, and on a busy machine they leave it open; DiffIT holds them to more.
        assertThat(second.out()).containsPattern("nginx (may have )?regressed since before: ");
        // What is left as it was is left open on a busy machine, and never called worse.
        assertThat(changes(second))
                .hasSize(4)
                .containsEntry("node", "REGRESSED")
                .containsEntry("haproxy", "REGRESSED")
                .hasEntrySatisfying("nginx", change -> assertThat(change).isIn("REGRESSED", "NOT_ENOUGH_DATA"))
                .hasEntrySatisfying("plain", change -> assertThat(change).isIn("SAME", "NOT_ENOUGH_DATA"));
        Tester again = Tester.run(directory, "diff", "before", "result");
        assertThat(again.exitCode()).as(again.out()).isEqualTo(3);
    }

    private static Map<String, String> changes(Tester run) throws IOException {
        Map<String, String> changes = new HashMap<>();
        run.json()
                .path("comparison")
                .path("targets")
                .forEach(one -> changes.put(
                        one.path("target").asString(), one.path("change").asString()));
        return changes;
    }
}
