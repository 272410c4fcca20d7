package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.conntorture.kernel.Deltas;
import org.junit.jupiter.api.Test;

/** What is read where: in the tester's namespace, in the target's, with and without the tools and the rights. */
class HostSidesIT {
    private static final String FULL_QUEUE = "org.conntorture.kernel.FullQueueMain";

    @Test
    void shouldReadTheNamespaceOfTheTargetsProcess() throws Exception {
        try (ServerProcess server = ServerProcess.inNamespace(FULL_QUEUE)) {
            TargetWatch target = new TargetWatch(server.address(), OptionalLong.of(server.pid()));
            target.begin();
            target.end();
            target.settle();
            TargetEvidence evidence = target.evidence();

            HostEvidence host = evidence.host().orElseThrow();
            assertThat(evidence.kernel().counters().shared()).isFalse();
            assertThat(evidence.kernel().counters().server("TcpExtListenDrops")).isPresent();
            assertThat(host.listeners()).hasSize(1);
            ListenerTrack track = host.listeners().get(0);
            assertThat(track.queuePeak()).as("three fit, as its backlog is two").isEqualTo(3);
            assertThat(track.limit()).hasValue(2);
            assertThat(track.owner().orElseThrow().pid()).isEqualTo(server.pid());
            assertThat(host.samplesWithoutListener()).isZero();
        }
    }

    @Test
    void shouldNotSeeThatNamespaceWithoutAProcessOfIt() throws Exception {
        try (ServerProcess server = ServerProcess.inNamespace(FULL_QUEUE)) {
            TargetWatch target = new TargetWatch(server.address(), OptionalLong.empty());
            target.begin();
            target.end();

            HostEvidence host = target.evidence().host().orElseThrow();
            assertThat(host.listeners()).isEmpty();
            assertThat(host.samplesWithoutListener())
                    .isEqualTo(host.listenerSamples())
                    .isPositive();
        }
    }

    /** 192.0.2.0/24 is nobody's (RFC 5737), and nothing is sent. */
    @Test
    void shouldSayWhatIsUnknownOfARemoteTarget() {
        TargetWatch target = new TargetWatch(new InetSocketAddress("192.0.2.1", 80), OptionalLong.empty());
        target.begin();
        target.sampleAll();
        target.end();
        target.settle();
        target.confirmLeaks();
        TargetEvidence evidence = target.evidence();

        assertThat(evidence.host()).isEmpty();
        assertThat(evidence.client().unknown()).anyMatch(fact -> fact.contains("the target is not on this host"));
        assertThat(evidence.kernel().counters().server()).isEqualTo(Deltas.UNKNOWN);
        assertThat(evidence.kernel().counters().client("TcpActiveOpens")).isPresent();
    }

    /** In a namespace of its own, so that every count is exact. */
    @Test
    void shouldTellWhatMovedUnderLoadFromWhatMovesAnyway() throws Exception {
        List<String> output = watch(Map.of(), ServerProcess.inNamespace(watchCommand("127.0.0.1", 9, 100, 10)));

        assumeThat(output).isNotEmpty();
        assertThat(output).contains("client 100", "server 100", "quiet 10", "noise true");
    }

    @Test
    void shouldSayThatSsIsMissing() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            List<String> command = watchCommand("127.0.0.1", server.getLocalPort(), 0, 0);

            assertThat(watch(Map.of("PATH", "/nowhere"), command))
                    .contains("owner true")
                    .anyMatch(line -> line.contains("ss is missing or failed (package iproute2)"));
            assertThat(watch(Map.of(), command)).noneMatch(line -> line.contains("ss is missing"));
        }
    }

    /** In a user namespace it has no right to look at a process outside, though the user's number is the same. */
    @Test
    void shouldSayThatItMayNotLookAtTheProcess() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            List<String> command = new ArrayList<>(List.of("unshare", "--user"));
            command.addAll(watchCommand("127.0.0.1", server.getLocalPort(), 0, 0));
            List<String> output = watch(Map.of(), command);

            assumeThat(output).isNotEmpty();
            assertThat(output)
                    .contains("owner false")
                    .anyMatch(line -> line.contains("the process that listens: it is another user's"));
        }
    }

    private static List<String> watchCommand(String host, int port, int refused, int refusedInPause) {
        return ServerProcess.javaCommand(
                WatchMain.class.getName(),
                host,
                Integer.toString(port),
                Integer.toString(refused),
                Integer.toString(refusedInPause));
    }

    /** The lines it prints; none where it cannot be started. */
    private static List<String> watch(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> lines =
                new String(process.getInputStream().readAllBytes()).lines().toList();
        process.waitFor();
        return lines;
    }
}
