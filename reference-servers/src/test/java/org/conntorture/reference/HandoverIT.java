package org.conntorture.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.conntorture.reference.WireClient.LONG;
import static org.conntorture.reference.WireClient.REQUEST;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.reference.WireClient.Ending;
import org.conntorture.reference.WireClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandoverIT {
    private static final Reply ECHO = new Reply(REQUEST, Ending.COMPLETE);
    private static final Reply SILENCE = new Reply("", Ending.SILENCE);
    private static final Duration SHORT = Duration.ofMillis(100);

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer("busted:handover");
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    @Test
    void shouldLoseNothingWithoutAReload() throws Exception {
        for (int attempt = 0; attempt < 3000; attempt++) {
            assertThat(WireClient.attempt(server.address(), LONG)).isEqualTo(ECHO);
        }
    }

    @Test
    void shouldLoseExactlyTwoConnectionsWithEachReload() throws Exception {
        for (int reload = 0; reload < 10; reload++) {
            server.reload();

            // The hand-overs go round, so the next connection of each of the two workers is the lost one.
            List<Reply> replies = repliesOfConnectionsAtATime(10);
            assertThat(replies.subList(0, 2)).containsOnly(SILENCE);
            assertThat(replies.subList(2, 10)).containsOnly(ECHO);
        }
    }

    @Test
    void shouldCountReloadsWithoutTrafficBetweenThemAsOne() throws Exception {
        server.reload();
        server.reload();
        server.reload();

        assertThat(repliesOfConnectionsAtATime(10)).filteredOn(SILENCE::equals).hasSize(2);
    }

    @Test
    void shouldFinishWhatAWorkerServesWhenItIsReplaced() throws Exception {
        try (WireClient client = new WireClient(server.address())) {
            assertThat(client.send(REQUEST).reply(REQUEST.length(), LONG)).isEqualTo(ECHO);

            server.reload();

            assertThat(client.send(REQUEST).reply(REQUEST.length(), LONG)).isEqualTo(ECHO);
        }
    }

    @Test
    void shouldKeepTheDescriptorsOfLostConnections() throws Exception {
        for (int reload = 1; reload <= 3; reload++) {
            server.reload();
            repliesOfConnectionsAtATime(4);
        }

        await().untilAsserted(() -> assertThat(server.rows())
                .filteredOn(SocketRow::accepted)
                .hasSize(6)
                .allMatch(row -> row.state().equals(SocketRow.CLOSE_WAIT) && row.unreadBytes() >= REQUEST.length()));
    }

    /** Reads the later ones first: once they are answered, an earlier one without an answer is not just late. */
    private List<Reply> repliesOfConnectionsAtATime(int count) throws Exception {
        List<WireClient> clients = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            clients.add(new WireClient(server.address()).send(REQUEST));
        }
        List<Reply> replies = new ArrayList<>();
        for (int index = count - 1; index >= 0; index--) {
            try (WireClient client = clients.get(index)) {
                replies.add(0, client.reply(REQUEST.length(), index < 2 ? SHORT : LONG));
            }
        }
        return replies;
    }
}
