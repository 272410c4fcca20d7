package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.Needs;
import org.conntorture.result.Hiccup;
import org.conntorture.store.BlockFile;
import org.conntorture.store.EnvironmentFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the tester notices that it was stopped itself, and blames nobody for it. */
class HiccupIT {
    private static final int PAUSES = 20;
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** Of a pause up to one tick is taken for the usual distance of two. */
    private static final Duration LEAST_OF_A_PAUSE = Duration.ofMillis(40);
    /** By which the tester's wall clock, anchored once, may differ from that of who stopped it. */
    private static final Duration CLOCK_ERROR = Duration.ofMillis(5);

    @TempDir
    private Path directory;

    private Tester server;

    @BeforeEach
    void serve() throws Exception {
        Needs.tools("bash");
        server = Tester.start(directory, "serve", "echo", "--port", "0");
        await().until(() -> server.out().contains("listening on"));
    }

    @AfterEach
    void endServer() {
        server.handle().destroy();
    }

    @Test
    void shouldRecordEachPauseOfItsOwnAndBlameNobody() throws Exception {
        Tester tester = start();
        List<Pause> pauses = pause(tester);
        tester.handle().destroy();

        assertThat(tester.exitCode()).as(tester.out() + tester.err()).isEqualTo(143);
        requireRecorded(pauses, tester);
        assertThat(tester.json().path("verdict").asString()).isNotEqualTo("FAIL");
        var target = tester.json().at("/targets/0");
        assertThat(target.path("failures").asLong()).isZero();
        assertThat(target.path("testerFailures").asLong()).isZero();
        assertThat(target.at("/hiccups/count").asInt())
                .isEqualTo(hiccups(tester).size());
        assertThat(target.at("/hiccups/longestNs").asLong()).isGreaterThanOrEqualTo(LEAST_OF_A_PAUSE.toNanos());
        assertThat(target.at("/hiccups/totalNs").asLong()).isGreaterThanOrEqualTo(PAUSES * LEAST_OF_A_PAUSE.toNanos());
        assertThat(tester.out()).containsPattern("the tester itself stood still \\d+ times, longest ");
    }

    @Test
    void shouldKnowThemOfAPacedRunThatWasKilled() throws Exception {
        Tester tester = start("--rate", "1000");
        List<Pause> pauses = pause(tester);
        tester.handle().destroyForcibly();

        assertThat(tester.exitCode()).isEqualTo(137);
        requireRecorded(pauses, tester);
        Tester report = Tester.run(directory, "report", "result", "--report", "json=result/result.json");
        assertThat(report.out()).doesNotContain("FAIL");
        assertThat(report.json().at("/targets/0/hiccups/count").asInt())
                .isEqualTo(hiccups(tester).size());
        assertThat(Files.readString(tester.result().resolve("report.html")))
                .containsPattern("the tester itself stood still \\d+ times, longest ")
                .contains("attempts a second of the 1,000 asked for; begun late by p50 ");
    }

    /** Already under load, by its second block. */
    private Tester start(String... options) throws Exception {
        String address = server.out().replaceAll("(?s).*listening on (\\S+).*", "$1");
        List<String> words = new ArrayList<>(List.of("run", address, "--workload", "echo", "-d", "2m", "-o", "result"));
        words.addAll(List.of(options));
        Tester tester = Tester.start(directory, words.toArray(String[]::new));
        awaitBlocks(tester, 2);
        return tester;
    }

    private static void awaitBlocks(Tester tester, long more) throws IOException {
        Path blocks = tester.result().resolve("blocks.jsonl");
        long before = Files.exists(blocks) ? Files.readAllLines(blocks).size() : 0;
        await().until(() -> Files.exists(blocks) && Files.readAllLines(blocks).size() >= before + more);
    }

    private static List<Pause> pause(Tester tester) throws Exception {
        List<Pause> pauses = new ArrayList<>();
        for (int i = 0; i < PAUSES; i++) {
            Pause pause = Pause.of(tester.handle(), PAUSE);
            pauses.add(pause);
            Instant distant = pause.resumed().plusMillis(200);
            await().until(() -> Instant.now().isAfter(distant));
        }
        awaitBlocks(tester, 2);
        return pauses;
    }

    private static void requireRecorded(List<Pause> pauses, Tester tester) throws IOException {
        List<Hiccup> hiccups = hiccups(tester);
        Instant start = EnvironmentFile.read(tester.result()).start().orElseThrow();
        assertThat(pauses)
                .hasSize(PAUSES)
                .allSatisfy(pause -> assertThat(hiccups)
                        .as("hiccups since " + start)
                        .anySatisfy(hiccup -> requireMatch(
                                pause,
                                start.plusNanos(hiccup.startNs()),
                                start.plusNanos(hiccup.startNs() + hiccup.durationNs()))));
        assertThat(hiccups).hasSizeGreaterThanOrEqualTo(PAUSES);
    }

    private static void requireMatch(Pause pause, Instant from, Instant to) {
        assertThat(Duration.between(from, to)).isGreaterThanOrEqualTo(LEAST_OF_A_PAUSE);
        Instant shared = from.isAfter(pause.stopped()) ? from : pause.stopped();
        assertThat(Duration.between(shared, pause.resumed()))
                .isGreaterThanOrEqualTo(LEAST_OF_A_PAUSE.minus(CLOCK_ERROR));
        assertThat(to).isAfter(pause.resumed().minus(CLOCK_ERROR));
    }

    private static List<Hiccup> hiccups(Tester tester) throws IOException {
        List<Hiccup> hiccups = new ArrayList<>();
        BlockFile.read(tester.result().resolve("blocks.jsonl"), (target, block) -> hiccups.addAll(block.hiccups()));
        return hiccups;
    }
}
