package org.conntorture.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Payload;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.plan.TransportChoice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A load on a real unix socket, with the transports that carry one. */
class UnixSocketsIT extends LoadOnRealSockets {
    private interface Script {
        void on(SocketChannel connection) throws IOException;
    }

    @TempDir
    private Path directory;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private UnixDomainSocketAddress address;
    private ServerSocketChannel server;

    @BeforeEach
    void nameIt() {
        address = UnixDomainSocketAddress.of(directory.resolve("x.sock"));
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private void listen(int backlog) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(address, backlog);
    }

    /** Serves one connection after the other, as {@code script} says, and closes it. */
    private void serve(Script script) throws IOException {
        listen(511);
        Thread thread = new Thread(() -> {
            while (server.isOpen()) {
                try (SocketChannel connection = server.accept()) {
                    script.on(connection);
                } catch (IOException closed) {
                    // By the client or the test, whose assertions tell.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static String read(SocketChannel connection, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && connection.read(buffer) >= 0) {
            // Until all is there.
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
    }

    private static void write(SocketChannel connection, String text) throws IOException {
        connection.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldEchoAndClose(TransportChoice choice) throws Exception {
        serve(connection -> {
            String request = read(connection, Payload.DEFAULT.length());
            write(connection, request);
            received.add(request + " and " + read(connection, 1).length() + " more");
        });

        run(choice, address, new Budget(50, 0, 0, 0));

        assertThat(seen).hasSize(50).allMatch(one -> one.failure() == null && one.source() == null);
        await().untilAsserted(() -> assertThat(received).hasSize(50));
        assertThat(received)
                .containsOnly(new String(Payload.DEFAULT.bytes(), StandardCharsets.US_ASCII) + " and 0 more");
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldHalfCloseAfterARequestAndAProxyHeader(TransportChoice choice) throws Exception {
        load.request("/a", 200);
        load.closeMode = CloseMode.HALF_CLOSE;
        load.proxyProtocol = ProxyProtocol.V1;
        serve(connection -> {
            StringBuilder text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                text.append(read(connection, 1));
            }
            write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
            received.add(text + (read(connection, 1).isEmpty() ? "EOF" : "more"));
        });

        run(choice, address, new Budget(10, 0, 0, 0));

        assertThat(seen).hasSize(10).allMatch(one -> one.failure() == null);
        await().untilAsserted(() -> assertThat(received).hasSize(10));
        assertThat(received)
                .allSatisfy(text -> assertThat(text)
                        .matches("PROXY TCP4 198\\.51\\.100\\.\\d+ 127\\.0\\.0\\.1 \\d+ 80\r\n(?s).*")
                        .contains("GET /a HTTP/1.1\r\nHost: localhost\r\n")
                        .endsWith("EOF"));
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldTellAFullBacklogFromSilence(TransportChoice choice) throws Exception {
        listen(2);
        load.workers = 8;
        load.replyTimeout = Duration.ofMillis(300);

        run(choice, address, new Budget(40, 0, 0, 0));

        Map<FailureKind, Long> kinds =
                seen.stream().collect(Collectors.groupingBy(Seen::failure, Collectors.counting()));
        // One more than the backlog, and nobody takes them out.
        assertThat(kinds).isEqualTo(Map.of(FailureKind.NO_REPLY, 3L, FailureKind.BACKLOG_FULL, 37L));
        assertThat(seen)
                .filteredOn(one -> one.failure() == FailureKind.BACKLOG_FULL)
                .allMatch(one -> one.errno() == Errno.EAGAIN && one.phase() == Phase.CONNECT);
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldTellWhatIsNotThereAndWhatIsLeft(TransportChoice choice) throws Exception {
        run(choice, address, new Budget(5, 0, 0, 0));
        assertThat(seen)
                .hasSize(5)
                .allMatch(one -> one.failure() == FailureKind.CONNECT_REFUSED && one.errno() == Errno.ENOENT);
        closeLoops();
        seen.clear();
        listen(5);
        server.close();
        assertThat(Path.of(address.toString())).matches(Files::exists);

        run(choice, address, new Budget(5, 0, 0, 0));

        assertThat(seen)
                .hasSize(5)
                .allMatch(one -> one.failure() == FailureKind.CONNECT_REFUSED && one.errno() == Errno.ECONNREFUSED);
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldTellHowTheServerBroke(TransportChoice choice) throws Exception {
        load.workers = 1;
        List<Script> scripts = List.of(
                connection -> read(connection, Payload.DEFAULT.length()),
                connection -> read(connection, 1),
                connection -> write(
                        connection, read(connection, Payload.DEFAULT.length()).substring(1)));
        int[] number = {0};
        serve(connection -> scripts.get(number[0]++).on(connection));

        run(choice, address, new Budget(3, 0, 0, 0));

        assertThat(seen)
                .extracting(Seen::failure)
                .containsExactly(FailureKind.CLOSED_WITHOUT_REPLY, FailureKind.RESET, FailureKind.WRONG_REPLY);
    }
}
