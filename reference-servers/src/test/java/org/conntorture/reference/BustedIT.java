package org.conntorture.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.conntorture.reference.WireClient.LONG;
import static org.conntorture.reference.WireClient.REQUEST;

import java.net.BindException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.reference.WireClient.Ending;
import org.conntorture.reference.WireClient.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BustedIT {
    /** Long enough for an answer that must not come. */
    private static final Duration SHORT = Duration.ofMillis(200);

    private static final Reply ECHO = new Reply(REQUEST, Ending.COMPLETE);
    private static final Reply SILENCE = new Reply("", Ending.SILENCE);

    @Test
    void shouldRefuseOnAPortThatNobodyElseCanTake() throws Exception {
        try (TestServer server = new TestServer("busted:refuse")) {
            for (int attempt = 0; attempt < 100; attempt++) {
                assertThatThrownBy(() -> WireClient.attempt(server.address(), SHORT))
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining("refused");
            }
            assertThatThrownBy(() -> new ServerSocket(server.address().getPort()))
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void shouldNeverAcceptMoreThanTheBacklogHolds() throws Exception {
        List<WireClient> waiting = new ArrayList<>();
        try (TestServer server = new TestServer("busted:never-accept", "--backlog", "3")) {
            // The kernel lets one more wait than the backlog says.
            for (int index = 0; index < 4; index++) {
                waiting.add(new WireClient(server.address()).send(REQUEST));
            }

            assertThat(waiting.get(0).reply(REQUEST.length(), SHORT)).isEqualTo(SILENCE);
            await().untilAsserted(() -> assertThat(server.rows()).hasSize(4).noneMatch(SocketRow::accepted));
            assertThatThrownBy(() -> new java.net.Socket().connect(server.address(), (int) SHORT.toMillis()))
                    .isInstanceOf(SocketTimeoutException.class);
        } finally {
            for (WireClient client : waiting) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "never-read,   true,  true,  accepts, and what comes stays in the kernel for ever",
        "never-answer, false, false, reads, and closes when the client has closed",
        "lose,         false, true,  reads, and keeps even what the client has closed",
    })
    void shouldStaySilent(String kind, boolean leavesBytesUnread, boolean keepsDescriptor, String reason)
            throws Exception {
        try (TestServer server = everyOne(kind)) {
            try (WireClient client = new WireClient(server.address())) {
                assertThat(client.send(REQUEST).reply(REQUEST.length(), SHORT)).isEqualTo(SILENCE);

                assertThat(server.rows())
                        .as(reason)
                        .containsExactly(
                                new SocketRow(SocketRow.ESTABLISHED, leavesBytesUnread ? REQUEST.length() : 0, true));
            }
            String state = keepsDescriptor ? SocketRow.CLOSE_WAIT : null;
            await().untilAsserted(() -> assertThat(
                            server.rows().stream().filter(SocketRow::accepted).map(SocketRow::state))
                    .as(reason)
                    .isEqualTo(state == null ? List.of() : List.of(state)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "reset,   '',        RST,      reset by an abortive close",
        "close,   '',        FIN,      the request was read so the close is an orderly one",
        "corrupt, 'iello\n', COMPLETE, one byte differs and the length is right",
        "short,   'hello',   FIN,      the last byte is missing",
    })
    void shouldAnswerWrongly(String kind, String text, Ending ending, String reason) throws Exception {
        try (TestServer server = everyOne(kind)) {
            for (int attempt = 0; attempt < 200; attempt++) {
                assertThat(WireClient.attempt(server.address(), LONG))
                        .as(reason)
                        .isEqualTo(new Reply(text, ending));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"close, ''", "short, 'x'"})
    void shouldCloseWithAFinWhateverStillComes(String kind, String firstOfReply) throws Exception {
        String big = "x".repeat(300_000);
        try (TestServer server = everyOne(kind);
                WireClient client = new WireClient(server.address())) {
            Reply reply = client.send(big).reply(big.length(), LONG);

            assertThat(reply.ending()).isEqualTo(Ending.FIN);
            assertThat(reply.text()).startsWith(firstOfReply).hasSizeLessThan(big.length());
            // A reset in answer to what came late would break these.
            client.send(big).send(big);
        }
    }

    @Test
    void shouldAnswerAStalledConnectionAfterItsTime() throws Exception {
        try (TestServer server = new TestServer("busted:stall", "--stall=300ms")) {
            long startNs = System.nanoTime();

            assertThat(WireClient.attempt(server.address(), LONG)).isEqualTo(ECHO);

            assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isGreaterThanOrEqualTo(Duration.ofMillis(299));
        }
    }

    @ParameterizedTest
    @CsvSource({"never-read", "never-answer", "reset", "close", "corrupt", "short", "stall", "lose"})
    void shouldHitExactlyOneConnectionInN(String kind) throws Exception {
        try (TestServer server = new TestServer("busted:" + kind, "--every", "10")) {
            for (int number = 1; number <= 100; number++) {
                boolean faulty = number % 10 == 0;
                Reply reply = WireClient.attempt(server.address(), faulty ? Duration.ofMillis(50) : LONG);

                assertThat(reply.equals(ECHO))
                        .as("connection %d answered %s", number, reply)
                        .isEqualTo(!faulty);
            }
        }
    }

    private static TestServer everyOne(String kind) throws Exception {
        return new TestServer("busted:" + kind, "--every=1");
    }
}
