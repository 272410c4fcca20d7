package org.conntorture.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.conntorture.reference.WireClient.LONG;
import static org.conntorture.reference.WireClient.REQUEST;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.conntorture.reference.WireClient.Ending;
import org.conntorture.reference.WireClient.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EchoIT {
    private static final Reply ECHO = new Reply(REQUEST, Ending.COMPLETE);

    @Test
    void shouldAnswerTwentyThousandConnections() throws Exception {
        int clients = 4;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try (TestServer server = new TestServer("echo")) {
            InetSocketAddress address = server.address();
            Callable<Integer> client = () -> failuresOf(address, 20_000 / clients);
            for (Future<Integer> failures : threads.invokeAll(java.util.Collections.nCopies(clients, client))) {
                assertThat(failures.get()).isZero();
            }
            await().untilAsserted(() -> assertThat(server.rows()).noneMatch(SocketRow::accepted));
        } finally {
            threads.shutdownNow();
        }
    }

    private static int failuresOf(InetSocketAddress address, int attempts) throws Exception {
        int failures = 0;
        for (int attempt = 0; attempt < attempts; attempt++) {
            if (!WireClient.attempt(address, LONG).equals(ECHO)) {
                failures++;
            }
        }
        return failures;
    }

    @Test
    void shouldServeAThousandConnectionsAtATime() throws Exception {
        List<WireClient> clients = new ArrayList<>();
        try (TestServer server = new TestServer("echo")) {
            for (int index = 0; index < 1000; index++) {
                clients.add(new WireClient(server.address()));
            }
            for (int round = 0; round < 3; round++) {
                for (WireClient client : clients) {
                    client.send(REQUEST);
                }
                for (WireClient client : clients) {
                    assertThat(client.reply(REQUEST.length(), LONG)).isEqualTo(ECHO);
                }
            }
        } finally {
            for (WireClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void shouldFinishItsReplyAfterTheClientHasEndedItsSide() throws Exception {
        try (TestServer server = new TestServer("echo");
                WireClient client = new WireClient(server.address())) {
            client.send(REQUEST).socket().shutdownOutput();

            assertThat(client.reply(100, LONG)).isEqualTo(new Reply(REQUEST, Ending.FIN));
        }
    }

    @Test
    void shouldEchoWhatIsMoreThanAnySocketBuffer() throws Exception {
        byte[] sent = new byte[20_000_000];
        new Random(1).nextBytes(sent);
        try (TestServer server = new TestServer("echo");
                WireClient client = new WireClient(server.address())) {
            Thread writer = new Thread(() -> writeAndEnd(client, sent));
            writer.start();
            // Nothing is read until the client's writes are stuck, so the server must have kept bytes back.
            await().until(() -> writer.getState() != Thread.State.NEW
                    && server.rows().stream().anyMatch(row -> row.unreadBytes() > 100_000));

            assertThat(readAll(client)).isEqualTo(sent);
            writer.join();
        }
    }

    private static void writeAndEnd(WireClient client, byte[] bytes) {
        try {
            client.socket().getOutputStream().write(bytes);
            client.socket().shutdownOutput();
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static byte[] readAll(WireClient client) throws Exception {
        client.socket().setSoTimeout((int) LONG.toMillis());
        try (InputStream input = client.socket().getInputStream()) {
            return input.readAllBytes();
        }
    }

    @Test
    void shouldOutliveClientsThatReset() throws Exception {
        try (TestServer server = new TestServer("echo")) {
            for (int index = 0; index < 500; index++) {
                new WireClient(server.address()).send(REQUEST).closeWithReset();
            }

            assertThat(WireClient.attempt(server.address(), LONG)).isEqualTo(ECHO);
            await().untilAsserted(() -> assertThat(server.rows()).noneMatch(SocketRow::accepted));
        }
    }
}
