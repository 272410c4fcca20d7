package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/**
 * The scenarios with nginx, HAProxy, pm2 and node in a short form: what the user of a site sees, and what the proxies log.
 * Each has a network namespace of its own, so {@code .ci/scenarios} runs several side by side.
 */
@Tag("scenarios")
@Execution(ExecutionMode.CONCURRENT)
class ScenariosIT {
    /** A reload may lose nothing; so many lose something but for very bad luck. */
    private static final int LEAST_DISTURBANCES = 3;

    @TempDir
    private Path directory;

    private Namespace host;

    @BeforeAll
    static void needTools() throws Exception {
        Needs.root();
        Needs.tools("node", "npm", "unshare", "nsenter", "ip");
        Needs.servers("nginx", "haproxy");
        Needs.prepared(Tester.ROOT.resolve("reference-servers/node/prepare.sh"));
    }

    @BeforeEach
    void open() throws Exception {
        host = new Namespace(directory);
    }

    @AfterEach
    void requireNothingIsLeft() {
        List<ProcessHandle> left = ProxyRun.servers(host.network());
        host.close();
        assertThat(left).isEmpty();
    }

    private ProxyRun run(String scenario, String... more) throws Exception {
        return ProxyRun.within(host, ProxyRun.scenario(scenario), more);
    }

    /** Once more, in a single turn, where one of these was hardly disturbed: on a busy machine few reloads fit into two. */
    private ProxyRun disturbed(List<String> targets, String scenario, String... more) throws Exception {
        ProxyRun run = run(scenario, more);
        for (String target : targets) {
            if (run.target(target).path("disturbances").asInt() < LEAST_DISTURBANCES) {
                Files.move(directory.resolve("result"), directory.resolve("hardly-disturbed"));
                List<String> oneTurn = new ArrayList<>(List.of(more));
                oneTurn.addAll(List.of("--rounds", "1"));
                return run(scenario, oneTurn.toArray(String[]::new));
            }
        }
        return run;
    }

    @Test
    void shouldShowWhatTheIncidentsEngineersSaw() throws Exception {
        ProxyRun run = disturbed(
                List.of("pm2", "nginx-new-connections", "nginx-keepalive"), "nginx-pm2-keepalive", "-c", "20");

        assertThat(run.tester().exitCode()).as(run.out()).isEqualTo(3);
        run.requireClean("node", "left-alone-new-connections", "left-alone-keepalive");
        run.requireLogAgrees(
                "left-alone-new-connections", "left-alone-keepalive", "nginx-new-connections", "nginx-keepalive");
        assertThat(run.causeId("pm2")).isEqualTo("lost-in-handover");
        assertThat(run.kind("nginx-new-connections", "gateway-timeout")).isPositive();
        assertThat(run.causeId("nginx-new-connections")).isEqualTo("proxy-error");
        assertThat(run.cause("nginx-new-connections").path("confidence").asString())
                .isEqualTo("certain");
        String facts = run.cause("nginx-new-connections").path("facts").toString();
        assertThat(facts)
                .contains("upstream timed out (110: Connection timed out) while reading response header from upstream")
                .contains("God Daemon");
        // Of few that are lost, each may have been read by a worker that then died.
        assertThat(facts.contains("lost-in-handover")).isEqualTo(unreadBehind(run, "nginx-new-connections") > 0);
        assertThat(run.kind("nginx-keepalive", "bad-gateway")).isPositive();
        assertThat(run.cause("nginx-keepalive").path("facts").toString())
                .contains("the server closed connections with a request on them");
    }

    private static long unreadBehind(ProxyRun run, String target) throws IOException {
        long unread = 0;
        for (JsonNode server : run.tester().evidence(target).path("behind")) {
            unread += server.path("unread").asLong();
        }
        return unread;
    }

