package org.conntorture.selftest;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Servers with the faults that the reference servers do not have, for {@code conntorture selftest}; a process of its own
 * in a sandbox, started by {@code sandbox.sh}. A thread for each connection: a recipe opens few of them.
 */
public final class FaultServer {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final FaultOptions options;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** Connections and listeners that nobody closes. */
    private final List<Object> kept = Collections.synchronizedList(new ArrayList<>());

    private final AtomicInteger requests = new AtomicInteger();

    private FaultServer(FaultOptions options) {
        this.options = options;
    }

    private interface Service {
        void serve(Socket connection) throws IOException;
    }

    public static void main(String[] words) throws Exception {
        new FaultServer(FaultOptions.parse(words)).run();
    }

    private void run() throws Exception {
        switch (options.kind()) {
            case "slow-accept" -> slowAccept();
            case "blocked" -> blocked();
            case "reset-after-read" -> acceptAll(this::resetAfterRead);
            case "close-first" -> acceptAll(this::closeFirst);
            case "keep" -> acceptAll(this::keep);
            case "impatient" -> acceptAll(this::impatient);
            case "leak" -> leak();
            case "http" -> acceptAll(this::http);
            case "restart" -> restart();
            case "reuseport" -> reuseport();
            case "crowded" -> new LimitedServer(options).crowded(listen());
            case "hurried" -> new LimitedServer(options).hurried(listen());
            case "busy-workers" -> new LimitedServer(options).busyWorkers(listen());
            case "listeners-go" -> listenersGo();
            case "impatient-of-fin" -> acceptAll(this::endAtFin);
            case "listen-again", "defer-accept", "socket-filter" -> new RawListener(options).run();
            default -> throw new IllegalArgumentException("no fault is called " + options.kind());
        }
    }

    private ServerSocket listen() throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        if (options.kind().equals("reuseport") || options.kind().equals("listeners-go")) {
            listener.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        listener.bind(options.address(), options.number("backlog", 511));
        return listener;
    }

    private void ready() throws IOException {
        Files.createFile(options.ready());
    }

    private void acceptAll(Service service) throws IOException {
        ServerSocket listener = listen();
        ready();
        acceptAll(listener, service);
    }

    /** Out of descriptors it tries again, as servers do. */
    private void acceptAll(ServerSocket listener, Service service) {
        while (true) {
            try {
                start(listener.accept(), service);
            } catch (IOException outOfDescriptors) {
                pause(5);
            }
        }
    }

    private void start(Socket connection, Service service) {
        threads.execute(() -> {
            try {
                service.serve(connection);
            } catch (IOException clientGone) {
                // As the recipe wants it: the client gave up or was reset.
                kept.add(clientGone);
            }
        });
    }

    private void echo(Socket connection) throws IOException {
        try (connection) {
            copy(connection);
        }
    }

    private static void copy(Socket connection) throws IOException {
        connection.setTcpNoDelay(true);
        connection.getInputStream().transferTo(connection.getOutputStream());
    }

    private void slowAccept() throws IOException {
        ServerSocket listener = listen();
        ready();
        while (true) {
            start(listener.accept(), this::echo);
            pause(options.number("pause", 100));
        }
    }

    /** An event loop that stands still now and then: for its time neither accepts nor answers. */
    private void blocked() throws IOException {
        ServerSocket listener = listen();
        listener.setSoTimeout(100);
        ready();
        while (true) {
            acceptFor(listener, options.number("free", 2000));
            pause(options.number("pause", 3000));
        }
    }

    /** Serves one connection after the other on this thread, as far as one read and one write go. */
    private void acceptFor(ServerSocket listener, int periodMs) throws IOException {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(periodMs);
        while (System.nanoTime() - endNs < 0) {
            try (Socket connection = listener.accept()) {
                connection.setSoTimeout(200);
                byte[] buffer = new byte[BUFFER_BYTES];
                int count = connection.getInputStream().read(buffer);
                connection.getOutputStream().write(buffer, 0, Math.max(0, count));
            } catch (SocketTimeoutException nobodyCame) {
                continue;
            } catch (IOException clientGone) {
                kept.add(clientGone);
            }
        }
    }

