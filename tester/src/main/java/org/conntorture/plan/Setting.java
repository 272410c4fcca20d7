package org.conntorture.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What can be set of a load. Scenario files, the command line and the API all set these, and know each by its one name.
 *
 * @param <T> of its value
 */
public final class Setting<T> {
    public static final Setting<Long> ATTEMPTS = named("attempts");
    public static final Setting<Duration> DURATION = named("duration");
    public static final Setting<Long> FAILURES = named("failures");
    /** Turns of each target; one target alone needs no more than one. */
    public static final Setting<Integer> ROUNDS = named("rounds", 4);

    public static final Setting<Workload.Kind> WORKLOAD = named("workload", Workload.Kind.ECHO);
    /** By default that of the workload. */
    public static final Setting<Payload> PAYLOAD = named("payload");

    /** Nothing where any reply will do. */
    public static final Setting<String> EXPECT_REPLY = named("expect-reply");

    public static final Setting<CloseMode> CLOSE = named("close", CloseMode.FIN);
    public static final Setting<Integer> REQUESTS_PER_CONNECTION = named("requests-per-connection", 1);
    public static final Setting<Duration> HOLD = named("hold", Duration.ofSeconds(5));

    public static final Setting<Integer> WORKERS = named("workers", 5);
    /** By default as many as the workers need. */
    public static final Setting<Integer> THREADS = named("threads");

    public static final Setting<TransportChoice> TRANSPORT = named("transport", TransportChoice.AUTO);
    /** Attempts per second; 0 is as fast as the workers can. */
    public static final Setting<Double> RATE = named("rate", 0.0);

    public static final Setting<List<Stage>> STAGES = named("stages", List.of());
    public static final Setting<Duration> WARMUP = named("warmup", Duration.ofSeconds(1));
    public static final Setting<Duration> CONNECT_TIMEOUT = named("connect-timeout", Duration.ofSeconds(10));
    public static final Setting<Duration> REPLY_TIMEOUT = named("reply-timeout", Duration.ofSeconds(5));
    public static final Setting<Duration> CLOSE_TIMEOUT = named("close-timeout", Duration.ofSeconds(5));
    public static final Setting<Sources> SOURCES = named("sources", Sources.KERNEL);
    public static final Setting<ProxyProtocol> PROXY_PROTOCOL = named("proxy-protocol", ProxyProtocol.NONE);

    /** Whether there is TLS at all, which a scheme or a scenario says; its details alone do not. */
    public static final Setting<Boolean> TLS = named("tls", false);

    public static final Setting<Boolean> INSECURE = named("insecure", false);
    public static final Setting<Path> CACERT = named("cacert");
    public static final Setting<Path> CERT = named("cert");
    public static final Setting<Path> KEY = named("key");
    public static final Setting<String> SERVER_NAME = named("server-name");
    public static final Setting<List<String>> ALPN = named("alpn", List.of());
    public static final Setting<Boolean> RESUME = named("resume", false);

    /** By default GET, or POST with a body. */
    public static final Setting<String> METHOD = named("method");

    public static final Setting<String> PATH = named("path", "/");
    public static final Setting<Map<String, String>> HEADERS = named("headers", Map.of());
    public static final Setting<Integer> STATUS = named("status", 200);

    private final String name;
    private final T standard;

    private Setting(String name, T standard) {
        this.name = name;
        this.standard = standard;
    }

    private static <T> Setting<T> named(String name) {
        return new Setting<>(name, null);
    }

    private static <T> Setting<T> named(String name, T standard) {
        return new Setting<>(name, standard);
    }

    /** The key of scenario files and, behind two dashes, the option of the command line. */
    public String name() {
        return name;
    }

    /** What holds where nobody sets it; null where that follows from others, or is nothing. */
    public T standard() {
        return standard;
    }

    @Override
    public String toString() {
        return name;
    }
}
