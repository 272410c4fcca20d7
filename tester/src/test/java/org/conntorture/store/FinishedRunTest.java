package org.conntorture.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Role;
import org.conntorture.result.Begun;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.Hiccup;
import org.conntorture.result.WallClock;
import org.conntorture.support.BlockSketch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinishedRunTest {
    private static final String PLAN = """
            {"name": "same", "load": {"workers": 5, "ends": {"duration": "PT6S"}, "connectTimeout": "PT10S",
             "replyTimeout": "PT5S"}, "targets": [{"name": "java", "role": "control"}, {"name": "web", "role": "subject"}]}
            """;
    private static final Block FIRST = block(1, 1_234_567_890L, List.of());
    private static final Block SECOND =
            block(2, 3_000_999_999L, List.of(new FailureCount(FailureKind.NO_REPLY, Phase.READ, 0, 3)));

    @TempDir
    private Path parent;

    private Path directory;

    @BeforeEach
    void writeRun() throws IOException {
        ResultDirectory result = ResultDirectory.asked(parent.resolve("result"));
        directory = result.path();
        result.write("plan.json", PLAN);
        result.write("result.json", """
                {"schemaVersion": 1, "targets": [{"name": "java", "status": "not-ready", "reason": "no port"}]}
                """);
        try (ResultWriter writer = new ResultWriter(result, new WallClock())) {
            writer.block("web", FIRST, Map.of("connect", histogram(100_000), "read", histogram(200_000)));
            writer.block("web", SECOND, Map.of("connect", histogram(300_000)));
        }
    }

    private static Block block(int round, long startNs, List<FailureCount> failures) {
        Begun begun = round == 1 ? null : new Begun(startNs + 1, startNs + 900_000_001L);
        List<Hiccup> hiccups = round == 1 ? List.of() : List.of(new Hiccup(startNs, 5), new Hiccup(startNs + 7, 9));
        return BlockSketch.of(500, one -> {
            one.round = round;
            one.startNs = startNs;
            one.failures = failures;
            one.disturbances = 1;
            one.begun = begun;
            one.hiccups = hiccups;
        });
    }

    private static Histogram histogram(long value) {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(value, 500);
        return histogram;
    }

    @Test
    void shouldReadWhatARunWrote() {
        FinishedRun run = FinishedRun.of(StoredRun.open(directory));

        assertThat(run.plan().scenario()).isEqualTo("same");
        assertThat(run.plan().roles()).containsExactly(Map.entry("java", Role.CONTROL), Map.entry("web", Role.SUBJECT));
        assertThat(run.notes()).isEmpty();
        FinishedRun.Target web = run.targets().get("web");
        assertThat(web.tookLoad()).isTrue();
        assertThat(web.blocks()).containsExactly(FIRST, SECOND);
        assertThat(web.latencies().get(FIRST.startNs()).keySet()).containsExactlyInAnyOrder("connect", "read");
        assertThat(web.latencies().get(SECOND.startNs()).get("connect").p99Ns()).isBetween(300_000L, 300_300L);
        assertThat(run.targets().get("java").tookLoad()).isFalse();
        assertThat(run.targets().get("java").reason()).isEqualTo("not ready: no port");
    }

    @Test
    void shouldReadWhatAKillLeft() throws IOException {
        Files.delete(directory.resolve("result.json"));
        cut("blocks.jsonl", 20);
        cut("intervals.hlog", 20);

        FinishedRun run = FinishedRun.of(StoredRun.open(directory));

        assertThat(run.targets().get("web").blocks()).containsExactly(FIRST);
        assertThat(run.targets().get("web").latencies().get(FIRST.startNs())).hasSize(2);
        assertThat(run.notes()).hasSize(3);
        assertThat(run.notes().get(0))
                .endsWith("has no result.json, as the run was killed: what it had measured by then counts");
        assertThat(run.notes().get(1)).startsWith("blocks.jsonl of '").contains("ends in half a line");
        assertThat(run.notes().get(2)).startsWith("intervals.hlog of '").contains("is damaged or cut off");
    }

    private void cut(String file, int bytes) throws IOException {
        String text = Files.readString(directory.resolve(file));
        Files.writeString(directory.resolve(file), text.substring(0, text.length() - bytes));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "plan.json | | is no result directory, as it has no plan.json: give the directory that a run named",
                "plan.json | {\"name\": | plan.json of 'DIR' is damaged (",
                "plan.json | {\"name\": \"x\"} | plan.json of 'DIR' is damaged (",
                "result.json | {\"schemaVersion\": 2} | result.json of 'DIR' has schemaVersion 2 and this conntorture reads 1",
                "result.json | {\"schema | result.json of 'DIR' is damaged (",
                "blocks.jsonl | | 'DIR' has no blocks.jsonl: the run ended before its load began; make it again",
                "blocks.jsonl | {\"target\":\"web\"}%{} | blocks.jsonl of 'DIR' is damaged (",
                "intervals.hlog | | 'DIR' has no intervals.hlog",
            })
    void shouldRefuseWhatIsNoRun(String file, String content, String sentence) throws IOException {
        if (content == null) {
            Files.delete(directory.resolve(file));
        } else {
            Files.writeString(directory.resolve(file), content.replace('%', '\n'));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FinishedRun.of(StoredRun.open(directory)))
                .withMessageContaining(sentence.replace("DIR", directory.toString()));
    }

    @Test
    void shouldNameTheSettingsThatDiffer() {
        PlanFile plan = PlanFile.parse(PLAN);

        assertThat(plan.differences(PlanFile.parse(PLAN.replace("PT6S", "PT60S"))))
                .isEmpty();
        assertThat(plan.differences(PlanFile.parse(PLAN.replace("\"workers\": 5", "\"workers\": 200"))))
                .containsExactly("workers 5 and 200");
    }
}
