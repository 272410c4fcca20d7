package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads, from outside, a namespace whose one listener has a full accept queue; skipped where none can be made. */
class FullQueueIT {
    private Process process;
    private NetFiles net;
    private int port;

    /** {@code unshare} and {@code sh} replace themselves, so that the process is the JVM in the end. */
    @BeforeEach
    void start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String script = "ip link set lo up && exec \"$0\" -Xmx32m -XX:+UseSerialGC -cp \"$1\" \"$2\"";
        ProcessBuilder builder = new ProcessBuilder(
                "unshare",
                "-rn",
                "sh",
                "-c",
                script,
                java,
                System.getProperty("java.class.path"),
                FullQueueMain.class.getName());
        process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String line = output.readLine();
        assumeTrue(line != null, "no network namespace can be made here");
        port = Integer.parseInt(line);
        net = NetFiles.ofProcess(process.pid());
    }

    @AfterEach
    void end() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Test
    void shouldSeeTheFullQueueAndItsCounters() {
        List<SocketRow> listeners = SocketTable.listeners(net, port);
        assertThat(listeners).extracting(SocketRow::rxQueue).containsExactly((long) FullQueueMain.FITTING);
        assertThat(SocketTable.connections(net, port))
                .filteredOn(row ->
                        row.state() == TcpState.ESTABLISHED && row.local().getPort() == port)
                .as("accepted by the kernel alone")
                .hasSize(FullQueueMain.FITTING)
                .allMatch(row -> row.inode() == 0);
        assertThat(SocketTable.connections(net, port))
                .filteredOn(row -> row.state() == TcpState.SYN_SENT)
                .hasSize(FullQueueMain.UNANSWERED);

        Counters counters = Counters.read(net);
        long overflows = counters.value("TcpExtListenOverflows").orElseThrow();
        assertThat(overflows).isGreaterThanOrEqualTo(FullQueueMain.UNANSWERED);
        assertThat(counters.value("TcpExtListenDrops")).hasValue(overflows);
        assertThat(SocketStat.read(net).tcpInUse().orElseThrow())
                .isEqualTo(1 + 2 * FullQueueMain.FITTING + FullQueueMain.UNANSWERED);
    }

    @Test
    void shouldSeeRepeatedSynsInTheDeltas() {
        Counters earlier = Counters.read(net);

        Deltas deltas = await().until(
                        () -> Counters.read(net).since(earlier),
                        later -> later.of("TcpExtListenDrops").orElse(0) >= FullQueueMain.UNANSWERED);

        assertThat(deltas.of("TcpExtListenOverflows")).isEqualTo(deltas.of("TcpExtListenDrops"));
        assertThat(deltas.of("TcpExtTCPSynRetrans")).isEqualTo(deltas.of("TcpExtListenDrops"));
        assertThat(deltas.of("TcpOutRsts")).hasValue(0);
    }

    @Test
    void shouldFindTheListenersProcessLimitAndDrops() {
        SocketRow listener = SocketTable.listeners(net, port).get(0);
        assertThat(new SocketOwners(ProcessState.PROC).pidsOf(Set.of(listener.inode()), List.of()))
                .isEqualTo(Map.of(listener.inode(), process.pid()));
        assertThat(NetFiles.sharedWith(process.pid())).contains(false);

        List<String> prefix =
                List.of("nsenter", "-t", Long.toString(process.pid()), "-U", "-n", "--preserve-credentials");
        Optional<List<ListenerDetail>> details = ListenerDetail.read(port, prefix);
        assumeTrue(details.isPresent(), "ss or nsenter is missing");
        ListenerDetail detail = details.get().get(0);
        assertThat(details.get()).hasSize(1);
        assertThat(detail.local()).isEqualTo(listener.local());
        assertThat(detail.queue()).isEqualTo(FullQueueMain.FITTING);
        assertThat(detail.limit()).isEqualTo(FullQueueMain.BACKLOG);
        assertThat(detail.drops().orElseThrow()).isGreaterThanOrEqualTo(FullQueueMain.UNANSWERED);
    }
}
