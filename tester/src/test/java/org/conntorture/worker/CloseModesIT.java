package org.conntorture.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Payload;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** How connections end, on every transport of this host, as the server sees it; fin and rst are in other tests. */
class CloseModesIT extends LoadOnRealSockets {
    private static final byte[] HELLO = Payload.DEFAULT.bytes();

    /** What a server noted of each connection after it had echoed. */
    private final List<String> noted = new CopyOnWriteArrayList<>();

    private static void echoOnce(Socket socket) throws IOException {
        byte[] request = socket.getInputStream().readNBytes(HELLO.length);
        socket.getOutputStream().write(request);
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldSendFinAndWaitForTheServers(TransportChoice choice) throws Exception {
        load.closeMode = CloseMode.HALF_CLOSE;
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            echoOnce(socket);
            noted.add(socket.getInputStream().read() == -1 ? "FIN came" : "data came");
            // A client that had closed would answer this with a reset.
            socket.getOutputStream().write("still there".getBytes(StandardCharsets.US_ASCII));
            noted.add(socket.getInputStream().read() == -1 ? "and no reset" : "data came");
        })) {
            run(choice, server.address(), new Budget(20, 0, 0, 0));

            assertThat(seen).hasSize(20).allMatch(one -> one.failure() == null && one.phase() == Phase.CLOSE);
            assertThat(seen).allMatch(one -> one.times().closingNs >= one.times().repliedNs);
            await().untilAsserted(() -> assertThat(noted).hasSize(40));
            assertThat(noted).containsOnly("FIN came", "and no reset");
        }
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldWaitForTheServersClose(TransportChoice choice) throws Exception {
        load.closeMode = CloseMode.SERVER;
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            echoOnce(socket);
            socket.setSoTimeout(50);
            try {
                noted.add(socket.getInputStream().read() == -1 ? "FIN came first" : "data came");
            } catch (java.net.SocketTimeoutException silent) {
                noted.add("nothing came");
            }
        })) {
            run(choice, server.address(), new Budget(12, 0, 0, 0));

            assertThat(seen).hasSize(12).allMatch(one -> one.failure() == null);
            assertThat(noted).hasSize(12).containsOnly("nothing came");
        }
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldFailAServerThatDoesNotCloseOrResets(TransportChoice choice) throws Exception {
        load.closeMode = CloseMode.HALF_CLOSE;
        load.workers = 1;
        load.closeTimeout = Duration.ofMillis(200);
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            echoOnce(socket);
            if (number == 1) {
                over.await();
            } else if (number == 2) {
                socket.setSoLinger(true, 0);
            }
        })) {
            run(choice, server.address(), new Budget(3, 0, 0, 0));
            over.countDown();

            assertThat(seen)
                    .extracting(Seen::failure)
                    .containsExactly(FailureKind.CLOSE_TIMEOUT, FailureKind.RESET, null);
            assertThat(seen.get(0).phase()).isEqualTo(Phase.CLOSE);
            assertThat(seen.get(0).ns()).isBetween(200_000_000L, 4_900_000_000L);
            assertThat(seen.get(1).phase()).isEqualTo(Phase.CLOSE);
        }
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldAbandonInMidRequest(TransportChoice choice) throws Exception {
        load.closeMode = CloseMode.ABANDON;
        load.request(new Workload.Http("POST", "/x", Map.of(), 200), Payload.ofText("a=b"));
        try (ScriptedServer server = new ScriptedServer((socket, number) ->
                noted.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)))) {
            run(choice, server.address(), new Budget(10, 0, 0, 0));

            assertThat(seen).hasSize(10).allMatch(one -> one.failure() == null && one.replies() == 0);
            await().untilAsserted(() -> assertThat(noted).hasSize(10));
            assertThat(noted)
                    .allMatch(request -> request.startsWith("POST /x HTTP/1.1\r\n")
                            && request.contains("\r\nContent-Length: 3\r\n")
                            && request.endsWith("\r\n\r\na=b"));
            assertThat(server.ends).containsOnly("FIN");
        }
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldHoldAConnectionIdleAndUseItOnceMore(TransportChoice choice) throws Exception {
        load.closeMode = CloseMode.KEEP;
        load.requestsPerConnection = 2;
        load.hold = Duration.ofMillis(150);
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            echoOnce(socket);
            echoOnce(socket);
            long idleSinceNs = System.nanoTime();
            echoOnce(socket);
            noted.add(System.nanoTime() - idleSinceNs >= 140_000_000 ? "held" : "not held");
            noted.add(socket.getInputStream().read() == -1 ? "closed" : "data came");
        })) {
            run(choice, server.address(), new Budget(9, 0, 0, 0));

            assertThat(seen).hasSize(9).allMatch(one -> one.failure() == null && one.replies() == 3);
            assertThat(server.connections()).isEqualTo(9);
            await().untilAsserted(() -> assertThat(noted).hasSize(18));
            assertThat(noted).containsOnly("held", "closed");
        }
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldTellACloseWhileIdleFromOneAtTheNextUse(TransportChoice choice) throws Exception {
        load.closeMode = CloseMode.KEEP;
        load.workers = 1;
        load.hold = Duration.ofMillis(200);
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            echoOnce(socket);
            if (number == 2) {
                // Until the client uses it again.
                socket.getInputStream().read();
                socket.getInputStream().skip(HELLO.length - 1);
            } else if (number == 3) {
                echoOnce(socket);
            }
        })) {
            run(choice, server.address(), new Budget(3, 0, 0, 0));

            assertThat(seen)
                    .extracting(Seen::failure)
                    .containsExactly(FailureKind.CLOSED_WHILE_IDLE, FailureKind.CLOSED_WITHOUT_REPLY, null);
            assertThat(seen).extracting(Seen::phase).containsExactly(Phase.IDLE, Phase.READ, Phase.CLOSE);
            assertThat(seen).extracting(Seen::replies).containsExactly(1, 1, 2);
        }
    }
}
