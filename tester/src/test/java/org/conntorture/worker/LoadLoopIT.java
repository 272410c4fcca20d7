package org.conntorture.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Stage;
import org.conntorture.plan.TransportChoice;
import org.junit.jupiter.api.Test;

/** The hot path against real sockets, on every transport of this host; io_uring and epoll must be there on Linux. */
class LoadLoopIT extends LoadOnRealSockets {
    @EachTransport
    void shouldEchoEveryAttemptOnce(TransportChoice choice) throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ECHO)) {
            run(choice, server.address(), new Budget(2000, 0, 0, 0));

            assertThat(seen).hasSize(2000).allMatch(one -> one.failure() == null);
            assertThat(seen.stream().map(Seen::number).distinct()).hasSize(2000);
            assertThat(server.connections()).isEqualTo(2000);
        }
    }

    @EachTransport
    void shouldTellRefusedWithErrnoAndSourcePort(TransportChoice choice) throws Exception {
        try (SocketChannel bound = SocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            run(choice, (InetSocketAddress) bound.getLocalAddress(), new Budget(20, 0, 0, 0));

            assertThat(seen).hasSize(20).allSatisfy(one -> {
                assertThat(one.failure()).isEqualTo(FailureKind.CONNECT_REFUSED);
                assertThat(one.phase()).isEqualTo(Phase.CONNECT);
                assertThat(one.errno()).isEqualTo(Errno.ECONNREFUSED);
            });
        }
    }

    /** The server closes its listener with an answer still owed: one worker is refused at once, again and again. */
    @EachTransport
    void shouldSeeAReplyBetweenConnectsThatFailAtOnce(TransportChoice choice) throws Exception {
        load.workers = 2;
        List<FailureKind> order = Collections.synchronizedList(new ArrayList<>());
        ServerSocket listener = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
        CompletableFuture<Socket> answered = new CompletableFuture<>();
        sink = attempt -> {
            order.add(attempt.failure);
            if (order.size() == 1) {
                write(answered.join(), "hello\n");
            }
        };
        var running = start(choice, (InetSocketAddress) listener.getLocalSocketAddress(), new Budget(5000, 0, 0, 0));
        answered.complete(listener.accept());
        Socket reset = listener.accept();
        listener.close();
        reset.setSoLinger(true, 0);
        reset.close();
        running.get();
        answered.join().close();

        assertThat(order).hasSize(5000);
        assertThat(order.indexOf(null)).isBetween(1, 20);
    }

    private static void write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @EachTransport
    void shouldTellSilenceAsNoReplyAfterTheTimeOut(TransportChoice choice) throws Exception {
        load.replyTimeout = Duration.ofMillis(300);
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            socket.getInputStream().read();
            never.await();
        })) {
            run(choice, server.address(), new Budget(6, 0, 0, 0));

            assertThat(seen).hasSize(6).allSatisfy(one -> {
                assertThat(one.failure()).isEqualTo(FailureKind.NO_REPLY);
                assertThat(one.phase()).isEqualTo(Phase.READ);
                assertThat(one.ns()).isBetween(300_000_000L, 4_900_000_000L);
                assertThat(server.peers).contains(one.source());
            });
            never.countDown();
        }
    }

    @EachTransport
    void shouldTellAFullAcceptQueueAsConnectTimeOutWithItsSource(TransportChoice choice) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket second = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            load.connectTimeout = Duration.ofMillis(500);
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            run(choice, (InetSocketAddress) listener.getLocalSocketAddress(), new Budget(3, 0, 0, 0));

            assertThat(seen).hasSize(3).allSatisfy(one -> {
                assertThat(one.failure()).isEqualTo(FailureKind.CONNECT_TIMEOUT);
                assertThat(one.phase()).isEqualTo(Phase.CONNECT);
                if (choice != TransportChoice.NIO) {
                    assertThat(one.source().getPort()).isPositive();
                }
            });
        }
    }

    @EachTransport
    // The first attempt of a JVM loads classes, which may be a stall already: it is an echo.
    void shouldTellHowTheServerBroke(TransportChoice choice) throws Exception {
        load.workers = 1;
        load.replyTimeout = Duration.ofSeconds(2);
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            byte[] request = socket.getInputStream().readNBytes(6);
            switch (number - 1) {
                case 0 -> socket.getOutputStream().write(request);
                case 1 -> socket.setSoLinger(true, 0);
                case 2 -> socket.shutdownOutput();
                case 3 -> socket.getOutputStream().write(request, 0, 3);
                case 4 -> socket.getOutputStream().write("heLlo\n".getBytes(StandardCharsets.US_ASCII));
                case 5 -> socket.getOutputStream().write("hello\nhello\n".getBytes(StandardCharsets.US_ASCII));
                default -> {
                    socket.getOutputStream().write(request, 0, 3);
                    never.await();
                }
            }
        })) {
            run(choice, server.address(), new Budget(7, 0, 0, 0));

            assertThat(seen)
                    .extracting(Seen::failure)
                    .containsExactly(
                            null,
                            FailureKind.RESET,
                            FailureKind.CLOSED_WITHOUT_REPLY,
                            FailureKind.SHORT_REPLY,
                            FailureKind.WRONG_REPLY,
                            FailureKind.WRONG_REPLY,
                            FailureKind.INCOMPLETE_REPLY);
            assertThat(seen.get(1).errno()).isEqualTo(Errno.ECONNRESET);
            assertThat(seen.subList(1, 7))
                    .extracting(one -> one.source().getPort())
                    .isEqualTo(server.peers.subList(1, 7).stream()
                            .map(InetSocketAddress::getPort)
                            .toList());
            assertThat(seen.get(3).detail()).isEqualTo("3 of 6 bytes");
            assertThat(seen.get(4).detail()).isEqualTo("byte 3 is 0x4c instead of 0x6c");
            assertThat(seen.get(5).detail()).startsWith("expected 6 bytes, got");
            never.countDown();
        }
    }

    @EachTransport
    void shouldResetInsteadOfFinWhenAsked(TransportChoice choice) throws Exception {
        load.closeMode = CloseMode.RST;
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ECHO)) {
            run(choice, server.address(), new Budget(30, 0, 0, 0));

            assertThat(seen).hasSize(30).allMatch(one -> one.failure() == null);
            await().untilAsserted(() -> assertThat(server.ends).hasSize(30).containsOnly("RST"));
        }
    }

    @EachTransport
    void shouldStartAtTheRateAskedForAndNoFaster(TransportChoice choice) throws Exception {
        load.rate = 200;
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ECHO)) {
            long startNs = System.nanoTime();
            run(choice, server.address(), new Budget(101, 0, 0, 0));

            assertThat(seen).hasSize(101);
            assertThat(System.nanoTime() - startNs).isGreaterThanOrEqualTo(500_000_000L);
        }
    }

    @EachTransport
    void shouldStopAtTheFirstFailureWhenAsked(TransportChoice choice) throws Exception {
        load.workers = 1;
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            if (number != 7) {
                ScriptedServer.ECHO.serve(socket, number);
            }
        })) {
            run(choice, server.address(), new Budget(1000, 0, 1, 0));

            assertThat(seen).hasSize(7);
            assertThat(seen.get(6).number()).isEqualTo(7);
            assertThat(seen.get(6).failure()).isIn(FailureKind.CLOSED_WITHOUT_REPLY, FailureKind.RESET);
        }
    }

    @EachTransport
    void shouldBlameItselfWhenItStoodStill(TransportChoice choice) throws Exception {
        load.workers = 1;
        load.replyTimeout = Duration.ofMillis(500);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            waiting.countDown();
            never.await();
        })) {
            CompletableFuture<Void> running = start(choice, server.address(), new Budget(1, 0, 0, 0));
            waiting.await();
            eventLoop.execute(() -> standStill(1_000_000_000L));
            running.get();

            assertThat(seen).hasSize(1);
            assertThat(seen.get(0).failure()).isEqualTo(FailureKind.TESTER_STALLED);
            assertThat(seen.get(0).detail()).isEqualTo("otherwise no-reply");
            never.countDown();
        }
    }

    /** What a stopped process is to its loop; a condition to await would have to be served by that very loop. */
    private static void standStill(long ns) {
        long untilNs = System.nanoTime() + ns;
        while (System.nanoTime() < untilNs) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldStartAttemptsAsTheStagesSay() throws Exception {
        load.stages = List.of(
                Stage.ofRate(Duration.ofMillis(500), 20, 20),
                Stage.ofRate(Duration.ofMillis(500), 0, 0),
                Stage.ofBursts(Duration.ofMillis(400), 5, Duration.ofMillis(200)));
        load.workers = 5;
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ECHO)) {
            run(TransportChoice.AUTO, server.address(), new Budget(0, 1_400_000_000L, 0, 0));

            long startNs =
                    seen.stream().mapToLong(one -> one.times().intendedNs).min().orElseThrow();
            assertThat(seen.stream()
                            .map(one -> (one.times().intendedNs - startNs) / 1_000_000)
                            .sorted())
                    .containsExactly(
                            0L, 50L, 100L, 150L, 200L, 250L, 300L, 350L, 400L, 450L, 1000L, 1000L, 1000L, 1000L, 1000L,
                            1200L, 1200L, 1200L, 1200L, 1200L);
            assertThat(seen).allMatch(one -> one.times().openNs >= one.times().intendedNs);
        }
    }
}
