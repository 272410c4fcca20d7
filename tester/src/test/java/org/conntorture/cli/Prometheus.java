package org.conntorture.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus on a loopback port, with the configuration of {@code docker/} and its data in a temporary directory. */
final class Prometheus implements AutoCloseable {
    private static final Path CONFIGURATION = Tester.ROOT.resolve("docker/prometheus.yaml");
    private static final String USUAL_TARGET = "127.0.0.1:9464";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final String address;
    private final Path log;

    /** @param metricsPort where it looks for the metrics of a run */
    Prometheus(Path directory, int metricsPort) throws IOException {
        String configuration = Files.readString(CONFIGURATION);
        if (!configuration.contains(USUAL_TARGET)) {
            throw new IllegalStateException(CONFIGURATION + " does not scrape " + USUAL_TARGET);
        }
        Path file = Files.writeString(
                directory.resolve("prometheus.yaml"), configuration.replace(USUAL_TARGET, "127.0.0.1:" + metricsPort));
        address = "127.0.0.1:" + freePort();
        log = directory.resolve("prometheus.log");
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    void awaitReady() {
        await().ignoreExceptions().until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(log));
            }
            return get("/-/ready").statusCode() == 200;
        });
    }

    /** The series that {@code query} yields now; IllegalArgumentException where it cannot be parsed. */
    List<JsonNode> query(String query) throws IOException, InterruptedException {
        HttpResponse<String> response = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        if (response.statusCode() != 200) {
            throw new IllegalArgumentException(query + ": " + response.body());
        }
        return List.copyOf(new JsonMapper()
                .readTree(response.body())
                .path("data")
                .path("result")
                .values());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(20, TimeUnit.SECONDS)
                .handle((ended, late) -> late == null ? ended : process.destroyForcibly())
                .join();
    }
}