    private void resetAfterRead(Socket connection) throws IOException {
        connection.getInputStream().read(new byte[BUFFER_BYTES]);
        connection.setSoLinger(true, 0);
        connection.close();
    }

    /** Is the first to close, and so has the socket in TIME_WAIT. */
    private void closeFirst(Socket connection) throws IOException {
        connection.setTcpNoDelay(true);
        try (connection) {
            byte[] all = connection.getInputStream().readNBytes(options.number("bytes", 6));
            connection.getOutputStream().write(all);
        }
    }

    private void keep(Socket connection) throws IOException {
        kept.add(connection);
        copy(connection);
    }

    /** Closes a connection that was idle for {@code --idle} milliseconds, give or take {@code --jitter}. */
    private void impatient(Socket connection) throws IOException {
        int jitter = options.number("jitter", 0);
        try (connection) {
            connection.setTcpNoDelay(true);
            connection.setSoTimeout(
                    options.number("idle", 500) - jitter + (int) (System.nanoTime() / 1000 % (2 * jitter + 1)));
            copy(connection);
        } catch (SocketTimeoutException idle) {
            kept.add(idle);
        }
    }

    /** Its answer takes longer than the client's FIN, at which it ends both ways, as a proxy does that knows no half-close. */
    private void endAtFin(Socket connection) throws IOException {
        try (connection) {
            byte[] buffer = new byte[BUFFER_BYTES];
            connection.getInputStream().read(buffer);
            connection.setSoTimeout(options.number("pause", 20));
            if (connection.getInputStream().read(buffer) >= 0) {
                connection.getOutputStream().write(buffer, 0, 1);
            }
        } catch (SocketTimeoutException stillOpen) {
            connection.getOutputStream().write('x');
        }
    }

    private void leak() throws IOException {
        ServerSocket listener = listen();
        ready();
        for (int count = options.number("count", 5); count > 0; count--) {
            start(listener.accept(), this::keep);
        }
        acceptAll(listener, this::echo);
    }

    /** Says {@code --status} to every request, or to each {@code --every}th. */
    private void http(Socket connection) throws IOException {
        try (connection) {
            InputStream in = connection.getInputStream();
            in.read(new byte[BUFFER_BYTES]);
            int length = options.number("body", 0);
            boolean fails = requests.incrementAndGet() % options.number("every", 1) == 0;
            String head = "HTTP/1.1 " + (fails ? options.number("status", 200) : 200) + " Told\r\nContent-Length: "
                    + length + "\r\nConnection: close\r\n\r\n";
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().write(new byte[length]);
        }
    }

    /** Serves until the recipe makes the file {@code restart}, lets a queue gather, is gone with it for a while, and serves again. */
    private void restart() throws IOException {
        ServerSocket listener = listen();
        listener.setSoTimeout(100);
        ready();
        while (!Files.exists(Path.of("restart"))) {
            acceptFor(listener, 100);
        }
        pause(options.number("gather", 300));
        listener.close();
        pause(options.number("gap", 500));
        acceptAll(listen(), this::echo);
    }

    private void reuseport() throws IOException {
        for (int count = options.number("count", 4); count > 1; count--) {
            ServerSocket listener = listen();
            threads.execute(() -> acceptAll(listener, this::echo));
        }
        kept.add(listen());
        ready();
    }

    /** Several listeners, of which one is closed now and then with what has gathered in its queue, and another one comes. */
    private void listenersGo() throws IOException {
        for (int count = options.number("count", 4); count > 1; count--) {
            ServerSocket listener = listen();
            threads.execute(() -> acceptAll(listener, this::echo));
        }
        ready();
        while (true) {
            ServerSocket listener = listen();
            pause(options.number("gather", 300));
            listener.close();
            pause(options.number("every", 700));
        }
    }

    private static void pause(int pauseMs) {
        try {
            Thread.sleep(pauseMs);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", end);
        }
    }
}
