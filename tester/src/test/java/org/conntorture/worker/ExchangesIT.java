package org.conntorture.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.conntorture.kernel.NetFiles;
import org.conntorture.kernel.SocketTable;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Payload;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is said on a connection, on every transport of this host. */
class ExchangesIT extends LoadOnRealSockets {
    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldEchoAPayloadOfManySegments(TransportChoice choice) throws Exception {
        load.echo(300_000);
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ECHO)) {
            run(choice, server.address(), new Budget(50, 0, 0, 0));

            assertThat(seen).hasSize(50).allMatch(one -> one.failure() == null);
        }
    }

    @EachTransport
    void shouldCloseByFinAndDeliverThePayloadWithoutWaitingForAReply(TransportChoice choice) throws Exception {
        load.workload(Workload.Kind.CLOSE, Payload.ofText("bye"));
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        try (ScriptedServer server = new ScriptedServer((socket, number) ->
                received.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)))) {
            run(choice, server.address(), new Budget(30, 0, 0, 0));

            assertThat(seen).hasSize(30).allMatch(one -> one.failure() == null);
            await().untilAsserted(() -> assertThat(received).hasSize(30).containsOnly("bye"));
            assertThat(server.ends).containsOnly("FIN");
        }
    }

    @EachTransport
    void shouldLetTheServerSpeakFirstAndTakeAnyReply(TransportChoice choice) throws Exception {
        load.workload(Workload.Kind.REPLY, Payload.NONE);
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            if (number % 3 != 0) {
                socket.getOutputStream().write("220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        })) {
            run(choice, server.address(), new Budget(30, 0, 0, 0));

            assertThat(seen)
                    .hasSize(30)
                    .filteredOn(one -> one.failure() == null)
                    .hasSize(20);
            assertThat(seen)
                    .filteredOn(one -> one.failure() != null)
                    .allMatch(one -> one.failure() == FailureKind.CLOSED_WITHOUT_REPLY);
        }
    }

    @EachTransport
    void shouldSpeakHttpAndJudgeTheStatus(TransportChoice choice) throws Exception {
        load.workers = 1;
        load.request("/health?full", 200);
        List<String> requests = Collections.synchronizedList(new ArrayList<>());
        List<String> replies = List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\n\r\nuntil close",
                "HTTP/1.1 504 Gateway Time-out\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n");
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            requests.add(readHead(socket));
            socket.getOutputStream().write(replies.get(number - 1).getBytes(StandardCharsets.US_ASCII));
        })) {
            run(choice, server.address(), new Budget(5, 0, 0, 0));

            assertThat(seen)
                    .extracting(Seen::failure)
                    .containsExactly(
                            null, null, FailureKind.GATEWAY_TIMEOUT, FailureKind.SHORT_REPLY, FailureKind.WRONG_REPLY);
            assertThat(seen.get(2).detail()).isEqualTo("status 504 instead of 200");
            assertThat(requests.get(0))
                    .startsWith("GET /health?full HTTP/1.1\r\nHost: localhost:"
                            + server.address().getPort() + "\r\n")
                    .contains("Connection: close\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldEndByEofAndReadUntilTheServerCloses(TransportChoice choice) throws Exception {
        load.workload(Workload.Kind.EOF, Payload.ofText("all of it"));
        load.workers = 1;
        load.replyTimeout = Duration.ofMillis(300);
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            received.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[100_000]);
            if (number == 2) {
                over.await();
            } else if (number == 3) {
                socket.setSoLinger(true, 0);
            }
        })) {
            run(choice, server.address(), new Budget(4, 0, 0, 0));
            over.countDown();

            assertThat(received).hasSize(4).containsOnly("all of it");
            assertThat(seen)
                    .extracting(Seen::failure)
                    .satisfiesExactly(
                            failure -> assertThat(failure).isNull(),
                            failure -> assertThat(failure).isEqualTo(FailureKind.INCOMPLETE_REPLY),
                            failure -> assertThat(failure).isEqualTo(FailureKind.RESET),
                            failure -> assertThat(failure).isNull());
        }
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldFailAServerThatResetsBeforeItHasAllOfIt(TransportChoice choice) throws Exception {
        load.workload(Workload.Kind.EOF, Payload.ofSize(Payload.MOST_BYTES));
        load.workers = 1;
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            socket.setReceiveBufferSize(4096);
            socket.getInputStream().readNBytes(10);
            socket.setSoLinger(true, 0);
        })) {
            run(choice, server.address(), new Budget(2, 0, 0, 0));

            assertThat(seen)
                    .hasSize(2)
                    .allMatch(one ->
                            one.failure() == FailureKind.RESET || one.failure() == FailureKind.CLOSED_WITHOUT_REPLY);
        }
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldTakeAReplyThatEndsWithTheConnectionAsItsLast(TransportChoice choice) throws Exception {
        load.requestsPerConnection = 3;
        load.request("/", 200);
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            readHead(socket);
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nuntil close".getBytes(StandardCharsets.US_ASCII));
        })) {
            run(choice, server.address(), new Budget(10, 0, 0, 0));

            assertThat(seen).hasSize(10).allMatch(one -> one.failure() == null && one.replies() == 1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldSendWhatIsAskedOnOneConnection(TransportChoice choice) throws Exception {
        load.workers = 1;
        load.requestsPerConnection = 3;
        load.request(
                new Workload.Http("PUT", "/", new TreeMap<>(Map.of("host", "example.test", "X-A", "1")), 201),
                Payload.ofText("x"));
        List<String> requests = Collections.synchronizedList(new ArrayList<>());
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            for (int i = 0; i < 3; i++) {
                requests.add(readHead(socket) + (char) socket.getInputStream().read());
                boolean bye = number == 2 && i == 1;
                socket.getOutputStream()
                        .write(("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n"
                                        + (bye ? "Connection: close\r\n" : "") + "\r\nok")
                                .getBytes(StandardCharsets.US_ASCII));
                if (bye) {
                    return;
                }
            }
        })) {
            run(choice, server.address(), new Budget(2, 0, 0, 0));

            assertThat(seen).extracting(Seen::failure).containsExactly(null, null);
            assertThat(seen).extracting(Seen::replies).containsExactly(3, 2);
            assertThat(seen.get(0).times().firstByteNs)
                    .isBetween(seen.get(0).times().requestNs, seen.get(0).times().repliedNs);
            assertThat(requests).hasSize(5);
            String head = "PUT / HTTP/1.1\r\nUser-Agent: conntorture\r\nAccept: */*\r\nX-A: 1\r\nhost: example.test\r\n"
                    + "Content-Length: 1\r\n";
            assertThat(requests.get(0)).isEqualTo(head + "\r\nx");
            assertThat(requests.get(2)).isEqualTo(head + "Connection: close\r\n\r\nx");
        }
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldEchoAgainAndAgainOnOneConnection(TransportChoice choice) throws Exception {
        load.requestsPerConnection = 50;
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ECHO)) {
            run(choice, server.address(), new Budget(10, 0, 0, 0));

            assertThat(seen).hasSize(10).allMatch(one -> one.failure() == null && one.replies() == 50);
            assertThat(replied).isEqualTo(10 * 49);
            assertThat(server.connections()).isEqualTo(10);
        }
    }

    @EachTransport
    void shouldNotHangNorFillTheMemoryWhateverAServerSays(TransportChoice choice) throws Exception {
        load.workers = 1;
        load.replyTimeout = Duration.ofMillis(500);
        load.request("/", 200);
        byte[] junk = new byte[64 * 1024];
        Arrays.fill(junk, (byte) 'x');
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            readHead(socket);
            OutputStream out = socket.getOutputStream();
            switch (number) {
                case 1 -> forEver(out, "HTTP/1.1 200 OK\r\nX: ", junk);
                case 2 -> forEver(out, "HTTP/1.1 200 OK\r\n\r\n", junk);
                case 3 ->
                    out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"
                            .getBytes(StandardCharsets.US_ASCII));
                case 4 -> out.write("HTTP/1.1 200 OK\r\nContent-Le".getBytes(StandardCharsets.US_ASCII));
                case 5 -> forEver(out, "", junk);
                default ->
                    out.write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            }
        })) {
            run(choice, server.address(), new Budget(6, 0, 0, 0));

            assertThat(seen)
                    .extracting(Seen::failure)
                    .containsExactly(
                            FailureKind.WRONG_REPLY,
                            FailureKind.INCOMPLETE_REPLY,
                            FailureKind.SHORT_REPLY,
                            FailureKind.SHORT_REPLY,
                            FailureKind.WRONG_REPLY,
                            FailureKind.SERVICE_UNAVAILABLE);
        }
    }

    @EachTransport
    void shouldTellAResetBehindWhatItHasRead(TransportChoice choice) throws Exception {
        load.workers = 1;
        load.request("/", 200);
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            readHead(socket);
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut".getBytes(StandardCharsets.US_ASCII));
            await().until(() -> hasReadAll(socket));
            socket.setSoLinger(true, 0);
        })) {
            run(choice, server.address(), new Budget(3, 0, 0, 0));

            assertThat(seen).hasSize(3).allMatch(one -> one.failure() == FailureKind.RESET);
        }
    }

    /** Whether the client of a server's socket has read what it was sent, which is there as soon as it is written. */
    private static boolean hasReadAll(Socket accepted) {
        return SocketTable.connections(NetFiles.OF_TESTER, accepted.getLocalPort()).stream()
                .filter(row -> row.local().equals(accepted.getRemoteSocketAddress()))
                .anyMatch(row -> row.rxQueue() == 0);
    }

    private static void forEver(OutputStream out, String head, byte[] junk) throws IOException {
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        // Ends when the client has had enough and closes.
        while (true) {
            out.write(junk);
        }
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldBeginAsAProxyWould(TransportChoice choice) throws Exception {
        List<String> headers = Collections.synchronizedList(new ArrayList<>());
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            headers.add(proxyHeader(socket));
            ScriptedServer.ECHO.serve(socket, number);
        })) {
            load.proxyProtocol = ProxyProtocol.V1;
            run(choice, server.address(), new Budget(5, 0, 0, 0));
            closeLoops();
            load.proxyProtocol = ProxyProtocol.V2;
            run(choice, server.address(), new Budget(5, 0, 0, 5));
            closeLoops();
            load.workload(Workload.Kind.CONNECT, Payload.NONE);
            run(choice, server.address(), new Budget(1, 0, 0, 10));

            assertThat(seen).hasSize(11).allMatch(one -> one.failure() == null);
            await().untilAsserted(() -> assertThat(headers).hasSize(11));
            int port = server.address().getPort();
            assertThat(headers.subList(0, 5))
                    .allMatch(header ->
                            header.matches("PROXY TCP4 198\\.51\\.100\\.[0-9]+ 127\\.0\\.0\\.1 [0-9]+ " + port))
                    .doesNotHaveDuplicates();
            assertThat(headers.subList(5, 11)).allMatch(header -> header.matches("v2 198\\.51\\.100\\.[0-9]+ " + port));
        }
    }

    /** Written by hand from the specification of the PROXY protocol, so that an error of the encoder shows. */
    private static String proxyHeader(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int first = in.read();
        if (first == 'P') {
            StringBuilder line = new StringBuilder("P");
            while (line.indexOf("\r\n") < 0) {
                line.append((char) in.read());
            }
            return line.toString().strip();
        }
        byte[] signature = in.readNBytes(11);
        int versionAndCommand = in.read();
        int familyAndProtocol = in.read();
        byte[] addresses = in.readNBytes(in.readUnsignedShort());
        assertThat(first).isEqualTo(0x0d);
        assertThat(signature).isEqualTo(new byte[] {0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 'Q', 'U', 'I', 'T', 0x0a});
        assertThat(versionAndCommand).isEqualTo(0x21);
        assertThat(familyAndProtocol).isEqualTo(0x11);
        return "v2 " + InetAddress.getByAddress(Arrays.copyOf(addresses, 4)).getHostAddress() + " "
                + (((addresses[10] & 0xff) << 8) + (addresses[11] & 0xff));
    }

    private static String readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        return head.toString();
    }
}
