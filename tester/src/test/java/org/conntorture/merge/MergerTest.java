package org.conntorture.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.outcome.FailureKind;
import org.conntorture.result.Block;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.store.FinishedRun;
import org.conntorture.store.ResultDirectory;
import org.conntorture.store.StoredRun;
import org.conntorture.verdict.Judge;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Shards of made-up runs; the seed stands in the name of a failed test. */
class MergerTest {
    @TempDir
    private Path directory;

    static LongStream seeds() {
        return LongStream.range(0, 25);
    }

    private List<ShardSketch> shards(int count, long seed) throws IOException {
        List<ShardSketch> shards = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shards.add(new ShardSketch(directory, i, count, seed).write());
        }
        return shards;
    }

    private Merger.Merged merge(List<Path> paths) throws IOException {
        Path output = directory.resolve("merged");
        return Merger.read(paths).write(ResultDirectory.asked(output));
    }

    private static List<Path> paths(List<ShardSketch> shards) {
        return new ArrayList<>(shards.stream().map(shard -> shard.path).toList());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldComeToWhatOneTesterWouldHaveMeasured(long seed) throws IOException {
        Random random = new Random(seed);
        List<ShardSketch> shards = shards(1 + random.nextInt(6), seed);
        List<Path> shuffled = paths(shards);
        Collections.shuffle(shuffled, random);

        Merger.Merged merged = merge(shuffled);

        assertThat(merged.gaps()).isEmpty();
        TargetMeasurement target = merged.measurement().targets().get(0);
        List<Block> all =
                shards.stream().flatMap(shard -> shard.blocks.stream()).toList();
        assertThat(target.attempts())
                .isEqualTo(all.stream().mapToLong(Block::attempts).sum());
        assertThat(target.judgedFailures())
                .isEqualTo(all.stream().mapToLong(Block::judgedFailures).sum());
        assertThat(target.testerFailures())
                .isEqualTo(all.stream().mapToLong(Block::testerFailures).sum());
        for (int round = 1; round <= 2; round++) {
            assertThat(attempts(target.blocks(), round)).isEqualTo(attempts(all, round));
        }
        assertThat(target.unfinished()).isEqualTo(shards.size());
        assertThat(target.repliesMatched()).isEqualTo(10L * shards.size());
        assertThat(target.statuses().get(504)).isEqualTo(shards.size() * (shards.size() + 1L) / 2);
        assertThat(merged.measurement().longestStallNs()).isEqualTo(1000L * shards.size());
        assertThat(target.blocks())
                .allSatisfy(block -> assertThat(block.begun().firstNs()).isEqualTo(block.startNs()));
        requireHiccupsOfAll(shards, target);
        requireSamePercentiles(shards, target);
        requireOrderOfTime(shards, target);
        assertThat(FinishedRun.ofEnded(StoredRun.ended(directory.resolve("merged")))
                        .targets()
                        .get("subject")
                        .blocks())
                .isEqualTo(target.blocks());
    }

    private static void requireHiccupsOfAll(List<ShardSketch> shards, TargetMeasurement target) {
        Instant start = shards.stream()
                .map(ShardSketch::began)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        assertThat(target.hiccups())
                .extracting(hiccup -> start.plusNanos(hiccup.startNs()))
                .containsExactlyInAnyOrderElementsOf(shards.stream()
                        .flatMap(shard ->
                                shard.blocks.stream().map(block -> shard.began().plusNanos(block.startNs())))
                        .toList());
    }

    private static long attempts(List<Block> blocks, int round) {
        return blocks.stream()
                .filter(block -> block.round() == round)
                .mapToLong(Block::attempts)
                .sum();
    }

    private static void requireSamePercentiles(List<ShardSketch> shards, TargetMeasurement target) {
        for (String phase : List.of("connect", "read")) {
            Histogram whole = ShardSketch.empty();
            shards.forEach(shard -> whole.add(shard.total.get(phase)));
            assertThat(target.phases()).containsEntry(phase, LatencySummary.of(whole));
        }
    }

    private void requireOrderOfTime(List<ShardSketch> shards, TargetMeasurement target) throws IOException {
        List<Instant> times = Files.readAllLines(directory.resolve("merged/failures.jsonl")).stream()
                .peek(line -> assertThat(line).matches("\\{\"shard\":\\d,\"attemptOfShard\":\\d+,\"target\".*"))
                .map(line -> Instant.parse(line.replaceAll(".*\"time\":\"([^\"]*)\".*", "$1")))
                .toList();
        assertThat(times)
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(shards.stream()
                        .flatMap(shard -> shard.failureTimes.stream())
                        .toList());
        assertThat(target.firstFailure() == null).isEqualTo(target.judgedFailures() == 0);
    }

    private Judgement judge(Merger.Merged merged) {
        Judgement judgement =
                Judge.judge(merged.measurement(), Diagnosis.of(merged.measurement(), merged.evidence(), Map.of()));
        return merged.gaps().isEmpty() ? judgement : judgement.leftOpen(merged.gaps(), "remedy");
    }

    @Test
    void shouldNameAMissingShardAndLeaveTheVerdictOpen() throws IOException {
        List<ShardSketch> shards = shards(4, 3);

        Merger.Merged merged = merge(List.of(shards.get(0).path, shards.get(3).path));

        assertThat(merged.gaps()).containsExactly("shards 2, 3 of 4 are missing");
        assertThat(judge(merged).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(merged).summary())
                .startsWith("INCONCLUSIVE: shards 2, 3 of 4 are missing (remedy); of what is there: ");
    }

    /** A tester that stands still makes its own time-outs, and no other's. */
    @ParameterizedTest
    @CsvSource({
        "true,  true,  INCONCLUSIVE, the stalled tester's own time-outs",
        "true,  false, FAIL,         time-outs of a tester beside the stalled one",
        "false, true,  FAIL,         time-outs of a tester that did not stall"
    })
    void shouldDoubtTheTimeOutsOfAStalledTesterAlone(
            boolean stalled, boolean sameTester, Verdict verdict, String reason) throws IOException {
        ShardSketch first = new ShardSketch(directory, 0, 2, 13);
        first.failuresOfASecond = new EnumMap<>(FailureKind.class);
        ShardSketch second = new ShardSketch(directory, 1, 2, 13);
        second.failuresOfASecond = new EnumMap<>(FailureKind.class);
        if (stalled) {
            first.failuresOfASecond.put(FailureKind.TESTER_STALLED, 1);
        }
        (sameTester ? first : second).failuresOfASecond.put(FailureKind.NO_REPLY, 2);

        Merger.Merged merged = merge(List.of(first.write().path, second.write().path));

        assertThat(judge(merged).verdict()).as(reason).isEqualTo(verdict);
    }

    @Test
    void shouldCountAShardThatIsThereTwiceOnce() throws IOException {
        List<ShardSketch> shards = shards(2, 4);
        ShardSketch twin = new ShardSketch(Files.createDirectory(directory.resolve("other")), 1, 2, 5).write();
        List<Path> paths = paths(shards);
        paths.add(twin.path);

        Merger.Merged merged = merge(paths);

        assertThat(merged.gaps()).singleElement().asString().startsWith("shard 2 is there twice, ");
        assertThat(merged.measurement().targets().get(0).attempts())
                .isEqualTo(shards.stream()
                        .flatMap(shard -> shard.blocks.stream())
                        .mapToLong(Block::attempts)
                        .sum());
    }

    @Test
    void shouldLeaveOutAShardOfAnotherPlanButNotOneWithMoreThreads() throws IOException {
        List<ShardSketch> shards = shards(3, 6);
        ShardSketch wide = new ShardSketch(directory, 1, 3, 6);
        wide.eventLoops = 2;
        wide.write();
        ShardSketch foreign = new ShardSketch(directory, 2, 3, 7);
        foreign.workers = 6;
        foreign.write();

        Merger.Merged merged = merge(paths(shards));

        assertThat(merged.gaps())
                .containsExactly(
                        "'" + foreign.path + "' is of another plan than the others (workers 5 and 6), and was left out",
                        "shard 3 of 3 is missing");
    }

    @Test
    void shouldCountWhatACutOffShardHadMeasured() throws IOException {
        List<ShardSketch> shards = shards(2, 8);
        Path cut = shards.get(1).path;
        Files.delete(cut.resolve("result.json"));
        Files.move(cut.resolve("rounds.hlog"), cut.resolve("intervals.hlog"));
        List<String> lines = Files.readAllLines(cut.resolve("blocks.jsonl"));
        int last = lines.size() - 1;
        Files.writeString(
                cut.resolve("blocks.jsonl"),
                String.join("\n", lines.subList(0, last)) + "\n"
                        + lines.get(last).substring(0, 30));

        Merger.Merged merged = merge(paths(shards));

        assertThat(merged.gaps())
                .containsExactly(
                        "shard 2 was cut off ('" + cut + "' has no result.json); what it had measured by then counts");
        long lost = shards.get(1).blocks.get(last).attempts();
        assertThat(merged.measurement().targets().get(0).attempts())
                .isEqualTo(shards.stream()
                                .flatMap(shard -> shard.blocks.stream())
                                .mapToLong(Block::attempts)
                                .sum()
                        - lost);
    }

    /** What is lost from its files must not make a shard look clean. */
    @ParameterizedTest
    @CsvSource({
        "blocks.jsonl,   counts 0 of 0 attempts of 'subject' failed in its blocks.jsonl and",
        "blocks.jsonl,   has no blocks.jsonl",
        "rounds.hlog,    has no rounds.hlog",
        "failures.jsonl, has no failures.jsonl"
    })
    void shouldTellFilesThatAreGone(String file, String sentence) throws IOException {
        List<ShardSketch> shards = shards(2, 11);
        Files.delete(shards.get(1).path.resolve(file));

        Merger.Merged merged = merge(paths(shards));

        assertThat(merged.gaps()).anyMatch(gap -> gap.startsWith("shard 2 " + sentence));
        assertThat(judge(merged).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void shouldTellATargetThatDidNotRunAtAShard() throws IOException {
        List<ShardSketch> shards = shards(2, 12);
        ShardSketch without = new ShardSketch(directory, 1, 2, 12);
        without.status = "skipped";
        without.write();

        assertThat(merge(paths(shards)).gaps())
                .singleElement()
                .asString()
                .startsWith("target 'subject' did not run at shard 2: ");
    }

    @Test
    void shouldTellClocksThatAreApart() throws IOException {
        List<ShardSketch> shards = shards(3, 9);
        ShardSketch late = new ShardSketch(directory, 2, 3, 9);
        late.lateNs = 31_000_000_000L;
        shards.set(2, late.write());

        Merger.Merged merged = merge(paths(shards));

        assertThat(merged.gaps()).isEmpty();
        assertThat(merged.notes())
                .singleElement()
                .asString()
                .startsWith("1 of 3 shards began more than 5 s after the first, shard 3 by 3")
                .endsWith("or clocks are apart, and then the order of their failures in time is not true");
        // The first second of each is still the first second of all.
        assertThat(merged.measurement().targets().get(0).blocks())
                .hasSizeLessThanOrEqualTo(8)
                .first()
                .returns(
                        shards.stream()
                                .mapToLong(shard -> shard.blocks.get(0).attempts())
                                .sum(),
                        Block::attempts);
    }

    @Test
    void shouldRefuseWhatIsNoShard() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Merger.read(List.of(empty)))
                .withMessage("'" + empty + "' is no result directory, as it has no plan.json: give the directories that"
                        + " the shards named at their ends");
        ShardSketch shard = shards(1, 10).get(0);
        Files.writeString(shard.path.resolve("blocks.jsonl"), "x\n" + "y\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Merger.read(List.of(shard.path)))
                .withMessageStartingWith("'" + shard.path + "' is damaged (");
        Files.writeString(shard.path.resolve("plan.json"), "{}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Merger.read(List.of(shard.path)))
                .withMessageStartingWith("plan.json of '" + shard.path + "' is damaged");
    }
}
