package org.conntorture.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.result.FailureCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MetricsServerIT {
    /** Name, labels and value of the text format. */
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{[a-z]+=\"[^\"]*\"(?:,[a-z]+=\"[^\"]*\")*})?) (\\S+)");

    private static HttpResponse<String> get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, Double> scrape(MetricsServer server) throws Exception {
        HttpResponse<String> response = get(server.port(), "/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        return response.body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(MetricsServerIT::sample)
                .collect(Collectors.toMap(sample -> sample.group(1), sample -> Double.valueOf(sample.group(2))));
    }

    private static Matcher sample(String line) {
        Matcher matcher = SAMPLE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        return matcher;
    }

    @Test
    void shouldServeWhatWasMeasured() throws Exception {
        try (MetricsServer server = new MetricsServer(0)) {
            server.targetReady(Events.target("go"), "127.0.0.1:8085");
            new Events(server, "pm2")
                    .start()
                    .seconds(2)
                    .second(
                            new FailureCount(FailureKind.NO_REPLY, Phase.READ, Errno.NONE, 17),
                            new FailureCount(FailureKind.PORTS_EXHAUSTED, Phase.OPEN, Errno.EADDRNOTAVAIL, 2))
                    .seconds(1, FailureKind.NO_REPLY, 3)
                    .end();

            assertThat(scrape(server))
                    .isEqualTo(Map.ofEntries(
                            Map.entry("conntorture_attempts_total{target=\"go\"}", 0.0),
                            Map.entry("conntorture_attempts_total{target=\"pm2\"}", 16_000.0),
                            failures("TARGET", "no-reply", "read", 20),
                            failures("TESTER", "ports-exhausted", "open", 2),
                            Map.entry("conntorture_connect_seconds{quantile=\"0.5\",target=\"pm2\"}", 47e-6),
                            Map.entry("conntorture_connect_seconds{quantile=\"0.9\",target=\"pm2\"}", 60e-6),
                            Map.entry("conntorture_connect_seconds{quantile=\"0.99\",target=\"pm2\"}", 120e-6),
                            Map.entry("conntorture_connect_seconds{quantile=\"0.999\",target=\"pm2\"}", 800e-6),
                            Map.entry("conntorture_connect_seconds_max{target=\"pm2\"}", 3.1e-3),
                            Map.entry("conntorture_read_seconds{quantile=\"0.5\",target=\"pm2\"}", 52e-6),
                            Map.entry("conntorture_read_seconds{quantile=\"0.9\",target=\"pm2\"}", 70e-6),
                            Map.entry("conntorture_read_seconds{quantile=\"0.99\",target=\"pm2\"}", 160e-6),
                            Map.entry("conntorture_read_seconds{quantile=\"0.999\",target=\"pm2\"}", 900e-6),
                            Map.entry("conntorture_read_seconds_max{target=\"pm2\"}", 4.2e-3)));
        }
    }

    private static Map.Entry<String, Double> failures(String blame, String kind, String phase, double count) {
        String labels = "blame=\"%s\",kind=\"%s\",phase=\"%s\",target=\"pm2\"".formatted(blame, kind, phase);
        return Map.entry("conntorture_failures_total{" + labels + "}", count);
    }

    @Test
    void shouldSayWhenThePortIsTaken() {
        try (MetricsServer first = new MetricsServer(0)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new MetricsServer(first.port()))
                    .withMessageContaining("metrics port " + first.port() + " of 127.0.0.1 cannot be had")
                    .withMessageContaining("Address already in use");
        }
    }

    @Test
    void shouldRefuseAPortThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MetricsServer(70_000))
                .withMessage("metrics port must be 0 (a free one) to 65535, was 70000");
    }

    @Test
    void shouldAnswerNothingElse() throws Exception {
        try (MetricsServer server = new MetricsServer(0)) {
            assertThat(get(server.port(), "/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldAnswerWhileAReaderNeverFinishesItsRequest() throws Exception {
        try (MetricsServer server = new MetricsServer(0);
                Socket slow = new Socket("127.0.0.1", server.port())) {
            slow.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost:".getBytes(StandardCharsets.US_ASCII));

            assertThat(get(server.port(), "/metrics").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldNotKeepTheProcessAlive() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (MetricsServer server = new MetricsServer(0)) {
            get(server.port(), "/metrics");
            Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
            started.removeAll(before);
            assertThat(started)
                    .as("the dispatcher and a worker at least")
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(Thread::isDaemon);
        }
    }
}
