package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.conntorture.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shortest scenarios with nginx, HAProxy and node; {@link ScenariosIT} runs the others. */
class ProxiesIT {
    /** Where none may be made for the tests, others' servers are in it too. */
    private static final Path NETWORK = Path.of("/proc/self/ns/net");

    @TempDir
    private Path directory;

    private List<ProcessHandle> before;

    @BeforeEach
    void needTools() {
        before = ProxyRun.servers(NETWORK);
        Needs.tools("node");
        Needs.servers("nginx", "haproxy");
    }

    @AfterEach
    void requireNothingIsLeft() {
        assertThat(ProxyRun.servers(NETWORK)).isSubsetOf(before);
    }

    @Test
    void shouldShowTheOtherSideOfTheCure() throws Exception {
        ProxyRun run = ProxyRun.of(directory, ProxyRun.scenario("keepalive-race"), "-n", "400");

        assertThat(run.kind("nginx-keeps-longer", "bad-gateway")).as(run.out()).isPositive();
        assertThat(run.cause("nginx-keeps-longer").path("facts").toString()).contains("keepalive-race");
        run.requireClean("node", "node-keeps-longer");
        run.requireLogAgrees("nginx-keeps-longer", "node-keeps-longer");
    }

    @Test
    void shouldFindAnImpatientClientIn499s() throws Exception {
        ProxyRun run = ProxyRun.of(
                directory,
                ProxyRun.impatient(directory, "off", "reply-timeout: 100ms").toString());

        run.requireImpatience();
        run.requireLogAgrees("nginx");
        assertThat(run.target("nginx").at("/accessLog/statuses/499").asLong()).isEqualTo(run.failed("nginx"));
    }

    @Test
    void shouldShowNginxsOwnMessageWhereItRefusesItsConfiguration() throws Exception {
        ProxyRun run =
                ProxyRun.of(directory, ProxyRun.scenario("keepalive-race"), "-n", "2", "--var", "PROXY_TIMEOUT=never");

        assertThat(run.tester().exitCode()).isEqualTo(4);
        assertThat(run.tester().out())
                .contains("nginx-keeps-longer")
                .containsPattern("\"proxy_connect_timeout\"\\s+directive\\s+invalid\\s+value");
    }

    @Test
    void shouldAgreeOnAProxyHeaderOrFail() throws Exception {
        ProxyRun run = ProxyRun.of(directory, ProxyRun.scenario("haproxy-tcp"), "--rounds", "2", "-n", "200");

        run.requireClean("java", "no-header", "header-known");
        for (String wrong : new String[] {"header-unknown", "header-missing"}) {
            assertThat(run.failures(wrong))
                    .as(run.out())
                    .isEqualTo(run.target(wrong).path("attempts").asLong())
                    .isPositive();
        }
        assertThat(run.causeId("header-unknown")).isEqualTo("wrong-reply");
        assertThat(run.causeId("header-missing")).isEqualTo("closed-without-reply");
    }
}
