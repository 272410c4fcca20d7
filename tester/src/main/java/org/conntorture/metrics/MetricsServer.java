package org.conntorture.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves metrics as Prometheus text at {@code http://ADDRESS:PORT/metrics}, on daemon threads of its own. */
final class MetricsServer implements AutoCloseable {
    /** One reader that never finishes its request must not lock the other out. */
    private static final int THREADS = 2;

    private static final int MOST_PENDING_CONNECTIONS = 16;

    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, MetricsServer::daemon);
    private final Supplier<MetricSnapshots> metrics;
    private final HttpServer server;

    /** @param port to listen on, or 0 for a free one; IllegalArgumentException where it cannot be had */
    MetricsServer(InetAddress address, int port, Supplier<MetricSnapshots> metrics) {
        this.metrics = metrics;
        server = listen(address, port);
        server.createContext("/metrics", this::answer);
        server.setExecutor(threads);
        startAsDaemon();
    }

    private static HttpServer listen(InetAddress address, int port) {
        try {
            return HttpServer.create(new InetSocketAddress(address, port), MOST_PENDING_CONNECTIONS);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "metrics port " + port + " of " + address.getHostAddress() + " cannot be had (" + e.getMessage()
                            + "): choose another one, or 0 for a free one",
                    e);
        }
    }

    /** The server's dispatcher takes after the thread that starts it, and must not keep the process alive. */
    private void startAsDaemon() {
        CompletableFuture.runAsync(server::start, threads).join();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "metrics");
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            writer.write(body, metrics.get());
            exchange.getResponseHeaders().set("Content-Type", writer.getContentType());
            exchange.sendResponseHeaders(200, body.size());
            body.writeTo(exchange.getResponseBody());
        } catch (IOException e) {
            // Ends this exchange alone; the reader went away.
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
