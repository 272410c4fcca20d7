package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.conntorture.Needs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Two runs whose latencies are compared; a load beside one of them would tell. */
@Tag("scenarios")
@Isolated
class BeforeAndAfterIT {
    @TempDir
    private Path directory;

    private ProxyRun run(String... more) throws Exception {
        return ProxyRun.of(directory, ProxyRun.scenario("before-and-after"), more);
    }

    /** Three changes for the worse, one for each server: each is found, and nothing else. */
    @Test
    void shouldFindWhatAChangedConfigurationMadeWorse() throws Exception {
        Needs.tools("node");
        Needs.servers("nginx", "haproxy");
        ProxyRun first = run("-d", "16s");
        assertThat(first.tester().exitCode()).as(first.out()).isZero();
        Files.move(directory.resolve("result"), directory.resolve("before"));

        ProxyRun second = run(
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

        String out = second.tester().out();
        assertThat(second.tester().exitCode()).as(second.out()).isEqualTo(3);
        assertThat(out).containsPattern("regressed:[\\s\\S]*node[\\s\\S]*haproxy");
        // Its latencies alone tell, and on a busy machine they leave it open; DiffIT holds them to more.
        assertThat(out).containsPattern("nginx (may have )?regressed since before: ");
        // What is left as it was is left open on a busy machine, and never called worse.
        assertThat(changes(second.tester()))
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
