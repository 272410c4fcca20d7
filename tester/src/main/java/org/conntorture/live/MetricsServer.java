package org.conntorture.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToLongFunction;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Target;
import org.conntorture.result.FailureCount;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.RunListener;
import org.conntorture.result.Turn;
import org.conntorture.result.TurnProgress;

/**
 * Serves what is measured as Prometheus text at {@code http://127.0.0.1:PORT/metrics}. The run feeds it on its own
 * thread; scrapes are answered on daemon threads of its own, and never delay the run.
 */
public final class MetricsServer implements RunListener, AutoCloseable {
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
    /** One reader that never finishes its request must not lock the other out. */
    private static final int THREADS = 2;

    private static final int MOST_PENDING_CONNECTIONS = 16;
    private static final List<String> PHASES = List.of("connect", "read");
    private static final Map<String, ToLongFunction<LatencySummary>> QUANTILES = Map.of(
            "0.5", LatencySummary::p50Ns,
            "0.9", LatencySummary::p90Ns,
            "0.99", LatencySummary::p99Ns,
            "0.999", LatencySummary::p999Ns);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Series, LatencySummary> latencies = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, MetricsServer::daemon);
    private final HttpServer server;

    /** A latency of one target; the key of its newest figures. */
    private record Series(String target, String phase) {}

    /** @param port to listen on, or 0 for a free one; IllegalArgumentException where it cannot be had */
    public MetricsServer(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("metrics port must be 0 (a free one) to 65535, was " + port);
        }
        server = listen(port);
        server.createContext("/metrics", this::answer);
        server.setExecutor(threads);
        startAsDaemon();
    }

    private static HttpServer listen(int port) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return HttpServer.create(new InetSocketAddress(loopback, port), MOST_PENDING_CONNECTIONS);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "metrics port " + port + " of 127.0.0.1 cannot be had (" + e.getMessage()
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

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void targetReady(Target target, String address) {
        attempts(target);
    }

    @Override
    public void progressed(TurnProgress progress) {
        Target target = progress.turn().target();
        attempts(target).increment(progress.block().attempts());
        for (FailureCount failure : progress.block().failures()) {
            failures(target, failure).increment(failure.count());
        }
        for (String phase : PHASES) {
            LatencySummary latency = progress.phases().get(phase);
            // A latency nobody measured is absent, not 0.
            if (latency != null && latency.count() > 0) {
                Series series = new Series(target.name(), phase);
                if (latencies.put(series, latency) == null) {
                    showLatency(series);
                }
            }
        }
    }

    @Override
    public void targetTrouble(Target target, String reason) {}

    @Override
    public void turnStarted(Turn turn) {}

    @Override
    public void turnEnded(Turn turn) {}

    @Override
    public void note(String text) {}

    private Counter attempts(Target target) {
        return Counter.builder("conntorture.attempts")
                .description("Attempts that ended, failed ones included")
                .tag("target", target.name())
                .register(registry);
    }

    private Counter failures(Target target, FailureCount failure) {
        FailureKind kind = failure.kind();
        return Counter.builder("conntorture.failures")
                .description("Attempts that failed, those of blame tester included")
                .tag("target", target.name())
                .tag("kind", kind.id())
                .tag("phase", failure.phase().id())
                .tag("blame", kind.blame().name())
                .register(registry);
    }

    private void showLatency(Series series) {
        String name = "conntorture." + series.phase() + ".seconds";
        Tags target = Tags.of("target", series.target());
        QUANTILES.forEach((quantile, ns) -> showSeconds(name, target.and("quantile", quantile), series, ns));
        showSeconds(name + ".max", target, series, LatencySummary::maxNs);
    }

    private void showSeconds(String name, Tags tags, Series series, ToLongFunction<LatencySummary> ns) {
        Gauge.builder(name, () -> ns.applyAsLong(latencies.get(series)) / 1e9)
                .description("Latency of the phase " + series.phase() + " over all turns so far, successes alone")
                .tags(tags)
                .register(registry);
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            byte[] body = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", TEXT_FORMAT);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // Ends this exchange alone; the reader went away.
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        registry.close();
    }
}
