package org.conntorture.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.conntorture.plan.LoadSettings;
import org.conntorture.scenario.AdHocPlanner;
import org.junit.jupiter.api.Test;

class MetricsServerIT {
    private static final RunMetrics METRICS = new RunMetrics(
            new AdHocPlanner().plan(List.of("127.0.0.1:9"), List.of(), LoadSettings.NONE), "1.2.3", Set.of());

    private static HttpResponse<String> get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static MetricsServer server(int port) {
        return new MetricsServer(InetAddress.getLoopbackAddress(), port, METRICS::picture);
    }

    @Test
    void shouldServeWhatIsKnown() throws Exception {
        try (MetricsServer server = server(0)) {
            HttpResponse<String> response = get(server.port(), "/metrics");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(response.body())
                    .contains(
                            "conntorture_attempts_total{outcome=\"failed\",role=\"subject\",target=\"127.0.0.1-9\"} 0");
        }
    }

    @Test
    void shouldSayWhenThePortIsTaken() {
        try (MetricsServer first = server(0)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> server(first.port()))
                    .withMessageContaining("metrics port " + first.port() + " of 127.0.0.1 cannot be had")
                    .withMessageContaining("Address already in use");
        }
    }

    @Test
    void shouldAnswerNothingElse() throws Exception {
        try (MetricsServer server = server(0)) {
            assertThat(get(server.port(), "/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldAnswerWhileAReaderNeverFinishesItsRequest() throws Exception {
        try (MetricsServer server = server(0);
                Socket slow = new Socket("127.0.0.1", server.port())) {
            slow.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost:".getBytes(StandardCharsets.US_ASCII));

            assertThat(get(server.port(), "/metrics").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldNotKeepTheProcessAlive() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (MetricsServer server = server(0)) {
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
