package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.conntorture.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code --capture} as a user has it, against a port whose SYNs a firewall drops; in a network namespace of its own. */
class CaptureIT {
    /** Becomes the command that follows it. */
    private static final String BLACKHOLE = """
            set -e
            ip link set lo up
            nft 'table ip t { chain i { type filter hook input priority 0; tcp dport 8085 tcp flags syn drop; }; }'
            exec "$@"
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldKeepTheUnansweredSyns() throws Exception {
        Needs.root();
        Needs.tools("unshare", "ip", "nft", "tcpdump");
        Tester tester = Tester.start(
                directory,
                List.of("unshare", "--net", "sh", "-c", BLACKHOLE, "sh"),
                Map.of(),
                "run",
                "127.0.0.1:8085",
                "--workload=echo",
                "-n",
                "10",
                "--connect-timeout",
                "2500ms",
                "--capture",
                "-q",
                "-o",
                "result");

        assertThat(tester.exitCode()).as(tester.out() + tester.err()).isEqualTo(3);
        JsonNode target = tester.json().path("targets").path(0);
        JsonNode captured = target.path("captured").path(0);
        assertThat(captured.path("timeline").asString()).matches("SYN, SYN \\+1\\.\\d+ s, SYN \\+2.*, never answered");
        List<String> packets =
                tcpdump(tester.result().resolve(captured.path("file").asString()));
        assertThat(packets).hasSizeGreaterThanOrEqualTo(2).allMatch(line -> line.contains("Flags [S]"));
        assertThat(tester.out()).contains("failures/1.pcap): SYN, SYN +1.");
        assertThat(tester.result().resolve("ring")).doesNotExist();
    }

    @Test
    void shouldSayWhatIsMissingWithoutTcpdump() throws Exception {
        Tester tester = Tester.start(
                directory, List.of("env", "PATH=" + directory), Map.of(), "run", "127.0.0.1:8085", "--capture");

        assertThat(tester.exitCode()).isEqualTo(2);
        assertThat(tester.err()).contains("--capture").contains("tcpdump");
    }

    private static List<String> tcpdump(Path file) throws IOException, InterruptedException {
        Path text = Files.createTempFile(file.getParent(), "packets", ".txt");
        Process process = new ProcessBuilder("tcpdump", "-n", "-r", file.toString())
                .redirectOutput(text.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readString(text, StandardCharsets.UTF_8).lines().toList();
    }
}
