package org.conntorture.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.conntorture.reference.WireClient.LONG;
import static org.conntorture.reference.WireClient.REQUEST;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.conntorture.reference.WireClient.Ending;
import org.conntorture.reference.WireClient.Reply;
import org.junit.jupiter.api.Test;

class EchoIT {
    private static final Reply ECHO = new Reply(REQUEST, Ending.COMPLETE);

    @Test
    void shouldAnswerTwentyThousandConnections() throws Exception {
        int clients = 4;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try (TestServer server = new TestServer("echo")) {
            InetSocketAddress address = server.address();
            Callable<Integer> client = () -> failuresOf(address, 20_000 / clients);
            for (Future<Integer> failures : threads.invokeAll(Collections.nCopies(clients, client))) {
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
    void shouldEchoWhatIsMoreThanAllSocketBuffers() throws Exception {
        byte[] sent = new byte[moreThanSocketBuffers()];
        new Random(1).nextBytes(sent);
        try (TestServer server = new TestServer("echo");
                WireClient client = new WireClient(server.address())) {
            Thread writer = startWriter(client, sent);
            awaitStandstill(server);

            assertThat(readAll(client)).isEqualTo(sent);
            writer.join();
        }
    }

    @Test
    void shouldRestWhileAClientDoesNotTakeItsReplies() throws Exception {
        try (TestServer server = new TestServer("echo")) {
            try (WireClient client = new WireClient(server.address())) {
                startWriter(client, new byte[moreThanSocketBuffers()]);
                awaitStandstill(server);
                long beforeNs = cpuNsOfServers();

                awaitStandstill(server);
                assertThat(Duration.ofNanos(cpuNsOfServers() - beforeNs)).isLessThan(Duration.ofMillis(50));
            }
            await().untilAsserted(() -> assertThat(server.rows()).noneMatch(SocketRow::accepted));
        }
    }

    /** Bytes; both sides have a buffer in each direction, which the kernel lets grow. */
    private static int moreThanSocketBuffers() throws IOException {
        return 2 * (most("tcp_rmem") + most("tcp_wmem")) + 1_000_000;
    }

    private static int most(String buffers) throws IOException {
        // Read at once: a second read of such a file finds nothing.
        String[] leastUsualMost = Files.readAllLines(Path.of("/proc/sys/net/ipv4", buffers))
                .get(0)
                .split("\\s+");
        return Integer.parseInt(leastUsualMost[2]);
    }

    /** Bytes stay unread for a while: the server cannot get rid of its replies and takes nothing more. */
    private static void awaitStandstill(TestServer server) {
        await().during(Duration.ofMillis(500))
                .until(() -> server.rows().stream().anyMatch(row -> row.unreadBytes() > 10_000));
    }

    private static long cpuNsOfServers() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.dumpAllThreads(false, false))
                .filter(thread -> thread.getThreadName().equals("reference-server"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private static Thread startWriter(WireClient client, byte[] bytes) {
        Thread writer = new Thread(() -> writeAndEnd(client, bytes));
        writer.start();
        return writer;
    }

    private static void writeAndEnd(WireClient client, byte[] bytes) {
        try {
            client.socket().getOutputStream().write(bytes);
            client.socket().shutdownOutput();
        } catch (IOException closed) {
            // The test has closed the client; where it has not, what was read is not what was sent.
            return;
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
            assertThat(WireClient.attempt(server.address(), LONG)).isEqualTo(ECHO);
            long descriptors = openDescriptors();
            for (int index = 0; index < 500; index++) {
                new WireClient(server.address()).send(REQUEST).closeWithReset();
            }

            assertThat(WireClient.attempt(server.address(), LONG)).isEqualTo(ECHO);
            await().untilAsserted(() -> assertThat(openDescriptors()).isLessThan(descriptors + 20));
        }
    }

    /** A reset connection is gone from the kernel's table even where the server forgot to close it. */
    private static long openDescriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }
}
