package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners of real servers and the processes that hold them, followed by the watch's own thread. */
class ListenersIT {

    private final Queue<Map<String, Object>> lines = new ConcurrentLinkedQueue<>();
    private final HostWatch watch = new HostWatch(lines::add);
    private final Clients clients = new Clients();

    @AfterEach
    void end() throws IOException {
        watch.close();
        clients.close();
    }

    @Test
    void shouldSeeTheQueueFillToItsLimitAndOverflow() throws Exception {
        try (ServerProcess server = ServerProcess.serve("busted:never-accept", "--backlog=8")) {
            TargetWatch target = begin(server.address(), server.pid());
            for (int i = 0; i < 5; i++) {
                clients.connect(server.address());
            }
            await().until(() -> track(target).queuePeak() == 5);
            assertThat(track(target).samplesFull()).isZero();
            assertThat(track(target).limit()).hasValue(8);
            assertThat(track(target).drops()).hasValue(0);
            await().until(() -> target.lastSample().acceptQueue().orElse(-1) == 5);
            assertThat(target.lastSample().acceptQueueLimit()).hasValue(8);
            assertThat(target.lastSample().acceptQueuePeak()).hasValue(5);

            for (int i = 0; i < 4; i++) {
                clients.connect(server.address());
            }
            clients.begin(server.address());
            await().until(() -> track(target).samplesFull() > 0);
            await().until(() -> overflows(target) > 0);
            watch.turnEnded();

            assertThat(overflows(target))
                    .as("counted once, at the end of the turn too")
                    .isEqualTo(target.evidence()
                            .kernel()
                            .counters()
                            .server()
                            .of("TcpExtListenOverflows")
                            .orElseThrow());
            assertThat(track(target).queuePeak()).isEqualTo(9);
            assertThat(track(target).drops().orElseThrow()).isPositive();
            assertThat(track(target).local()).isEqualTo(server.address());
            assertThat(track(target).owner().orElseThrow().pid()).isEqualTo(server.pid());
            assertThat(target.evidence().client().unknown()).noneMatch(fact -> fact.contains("ss is missing"));
        }
    }

    private static long overflows(TargetWatch target) {
        return target.lastSample().moved().of("TcpExtListenOverflows").orElse(0);
    }

    @Test
    void shouldWriteALineForEachSecond() throws Exception {
        try (ServerProcess server = ServerProcess.serve("busted:never-accept")) {
            clients.connect(server.address());
            begin(server.address(), server.pid());
            await().until(() -> lines.size() == 2);
            watch.turnEnded();

            assertThat(lines).allSatisfy(line -> {
                assertThat(line).containsOnlyKeys("target", "time", "moved", "acceptQueues");
                assertThat(line.get("acceptQueues")).isEqualTo(List.of(1L));
            });
        }
    }

    @Test
    void shouldTellAListenerFromTheOneInItsPlace() throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        ServerSocket first = new ServerSocket(0, 5, loopback);
        InetSocketAddress address = (InetSocketAddress) first.getLocalSocketAddress();
        TargetWatch target = begin(address, ProcessHandle.current().pid());
        await().until(() -> host(target).listenerSamples() > 1);
        assertThat(host(target).samplesWithoutListener()).isZero();

        first.close();
        await().until(() -> host(target).samplesWithoutListener() > 0);
        try (ServerSocket second = new ServerSocket(address.getPort(), 7, loopback)) {
            await().until(() -> host(target).listeners().size() == 2);
            watch.turnEnded();

            HostEvidence host = host(target);
            ListenerTrack old = host.listeners().get(0);
            ListenerTrack young = host.listeners().get(1);
            assertThat(old.inode()).isNotEqualTo(young.inode());
            assertThat(old.lastNs()).isLessThan(young.firstNs());
            assertThat(old.limit()).hasValue(5);
            assertThat(young.limit()).hasValue(7);
            assertThat(young.drops()).hasValue(0);
            assertThat(host.listenerSamples())
                    .isEqualTo(old.samples() + young.samples() + host.samplesWithoutListener());
            assertThat(second.isClosed()).isFalse();
        }
    }

    /** A port is served by whoever listens on the address or on all of them. */
    @Test
    void shouldMissAListenerThatIsOnAnotherAddress() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.2"))) {
            TargetWatch target = begin(
                    new InetSocketAddress("127.0.0.1", server.getLocalPort()),
                    ProcessHandle.current().pid());
            await().until(() -> host(target).listenerSamples() > 1);
            watch.turnEnded();

            HostEvidence host = host(target);
            assertThat(host.samplesWithoutListener()).isEqualTo(host.listenerSamples());
            assertThat(host.listeners()).hasSize(1);
        }
    }

    @Test
    void shouldSeeThatTheProcessIsStopped() throws Exception {
        try (ServerProcess server = ServerProcess.serve("echo")) {
            TargetWatch target = begin(server.address(), server.pid());
            await().until(() -> track(target).owner().isPresent());
            assertThat(track(target).owner().orElseThrow().seen('T')).isZero();

            server.signal("STOP");
            await().until(() -> track(target).owner().orElseThrow().seen('T') > 1);
            server.signal("CONT");
            assertThat(track(target).owner().orElseThrow().commandLine()).contains("java");
            assertThat(track(target).owner().orElseThrow().descriptorsPeak().orElseThrow())
                    .isPositive();
        }
    }

    @Test
    void shouldSeeASuccessorThatNoLookBetweenHasSeen() throws Exception {
        TargetWatch target;
        int port;
        try (ServerSocket first = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = first.getLocalPort();
            target = new TargetWatch(
                    (InetSocketAddress) first.getLocalSocketAddress(),
                    OptionalLong.of(ProcessHandle.current().pid()));
            target.begin();
        }
        try (ServerSocket successor = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
            target.end();

            assertThat(successor.isBound()).isTrue();
            assertThat(host(target).listeners()).hasSize(2);
        }
    }

    private TargetWatch begin(InetSocketAddress address, long pid) {
        TargetWatch target = new TargetWatch(address, OptionalLong.of(pid));
        watch.turnBegins("target", target, () -> null);
        return target;
    }

    private static ListenerTrack track(TargetWatch target) {
        assertThat(host(target).listeners()).hasSize(1);
        return host(target).listeners().get(0);
    }

    private static HostEvidence host(TargetWatch target) {
        return target.evidence().host().orElseThrow();
    }
}