    /** The sockets that reloads of pm2 left behind, and whose they are. */
    @Test
    void shouldMeetTheSocketsThatReloadsLeftBehind() throws Exception {
        ProxyRun run = disturbed(List.of("pm2-reload"), "stale-tuple", "-c", "20", "-d", "16s");

        assertThat(causes(run, "pm2-reload"))
                .as(run.out())
                .contains("lost-in-handover", "leaked-by-acceptor", "stale-tuple");
        for (var cause : run.target("pm2-reload").path("causes")) {
            String facts = cause.path("facts").toString();
            if (cause.path("id").asString().equals("stale-tuple")) {
                assertThat(cause.path("confidence").asString()).isEqualTo("certain");
                assertThat(facts).contains("TCPSYNChallenge +", "source ports ");
            } else if (cause.path("id").asString().equals("leaked-by-acceptor")) {
                assertThat(facts).contains("reset meanwhile", "God Daemon");
            }
        }
        for (String target : List.of("java", "node", "pm2")) {
            assertThat(run.target(target).path("status").asString())
                    .as(target + run.out())
                    .isEqualTo("ran");
            run.requireClean(target);
            assertThat(causes(run, target)).as(target).isEmpty();
        }
    }

    /** Of a target, but for what a busy machine let the tester itself wait for. */
    private static List<String> causes(ProxyRun run, String target) throws IOException {
        List<String> causes = new ArrayList<>();
        run.target(target)
                .path("causes")
                .forEach(cause -> causes.add(cause.path("id").asString()));
        causes.remove("tester-stalled");
        return causes;
    }

    @Test
    void shouldFindAnImpatientClientThatNginxIgnores() throws Exception {
        ProxyRun run = ProxyRun.within(
                host,
                ProxyRun.impatient(directory, "on", "reply-timeout: 100ms").toString());

        run.requireImpatience();
        var log = run.target("nginx").path("accessLog");
        assertThat(log.path("agrees").asBoolean()).as(log.toString()).isTrue();
        assertThat(log.path("statuses").toString()).isEqualTo("{\"200\":100}");
    }

    @Test
    void shouldLeaveInMidRequestAsAProxySeesIt() throws Exception {
        ProxyRun run = ProxyRun.within(
                host, ProxyRun.impatient(directory, "off", "close: abandon").toString());

        run.requireClean("nginx");
        assertThat(run.target("nginx").path("accessLog").path("statuses").toString())
                .isEqualTo("{\"499\":100}");
    }

    @Test
    void shouldShowConnectionsThatHaproxyUsesAgain() throws Exception {
        ProxyRun run = run("haproxy-http", "-d", "6s");

        run.requireClean("node", "reuse-never", "reuse-safe", "node-keeps-longer");
        assertThat(run.kind("reuse-always", "bad-gateway")).isPositive();
        assertThat(run.cause("reuse-always").path("facts").toString()).contains("x 502 SH");
        run.requireLogAgrees("reuse-never", "reuse-safe", "reuse-always", "node-keeps-longer");
    }

    @Test
    void shouldNameTheDeadOneOfThree() throws Exception {
        ProxyRun run = run("haproxy-bad-backend", "-d", "8s");

        run.requireClean("all-good", "one-refuses-checked");
        for (String bad : List.of("one-refuses", "one-silent", "one-silent-checked")) {
            assertThat(run.causeId(bad)).as(bad + run.out()).isEqualTo("bad-backend");
        }
    }

    @Test
    void shouldShowALimitThatIsTooSmall() throws Exception {
        ProxyRun run = run("haproxy-maxconn", "-d", "8s");

        run.requireClean("node", "enough");
        assertThat(run.kind("too-few-to-server", "service-unavailable")).isPositive();
        assertThat(run.cause("too-few-to-server").path("facts").toString()).contains("x 503 sQ");
        run.requireLogAgrees("too-few-to-server");
        assertThat(run.failures("too-few-from-clients")).isPositive();
        assertThat(run.causeId("too-few-from-clients")).isIn("slow-accept", "accept-queue-overflow");
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

        ProxyRun run = ProxyRun.within(host, scenario.toString());

        assertThat(run.failures("node")).as(run.out()).isPositive();
        assertThat(run.causeId("node")).as(run.out()).isEqualTo("keepalive-race");
    }
}
