package org.conntorture.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Pushes metrics by OTLP over HTTP, at once, every ten seconds and when it is closed; to its URL and nowhere else: no
 * redirect is followed. All of it happens on a daemon thread of its own, and only the last push is waited for.
 */
final class OtlpPush implements AutoCloseable {
    private static final long INTERVAL_MS = 10_000;
    private static final String NO_ANSWER = "no answer in time";
    private static final Duration PUSH_TIMEOUT = Duration.ofSeconds(2);
    /** One push that hangs, and the last one after it. */
    private static final long LAST_PUSH_PATIENCE_MS = 3_000;
    /** What goes wrong is told by {@link #trouble}, once. Held here, as a logger nobody holds forgets its level. */
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

    private final URI url;
    private final Supplier<MetricSnapshots> metrics;
    private final Resource resource;
    private final InstrumentationScopeInfo scope;
    private final long startNs = nowNs();
    private final OtlpHttpMetricExporter exporter;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(OtlpPush::daemon);
    private volatile String trouble;

    OtlpPush(URI url, String version, Supplier<MetricSnapshots> metrics) {
        this.url = url;
        this.metrics = metrics;
        LIBRARY.setLevel(Level.OFF);
        // Runs of one scenario at the same time are told apart by it.
        String instance = UUID.randomUUID().toString();
        resource = Resource.create(Attributes.builder()
                .put("service.name", "conntorture")
                .put("service.version", version)
                .put("service.instance.id", instance)
                .build());
        scope = InstrumentationScopeInfo.builder("conntorture")
                .setVersion(version)
                .build();
        exporter = OtlpHttpMetricExporter.builder()
                .setEndpoint(url.toString())
                .setConnectTimeout(PUSH_TIMEOUT)
                .setTimeout(PUSH_TIMEOUT)
                .setRetryPolicy(null)
                .setMeterProvider(MeterProvider.noop())
                .build();
        thread.scheduleWithFixedDelay(this::push, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "otlp");
        thread.setDaemon(true);
        return thread;
    }

    private static long nowNs() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    private void push() {
        try {
            OtlpTranslation translation = new OtlpTranslation(resource, scope, startNs, nowNs());
            CompletableResultCode pushed = exporter.export(translation.of(metrics.get()));
            pushed.join(PUSH_TIMEOUT.toMillis() * 2, TimeUnit.MILLISECONDS);
            if (!pushed.isSuccess()) {
                trouble = sentence(pushed.getFailureThrowable());
            }
        } catch (RuntimeException unexpected) {
            // Whatever it is, the run goes on, and the next push may succeed.
            trouble = sentence(unexpected);
        }
    }

    private String sentence(Throwable failure) {
        return "metrics could not be pushed to " + url + ": " + why(failure) + ". The run does not depend on it.";
    }

    private static String why(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpExportException refused && refused.getResponse() != null) {
                return "status " + refused.getResponse().getStatusCode();
            }
            // Interrupted it is by close, which waits no longer.
            if (cause instanceof HttpTimeoutException || cause instanceof InterruptedException) {
                return NO_ANSWER;
            }
            // What the JDK says of it below is of its own channels.
            if (cause instanceof ConnectException) {
                return "no connection";
            }
            root = cause;
        }
        return root == null ? NO_ANSWER : root.toString();
    }

    /** What went wrong last, a sentence; null where nothing did. */
    String trouble() {
        return trouble;
    }

    /** Pushes the final values. */
    @Override
    public void close() {
        Future<?> last = thread.submit(this::push);
        thread.shutdown();
        try {
            last.get(LAST_PUSH_PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | CancellationException late) {
            trouble = sentence(null);
        } catch (ExecutionException unexpected) {
            trouble = sentence(unexpected);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
        exporter.shutdown();
    }
}
