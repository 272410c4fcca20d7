package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Metrics as users have them: scraped by a real Prometheus, asked for by the dashboard, pushed by OTLP. */
class MetricsIT {
    private static final Path DASHBOARD = Tester.ROOT.resolve("docker/grafana/dashboard.json");
    /** What Grafana puts there. */
    private static final Map<String, String> VARIABLES = Map.of(
            "$__rate_interval", "1m",
            "$__range", "15m",
            "$instance", ".*",
            "$target", ".*");

    private static final String BOTH_LOADED_AND_FAILURES = "count(sum by (target)"
            + " (rate(conntorture_attempts_total{outcome!=\"tester-failed\"}[1m])) > 0) == 2 and on ()"
            + " sum(rate(conntorture_failures_total[1m])) > 0 and on () max(conntorture_disturbance_under_way) == 1"
            + " and on () count(count by (target) (conntorture_kernel_events_total)) > 0";

    @TempDir
    private Path directory;

    /** Turns of 4 s that alternate until all is asked. */
    private void writeScenario() throws IOException {
        Files.writeString(directory.resolve("short.yaml"), """
                name: short
                rounds: 20
                ends: {duration: 80s}
                load: {rate: 1000}
                targets:
                  - {name: java, role: control, builtin: echo}
                  - name: reset
                    role: subject
                    builtin: busted:reset
                    disturb: {every: 1s, command: sleep 0.9, during: somebody sleeps}
                """);
    }

    private static boolean isInstalled(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }

    private static List<String> queries() throws IOException {
        JsonNode dashboard = new JsonMapper().readTree(Files.readString(DASHBOARD));
        List<String> queries = new ArrayList<>();
        dashboard.findValues("expr").forEach(query -> queries.add(query.asString()));
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            if (variable.path("type").asString().equals("query")) {
                queries.add(
                        variable.path("definition").asString().replaceFirst("^label_values\\((.*), \\w+\\)$", "$1"));
            }
        }
        return queries.stream().map(MetricsIT::filled).toList();
    }

    private static String filled(String query) {
        String filled = query;
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            filled = filled.replace(variable.getKey(), variable.getValue());
        }
        assertThat(filled).as("a variable is not known").doesNotContain("$");
        return filled;
    }

    @Test
    void shouldFillTheDashboardOfARealPrometheus() throws Exception {
        assumeTrue(isInstalled("prometheus") && isInstalled("promtool"), "prometheus is not installed");
        writeScenario();
        int port = Prometheus.freePort();
        try (Prometheus prometheus = new Prometheus(directory, port);
                OtlpReceiver receiver = new OtlpReceiver()) {
            prometheus.awaitReady();
            Tester tester = Tester.start(
                    directory,
                    "run",
                    "short.yaml",
                    "-o",
                    "result",
                    "--no-probes",
                    "--metrics-port",
                    String.valueOf(port),
                    "--otlp",
                    receiver.url());
            try {
                awaitAnswer(prometheus, BOTH_LOADED_AND_FAILURES);
                for (String query : queries()) {
                    awaitAnswer(prometheus, query);
                }
                requireFailuresOfTheFailingOneAlone(prometheus);
                assertThat(complaints(port))
                        .as("exit code and words of promtool")
                        .isEqualTo("0 ");
            } finally {
                tester.handle().destroy();
            }
            assertThat(tester.exitCode()).as(tester.err()).isEqualTo(143);
            requireWholeRun(receiver, tester);
        }
    }

    /** What is known of a target under load alone is asked for until it is. */
    private static void awaitAnswer(Prometheus prometheus, String query) {
        await(query).until(() -> !prometheus.query(query).isEmpty());
    }

    private static void requireFailuresOfTheFailingOneAlone(Prometheus prometheus) throws Exception {
        List<String> ofFailures = queries().stream()
                .filter(query -> query.contains("conntorture_failures_total"))
                .toList();
        assertThat(ofFailures).hasSize(1);
        assertThat(prometheus.query(ofFailures.get(0)))
                .as("each kind is there as 0 before it happens, so that all that happen are an increase")
                .anyMatch(series -> series.at("/metric/kind").asString().equals("reset"))
                .allMatch(series -> series.at("/metric/target").asString().equals("reset"))
                .allMatch(series -> Double.parseDouble(series.at("/value/1").asString()) > 0);
    }

    /** What promtool has to say about names, types and texts. */
    private String complaints(int port) throws IOException, InterruptedException {
        Path text = directory.resolve("metrics.txt");
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofFile(text));
        assertThat(Files.readString(text)).contains("conntorture_connect_seconds_bucket");
        Path output = directory.resolve("promtool.txt");
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(text.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return promtool.waitFor() + " " + Files.readString(output);
    }

    private static void requireWholeRun(OtlpReceiver receiver, Tester tester) throws IOException {
        List<Map<String, Double>> pushes = receiver.pushes();
        double attempts = 0;
        for (JsonNode target : tester.json().path("targets")) {
            attempts += target.path("attempts").asDouble();
        }
        assertThat(pushes).hasSizeGreaterThanOrEqualTo(2);
        assertThat(pushes.get(pushes.size() - 1))
                .as("the last push has the final values")
                .containsEntry("conntorture_attempts", attempts)
                .containsKeys(
                        "conntorture_run_info",
                        "conntorture_connect_seconds",
                        "conntorture_failures",
                        "conntorture_kernel_events",
                        "conntorture_verdict");
        assertThat(receiver.others()).isEmpty();
        assertThat(tester.err()).doesNotContain("could not be pushed");
    }

    private Tester runTwenty(Answering echo, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "127.0.0.1:" + echo.port(), "-n", "20", "-o", "result"));
        words.addAll(List.of(more));
        return Tester.run(directory, words.toArray(String[]::new));
    }

    @Test
    void shouldNoteOnceThatNobodyTakesItsPushes() throws Exception {
        try (Answering echo = new Answering(null)) {
            Tester tester = runTwenty(echo, "--otlp", "http://127.0.0.1:" + Prometheus.freePort());

            assertThat(tester.exitCode()).as(tester.err()).isZero();
            assertThat(tester.err().split("metrics could not be pushed to", -1)).hasSize(2);
            assertThat(tester.err()).contains("/v1/metrics: no connection. ").doesNotContain("opentelemetry");
        }
    }

    @Test
    void shouldServeAtAnIpv6AddressThatIsAskedFor() throws Exception {
        try (Answering echo = new Answering(null)) {
            Tester tester = runTwenty(echo, "--metrics-port", "0", "--metrics-address", "[::1]");

            assertThat(tester.exitCode()).as(tester.err()).isZero();
            assertThat(tester.err()).containsPattern("metrics on http://\\[0:0:0:0:0:0:0:1\\]:\\d+/metrics");
        }
    }
}
