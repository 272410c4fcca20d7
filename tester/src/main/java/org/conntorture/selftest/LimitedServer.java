package org.conntorture.selftest;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Servers of {@link FaultServer} that are well and serve so many at a time, or so many a second. */
final class LimitedServer {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int LEAST_MS = 3;

    private final FaultOptions options;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger open = new AtomicInteger();
    private long sinceNs = System.nanoTime();
    private double tokens;

    LimitedServer(FaultOptions options) {
        this.options = options;
    }

    private interface Service {
        void serve(Socket connection) throws IOException, InterruptedException;
    }

    private void acceptAll(ServerSocket listener, Service service) throws IOException {
        Files.createFile(options.ready());
        while (true) {
            Socket connection = listener.accept();
            threads.execute(() -> serve(connection, service));
        }
    }

    private static void serve(Socket connection, Service service) {
        try (connection) {
            connection.setTcpNoDelay(true);
            service.serve(connection);
        } catch (IOException clientGone) {
            // It is the client's to leave.
            return;
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Echoes for {@code --most} at a time, a little later; says {@code --words} to the others and closes, or closes at once. */
    void crowded(ServerSocket listener) throws IOException {
        String words = options.values().getOrDefault("words", "");
        int most = options.number("most", 4);
        acceptAll(listener, connection -> {
            try {
                if (open.incrementAndGet() <= most) {
                    echo(connection);
                } else if (!words.isEmpty()) {
                    connection.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
            } finally {
                open.decrementAndGet();
            }
        });
    }

    private static void echo(Socket connection) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = connection.getInputStream().read(buffer);
                count >= 0;
                count = connection.getInputStream().read(buffer)) {
            TimeUnit.MILLISECONDS.sleep(LEAST_MS);
            connection.getOutputStream().write(buffer, 0, count);
        }
    }

    /** Answers {@code --rate} requests a second with 200, and the rest with {@code --status}. */
    void hurried(ServerSocket listener) throws IOException {
        int rate = options.number("rate", 50);
        int status = options.number("status", 503);
        acceptAll(listener, connection -> {
            connection.getInputStream().read(new byte[BUFFER_BYTES]);
            String head = "HTTP/1.1 " + (takesToken(rate) ? 200 : status)
                    + " Told\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        });
    }

    /** Of a bucket that holds a fifth of a second's. */
    private synchronized boolean takesToken(int rate) {
        long nowNs = System.nanoTime();
        tokens = Math.min(rate / 5.0, tokens + rate * (nowNs - sinceNs) / 1e9);
        sinceNs = nowNs;
        boolean taken = tokens >= 1;
        tokens -= taken ? 1 : 0;
        return taken;
    }

    /** Each of {@code --count} workers serves one connection until that ends, as prefork servers do. */
    void busyWorkers(ServerSocket listener) throws IOException {
        for (int worker = options.number("count", 4); worker > 0; worker--) {
            threads.execute(() -> work(listener));
        }
        Files.createFile(options.ready());
    }

    private void work(ServerSocket listener) {
        while (true) {
            try {
                serve(listener.accept(), LimitedServer::echo);
            } catch (IOException gone) {
                return;
            }
        }
    }
}
