package org.conntorture.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.RunPlan;

/** Scenario texts for tests, good ones and bad ones with what the reader must say. */
final class Scenarios {
    static final String SMALLEST = """
            name: small
            ends: {attempts: 5}
            targets: [{name: a, role: subject, builtin: echo}]
            """;

    /** Every key there is; needs the files of {@link #directory}. */
    static final String LARGEST = """
            name: largest
            description: all keys
            variables: {PM2_VERSION: "", NODE_VERSION: 3.10}
            rounds: 3
            load:
              workload: echo
              payload: {text: "ping\\n"}
              close: rst
              workers: 1k
              threads: 2
              transport: epoll
              rate: 2.5k
              warmup: 250ms
              connect-timeout: 3s
              reply-timeout: 4s
              sources: {addresses: [127.0.0.0/30, 127.9.9.9], ports: 20000-29999}
            ends: {attempts: 5M, duration: 1h30m, failures: 100}
            targets:
              - name: java
                role: control
                builtin: echo
                options: ["--backlog=128"]
              - name: pm2
                role: subject
                command: ./pm2.sh start
              - name: pm2-reload
                role: subject
                optional: true
                requires: {node: nodejs, npm: npm}
                undisturbed: pm2
                prepare: ./prepare.sh
                command: ./pm2.sh start
                stop: ./pm2.sh kill
                version: ./pm2.sh version
                env: {GRACEFUL: 1, PM2_VERSION: "7"}
                workdir: ../servers
                port: 8085
                ready: {output: "listening on .*", timeout: 20s}
                disturb: {every: 2s, command: ./pm2.sh reload, during: it is reloaded, timeout: 50s}
              - name: other
                role: subject
                address: "[::1]:8085"
            """;

    static final String HTTP = load("workload: request\n  http: {path: \"/a?b=c\", status: 204}");

    /** @param schemaKnows whether the JSON schema refuses it as well */
    record Bad(String reason, boolean schemaKnows, String yaml, String message) {
        @Override
        public String toString() {
            return reason;
        }
    }

    private Scenarios() {}

    /** A scenario with {@code line} at 4:1. */
    static String top(String line) {
        return SMALLEST + line + "\n";
    }

    /** A scenario with {@code line} of its load at 3:3. */
    static String load(String line) {
        return "name: x\nload:\n  " + line
                + "\nends: {attempts: 5}\ntargets: [{name: a, role: subject, builtin: echo}]\n";
    }

    /** A scenario with {@code line} of its only target at 6:5. */
    static String target(String line) {
        return "name: x\nends: {attempts: 5}\ntargets:\n  - name: a\n    role: subject\n    " + line + "\n";
    }

    static String ends(String ends) {
        return "name: x\nends: " + ends + "\ntargets: [{name: a, role: subject, builtin: echo}]\n";
    }

    static String targets(String targets) {
        return "name: x\nends: {attempts: 5}\ntargets: " + targets + "\n";
    }

    /** Writes {@code yaml} below {@code root}, beside what its paths point to. */
    static Path write(Path root, String yaml) {
        try {
            Files.createDirectories(root.resolve("servers"));
            Path directory = Files.createDirectories(root.resolve("scenarios"));
            Files.writeString(directory.resolve("bytes.bin"), "bytes");
            Files.writeString(directory.resolve("c.yaml"), "services: {}");
            return Files.writeString(directory.resolve("s.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RunPlan read(Path root, String yaml) {
        return read(root, yaml, LoadSettings.NONE);
    }

    static RunPlan read(Path root, String yaml, LoadSettings overrides) {
        return read(root, yaml, overrides, Map.of());
    }

    static RunPlan read(Path root, String yaml, LoadSettings overrides, Map<String, String> variables) {
        return new ScenarioReader(Set.of("echo", "busted:refuse"), Set.of("blackhole", "stale-tuple"))
                .read(write(root, yaml), overrides, variables);
    }
}
