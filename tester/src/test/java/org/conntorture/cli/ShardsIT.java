package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several testers that share one plan, from their command lines to the merged verdict. */
class ShardsIT {
    /** Wall time is told in these, load begins by another clock. */
    private static final long CLOCK_ERROR_MS = 5;

    @TempDir
    private Path directory;

    private Tester serve(String kind, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("serve", kind, "--port", "0"));
        words.addAll(List.of(options));
        Tester server = Tester.start(directory, words.toArray(String[]::new));
        await().until(() -> server.out().contains("listening on"));
        return server;
    }

    private static String address(Tester server) {
        return server.out().replaceAll("(?s).*listening on (\\S+).*", "$1");
    }

    private Path place(String name) throws Exception {
        return Files.createDirectory(directory.resolve(name));
    }

    private static long attempts(Tester tester) throws Exception {
        return tester.json().at("/targets/0/attempts").asLong();
    }

    @Test
    void shouldAddUpToWhatOneTesterDoes() throws Exception {
        Tester server = serve("echo");
        try {
            List<String> common = List.of("run", address(server), "-n", "3001", "-q", "-o", "result");
            Tester alone = Tester.run(place("alone"), common.toArray(String[]::new));
            Together together = together(common);
            List<Tester> shards = together.shards;
            List<String> merge = new ArrayList<>(List.of("merge", "-o", "result"));
            for (Tester shard : shards) {
                assertThat(shard.exitCode()).as(shard.out() + shard.err()).isZero();
                assertThat(attempts(shard)).isBetween(750L, 751L);
                merge.add(shard.result().toString());
            }

            Tester merged = Tester.run(place("merged"), merge.toArray(String[]::new));

            assertThat(merged.exitCode()).as(merged.out() + merged.err()).isZero();
            assertThat(attempts(merged)).isEqualTo(3001).isEqualTo(attempts(alone));
            assertThat(merged.json().path("verdict")).isEqualTo(alone.json().path("verdict"));
            assertThat(merged.json().at("/targets/0/phases/attempt/count").asLong())
                    .isEqualTo(shards.stream().mapToLong(ShardsIT::timed).sum());
            for (Tester shard : shards) {
                assertThat(firstBlock(shard)).isAfterOrEqualTo(together.start.minusMillis(CLOCK_ERROR_MS));
            }

            merge.remove(3);
            Tester partial = Tester.run(place("partial"), merge.toArray(String[]::new));

            assertThat(partial.exitCode()).isEqualTo(4);
            assertThat(partial.out()).contains("INCONCLUSIVE: shard 1 of 4 is missing");
        } finally {
            server.handle().destroy();
        }
    }

    private record Together(Instant start, List<Tester> shards) {}

    /** Four that start at one time; at a later one where this machine was too slow to be ready by then. */
    private Together together(List<String> common) throws Exception {
        for (int seconds = 3; ; seconds *= 2) {
            Instant start = Instant.now().plusSeconds(seconds);
            List<Tester> shards = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                List<String> words = new ArrayList<>(common);
                words.addAll(List.of("--shard", i + "/4", "--shard-base", "0", "--start-at", start.toString()));
                shards.add(Tester.start(place("in-" + seconds + "-s" + i), words.toArray(String[]::new)));
            }
            boolean late = false;
            for (Tester shard : shards) {
                late |= shard.exitCode() == 2 && shard.err().contains(" has passed, it is ");
            }
            if (!late) {
                return new Together(start, shards);
            }
        }
    }

    private static long timed(Tester shard) {
        try {
            return shard.json().at("/targets/0/phases/attempt/count").asLong();
        } catch (java.io.IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    /** When its load began, by its own clock. */
    private static Instant firstBlock(Tester shard) throws Exception {
        JsonNode clock = new tools.jackson.databind.json.JsonMapper()
                .readTree(Files.readString(shard.result().resolve("environment.json")))
                .path("clock");
        String block =
                Files.readAllLines(shard.result().resolve("blocks.jsonl")).get(0);
        long startNs = Long.parseLong(block.replaceAll(".*\"startNs\":(\\d+).*", "$1"));
        return Instant.parse(clock.path("time").asString()).plusNanos(startNs);
    }

    @Test
    void shouldNameTheCauseThatTheServersHostAloneSees() throws Exception {
        Needs.root();
        try (Namespace servers = new Namespace(place("server"));
                Namespace clients = new Namespace(place("clients"))) {
            servers.connect(clients);
            Tester server = servers.start(
                    "serve", "busted:never-accept", "--host", "192.0.2.1", "--port", "8085", "--backlog", "4");
            await().until(() -> server.out().contains("listening on"));
            Tester watch = servers.start("watch", "-o", "result");
            await().until(() -> watch.err().contains("watching"));
            List<Tester> shards = new ArrayList<>();
            for (int i = 1; i <= 2; i++) {
                shards.add(clients.start(
                        "run",
                        "192.0.2.1:8085",
                        "-d",
                        "4s",
                        "--connect-timeout",
                        "1s",
                        "--reply-timeout",
                        "1s",
                        "--allow-public",
                        "--no-probes",
                        "-q",
                        "--shard",
                        i + "/2",
                        "-o",
                        "result-" + i));
            }
            for (Tester shard : shards) {
                assertThat(shard.exitCode()).as(shard.out() + shard.err()).isEqualTo(3);
            }
            watch.handle().destroy();
            assertThat(watch.exitCode()).as(watch.out() + watch.err()).isZero();

            String first = directory.resolve("clients/result-1").toString();
            String second = directory.resolve("clients/result-2").toString();
            Tester blind = Tester.run(place("blind"), "merge", first, second, "-o", "result");
            Tester seeing = Tester.run(
                    place("seeing"),
                    "merge",
                    first,
                    second,
                    directory.resolve("server/result").toString(),
                    "-o",
                    "result");

            assertThat(blind.out()).doesNotContain("cause: accept-queue-overflow, certain");
            assertThat(seeing.exitCode()).as(seeing.out() + seeing.err()).isEqualTo(3);
            assertThat(seeing.out()).contains("cause: accept-queue-overflow, certain");
            requireThatItsPageSeesToo("blind/result");
            requireThatItsPageSeesToo("clients/result-1");
        }
    }

    /** What was merged or measured without the watch names the cause once the watch is given to its page. */
    private void requireThatItsPageSeesToo(String result) throws Exception {
        String directory = this.directory.resolve(result).toString();
        Path page = this.directory.resolve("page.html");
        assertThat(Path.of(directory, "report.html")).content().doesNotContain("accept-queue-overflow, certain");

        Tester seeing = Tester.run(
                this.directory,
                "report",
                directory,
                this.directory.resolve("server/result").toString(),
                "-o",
                page.toString());

        assertThat(seeing.exitCode()).as(seeing.out() + seeing.err()).isEqualTo(3);
        assertThat(seeing.out()).contains("cause accept-queue-overflow");
        assertThat(Files.readString(page)).contains("accept-queue-overflow, certain");
    }

    @Test
    void shouldAskWhichListenerIsMeantWhereOneAloneWouldBeClear() throws Exception {
        Needs.root();
        try (Namespace servers = new Namespace(place("server"))) {
            Tester none = servers.start("watch", "-o", "none");
            assertThat(none.exitCode()).isEqualTo(2);
            assertThat(none.err())
                    .contains(
                            "nothing listens here where other hosts reach it: give the ADDRESS that the server listens on");
            List<Tester> listening = new ArrayList<>();
            for (String port : List.of("8085", "8086")) {
                listening.add(servers.start("serve", "echo", "--host", "0.0.0.0", "--port", port));
            }
            for (Tester server : listening) {
                await().until(() -> server.out().contains("listening on"));
            }

            Tester several = servers.start("watch", "-o", "several");

            assertThat(several.exitCode()).isEqualTo(2);
            assertThat(several.err())
                    .contains("several listen here, give the ADDRESS of one: 0.0.0.0:8085 (java), 0.0.0.0:8086 (java)");
            String second = Long.toString(listening.get(1).handle().pid());
            Tester one = servers.start("watch", "--target-pid", second, "-d", "1s", "-o", "one");
            assertThat(one.exitCode()).as(one.err()).isZero();
            assertThat(one.err()).contains("watching 0.0.0.0:8086");
        }
    }
}
