package org.conntorture.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Payload;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said on a connection, on every transport of this host. */
@Timeout(60)
class ExchangesIT extends LoadOnRealSockets {
    @ParameterizedTest
    @EnumSource(TransportChoice.class)
    void shouldEchoAPayloadOfManySegments(TransportChoice choice) throws Exception {
        workload = new Workload(Workload.Kind.ECHO, Payload.ofSize(300_000), null);
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ECHO)) {
            run(choice, server.address(), new Budget(50, 0, 0, 0));

            assertThat(seen).hasSize(50).allMatch(one -> one.failure() == null);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportChoice.class)
    void shouldCloseByFinAndDeliverThePayloadWithoutWaitingForAReply(TransportChoice choice) throws Exception {
        workload = new Workload(Workload.Kind.CLOSE, Payload.ofText("bye"), null);
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        try (ScriptedServer server = new ScriptedServer((socket, number) ->
                received.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)))) {
            run(choice, server.address(), new Budget(30, 0, 0, 0));

            assertThat(seen).hasSize(30).allMatch(one -> one.failure() == null);
            await().untilAsserted(() -> assertThat(received).hasSize(30).containsOnly("bye"));
            assertThat(server.ends).containsOnly("FIN");
        }
    }

    @ParameterizedTest
    @EnumSource(TransportChoice.class)
    void shouldLetTheServerSpeakFirstAndTakeAnyReply(TransportChoice choice) throws Exception {
        workload = new Workload(Workload.Kind.REPLY, Payload.NONE, null);
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

    @ParameterizedTest
    @EnumSource(TransportChoice.class)
    void shouldSpeakHttpAndJudgeTheStatus(TransportChoice choice) throws Exception {
        workers = 1;
        workload = new Workload(Workload.Kind.REQUEST, Payload.NONE, new Workload.Http("/health?full", 200));
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
                            null, null, FailureKind.WRONG_STATUS, FailureKind.SHORT_REPLY, FailureKind.WRONG_REPLY);
            assertThat(seen.get(2).detail()).isEqualTo("status 504 instead of 200");
            assertThat(requests.get(0))
                    .startsWith("GET /health?full HTTP/1.1\r\nHost: localhost:"
                            + server.address().getPort() + "\r\n")
                    .contains("Connection: close\r\n");
        }
    }

    private static String readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        return head.toString();
    }
}
