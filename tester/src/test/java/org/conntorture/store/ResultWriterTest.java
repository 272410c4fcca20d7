package org.conntorture.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.assertj.core.api.Assertions;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.record.LoopRecorder;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.IntervalLatencies;
import org.conntorture.result.WallClock;
import org.conntorture.support.BlockSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultWriterTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path parent;

    private final LoopRecorder recorder = new LoopRecorder();
    private final WallClock clock = new WallClock();

    @Test
    void shouldWriteHistogramsThatHdrHistogramReadsAgain() throws IOException {
        ResultDirectory directory = ResultDirectory.asked(parent.resolve("result"));
        for (int i = 1; i <= 1000; i++) {
            recorder.ended(attempt(i, null));
        }
        try (ResultWriter writer = new ResultWriter(directory, clock)) {
            List<IntervalSnapshot> snapshots = List.of(flipped());
            writer.block("java", block(1000, List.of()), new IntervalLatencies().merge(snapshots));
            writer.turn("java", 0, 1_000_000_000, new IntervalLatencies().merge(snapshots));
        }
        requireHistograms(directory.path().resolve("intervals.hlog"));
        requireHistograms(directory.path().resolve("rounds.hlog"));
    }

    private static void requireHistograms(Path file) throws IOException {
        Map<String, Long> counts = new java.util.TreeMap<>();
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            for (EncodableHistogram next = reader.nextIntervalHistogram();
                    next != null;
                    next = reader.nextIntervalHistogram()) {
                counts.put(next.getTag(), ((Histogram) next).getTotalCount());
                assertThat(((Histogram) next).getMaxValue()).isBetween(100_000L, 400_000L);
            }
        }
        assertThat(counts).isEqualTo(Map.of("java/connect", 1000L, "java/read", 1000L, "java/attempt", 1000L));
    }

    @Test
    void shouldKeepEveryFailureUpToTheCapThenFirstLastAndCount() throws IOException {
        ResultDirectory directory = ResultDirectory.asked(parent.resolve("result"));
        int total = FailureLog.MOST_OF_A_TARGET + 500;
        try (ResultWriter writer = new ResultWriter(directory, clock)) {
            for (int i = 1; i <= total; i++) {
                recorder.ended(attempt(i, i % 2 == 0 ? FailureKind.NO_REPLY : FailureKind.RESET));
                if (i % 5000 == 0 || i == total) {
                    IntervalSnapshot snapshot = flipped();
                    assertThat(writer.snapshot("pm2", snapshot)).isEqualTo(i >= FailureLog.MOST_OF_A_TARGET);
                    recorder.recycle(snapshot);
                }
            }
        }

        List<String> lines = Files.readAllLines(directory.path().resolve("failures.jsonl"));
        assertThat(lines).hasSize(FailureLog.MOST_OF_A_TARGET + 2);
        JsonNode first = JSON.readTree(lines.get(0));
        assertThat(first.path("attempt").asInt()).isEqualTo(1);
        assertThat(first.path("kind").asString()).isEqualTo("reset");
        assertThat(first.path("errno").asString()).isEqualTo("ECONNRESET");
        assertThat(first.path("sourcePort").isNull()).isTrue();
        List<JsonNode> closing = new ArrayList<>();
        lines.subList(FailureLog.MOST_OF_A_TARGET, lines.size()).forEach(line -> closing.add(JSON.readTree(line)));
        assertThat(closing.stream().mapToInt(line -> line.path("count").asInt()).sum())
                .isEqualTo(total);
        assertThat(closing.get(1).path("last").path("attempt").asInt()).isEqualTo(total);
    }

    @Test
    void shouldKeepTheStatusByWhichARequestFailed() throws IOException {
        Attempt refused = attempt(1, FailureKind.WRONG_STATUS);
        refused.status = 429;
        Attempt cut = attempt(2, FailureKind.SHORT_REPLY);
        cut.status = 200;
        recorder.ended(refused);
        recorder.ended(cut);
        ResultDirectory directory = ResultDirectory.asked(parent.resolve("result"));
        try (ResultWriter writer = new ResultWriter(directory, clock)) {
            writer.snapshot("nginx", flipped());
        }

        List<Integer> read = new ArrayList<>();
        FailureFile.read(directory.path().resolve("failures.jsonl"), line -> read.add(line.status()));
        assertThat(read).containsExactly(429, null);
    }

    @Test
    void shouldNameKindsAndPhasesAlikeInAllFiles() throws IOException {
        ResultDirectory directory = ResultDirectory.asked(parent.resolve("result"));
        FailureCount reset = new FailureCount(FailureKind.RESET, Phase.READ, Errno.ECONNRESET, 3);
        try (ResultWriter writer = new ResultWriter(directory, clock)) {
            writer.block("java", block(1000, List.of(reset)), Map.of());
        }

        JsonNode line = JSON.readTree(Files.readString(directory.path().resolve("blocks.jsonl")));
        JsonNode failure = line.path("block").path("failures").path(0);
        assertThat(failure.path("kind").asString()).isEqualTo("reset");
        assertThat(failure.path("phase").asString()).isEqualTo("read");
    }

    @Test
    void shouldNeverOverwriteAResult() throws IOException {
        Path asked = parent.resolve("result");
        ResultDirectory.asked(asked);

        Assertions.assertThatThrownBy(() -> ResultDirectory.asked(asked))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void shouldLeaveNamedResultsOfOneSecondBesideEachOther() throws IOException {
        LocalDateTime now = LocalDateTime.of(2026, 11, 23, 21, 4, 5);
        Path under = parent.resolve("conntorture-results");

        assertThat(ResultDirectory.named(under, "x", now).path()).isEqualTo(under.resolve("x-20261123-210405"));
        assertThat(ResultDirectory.named(under, "x", now).path()).isEqualTo(under.resolve("x-20261123-210405-2"));
    }

    private static Block block(long attempts, List<FailureCount> failures) {
        return BlockSketch.of(attempts, one -> one.failures = failures);
    }

    private IntervalSnapshot flipped() {
        recorder.flip();
        return recorder.take();
    }

    private static Attempt attempt(long number, FailureKind failure) {
        Attempt attempt = new Attempt();
        attempt.begin(number, 0, 1_000_000, false);
        attempt.connected(1_150_000);
        attempt.repliedNs = 1_350_000;
        attempt.endedNs = 1_360_000;
        attempt.phase = failure == null ? Phase.CLOSE : Phase.READ;
        if (failure != null) {
            attempt.fail(failure, failure == FailureKind.RESET ? 104 : 0, null);
        }
        return attempt;
    }
}
