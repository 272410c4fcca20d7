package org.conntorture.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.conntorture.reference.WireClient.LONG;
import static org.conntorture.reference.WireClient.REQUEST;

import java.io.IOException;
import java.time.Duration;
import org.conntorture.reference.WireClient.Ending;
import org.conntorture.reference.WireClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The echo server behind a proxy that says whom it serves. */
class ProxyProtocolIT {
    private static final String TEXT = "PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\n";
    private static final String LOCAL = "\r\n\r\n\0\r\nQUIT\n\40\0\0\0";
    private static final Reply ECHO = new Reply(REQUEST, Ending.COMPLETE);

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer("echo", "--proxy-protocol");
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void shouldEchoWhatFollowsTheHeader() throws Exception {
        for (String header : new String[] {TEXT, LOCAL}) {
            try (WireClient client = new WireClient(server.address())) {
                client.send(header + REQUEST);
                assertThat(client.reply(REQUEST.length(), LONG)).isEqualTo(ECHO);

                client.send(REQUEST);
                assertThat(client.reply(REQUEST.length(), LONG)).isEqualTo(ECHO);
            }
        }
    }

    @Test
    void shouldTakeAHeaderInPieces() throws Exception {
        try (WireClient client = new WireClient(server.address())) {
            client.socket().setTcpNoDelay(true);
            for (char next : TEXT.toCharArray()) {
                client.send(String.valueOf(next));
                await().until(() -> server.rows().stream().noneMatch(row -> row.unreadBytes() > 0));
            }
            assertThat(client.reply(1, Duration.ofMillis(100))).isEqualTo(new Reply("", Ending.SILENCE));

            assertThat(client.send(REQUEST).reply(REQUEST.length(), LONG)).isEqualTo(ECHO);
        }
    }

    @Test
    void shouldCloseAConnectionWithoutAHeader() throws Exception {
        assertThat(WireClient.attempt(server.address(), LONG)).isEqualTo(new Reply("", Ending.FIN));
        await().untilAsserted(() -> assertThat(server.rows()).noneMatch(SocketRow::accepted));
    }

    @Test
    void shouldEchoAHeaderLikeAnythingElseUnlessToldOfIt() throws Exception {
        try (TestServer plain = new TestServer("echo");
                WireClient client = new WireClient(plain.address())) {
            client.send(TEXT);
            assertThat(client.reply(TEXT.length(), LONG)).isEqualTo(new Reply(TEXT, Ending.COMPLETE));
        }
    }
}
