package org.conntorture.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.conntorture.merge.ReopenedRun.Reopened;
import org.conntorture.result.Block;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.store.JsonText;
import org.conntorture.store.StoredRun;
import org.conntorture.store.StoredWatch;
import org.conntorture.store.WatchFile;
import org.conntorture.support.RunSketch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReopenedRunTest {
    @TempDir
    private Path directory;

    private RunSketch sketch;

    @BeforeEach
    void makeARun() {
        sketch = new RunSketch(directory.resolve("run"));
        sketch.failures = 3;
    }

    private static Reopened read(Path run, Path... watches) throws IOException {
        return ReopenedRun.of(
                StoredRun.open(run), Stream.of(watches).map(StoredWatch::new).toList());
    }

    private Reopened read() throws IOException {
        return read(directory.resolve("run"));
    }

    @Test
    void shouldHaveWhatWasMeasured() throws IOException {
        sketch.write();

        Reopened run = read();

        assertThat(run.notes()).isEmpty();
        assertThat(run.said().orElseThrow().summary())
                .startsWith("INCONCLUSIVE: target-1 does not answer SYNs (60 of 20,000;");
        TargetMeasurement failing = run.measurement().targets().get(1);
        assertThat(failing.attempts()).isEqualTo(20_000);
        assertThat(failing.judgedFailures()).isEqualTo(60);
        assertThat(failing.firstFailureAttempt()).isEqualTo(1);
        assertThat(failing.blocks())
                .extracting(Block::round)
                .startsWith(1, 1, 1, 1, 1, 2)
                .hasSize(20);
        assertThat(failing.phases().get("connect").p50Ns()).isBetween(20_000L, 80_000L);
        assertThat(run.measurement().interrupted()).isFalse();
    }

    @Test
    void shouldTellThatItWasKilled() throws IOException {
        sketch.writeKilled();

        Reopened run = read();

        assertThat(run.said()).isEmpty();
        assertThat(run.measurement().interrupted()).isTrue();
        assertThat(run.measurement().durationNs()).isEqualTo(40_000_000_000L);
        assertThat(run.notes())
                .containsExactly(
                        "the run was cut off before its end, so what it had measured by then counts",
                        "it had yet to write what the host said, so no cause is named");
    }

    private Path watch(String name, int port) throws IOException {
        StoredRun run = StoredRun.open(directory.resolve("run"));
        Path watch = Files.createDirectories(directory.resolve(name));
        Files.writeString(
                watch.resolve("watch.json"),
                JsonText.indented(new WatchFile(
                        new InetSocketAddress("192.0.2.1", port), run.clock(), -1_000_000_000L, 1_000_000_000_000L)));
        Files.writeString(
                watch.resolve("evidence.json"),
                JsonText.indented(LoggedEvidence.of(run, run.plan().targets().get(1))));
        return watch;
    }

    @Test
    void shouldTakeOneWatchOfATargetAndBlameNoRunForAWrongOne() throws IOException {
        sketch.write();
        Path run = directory.resolve("run");
        Path first = watch("first", 8001);

        Reopened joined = read(run, first, watch("second", 8001));

        assertThat(joined.watched()).containsExactly(Map.entry("target-1", new StoredWatch(first)));
        assertThat(joined.notes())
                .singleElement()
                .asString()
                .endsWith("second' was left out: there is another of the same target");
        Path other = watch("other", 80);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(run, other))
                .withMessageContaining("' is of 192.0.2.1:80, and no target is there: target-0, target-1")
                .withMessageNotContaining("damaged");
        Files.writeString(first.resolve("evidence.json"), "{");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(run, first))
                .withMessageContaining("first' cannot be read, it was cut off before its end");
    }

    @Test
    void shouldRememberThatTheTesterCouldNotFinish() throws IOException {
        sketch.write();
        Path file = directory.resolve("run/result.json");
        String result = Files.readString(file);
        assertThat(read().measurement().trouble()).isNull();
        Files.writeString(file, result.replace("\"trouble\" : null", "\"trouble\" : \"No space left on device\""));

        assertThat(read().measurement().trouble()).isEqualTo("No space left on device");
    }

    /** Whose result.json had no field for it: the exit code and a finding of the whole run said so. */
    @Test
    void shouldRememberItOfAnEarlierConntortureToo() throws IOException {
        sketch.write();
        Path file = directory.resolve("run/result.json");
        String result = Files.readString(file).replaceAll("(?m)^.*\"(trouble|leftOpen)\".*\n", "");
        Files.writeString(file, result);
        assertThat(read().measurement().trouble()).isNull();
        Files.writeString(
                file,
                result.replaceFirst("\"exitCode\" : \\d", "\"exitCode\" : 1")
                        .replaceFirst("\"findings\" : \\[ ", "$0{ \"text\" : \"No space left on device\" }, "));

        assertThat(read().measurement().trouble()).isEqualTo("No space left on device");
    }

    @Test
    void shouldDecideNothingByTheWordsOfAResult() throws IOException {
        sketch.write();
        Path file = directory.resolve("run/result.json");
        String result = Files.readString(file)
                .replace("\"trouble\" : null", "\"trouble\" : \"disk\"")
                .replace("\"leftOpen\" : false", "\"leftOpen\" : true")
                .replaceAll("\"text\" : \"[^\"]*\"", "\"text\" : \"other words\"")
                .replaceAll("\"summary\" : \"[^\"]*\"", "\"summary\" : \"other words\"");
        Files.writeString(file, result);

        assertThat(read().measurement().trouble()).isEqualTo("disk");
        assertThat(read().said().orElseThrow().leftOpen()).isTrue();
    }

    @Test
    void shouldRefuseInOneSentenceWhatIsNoResult() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(directory))
                .withMessageContaining("is no result directory, as it has no plan.json");
        sketch.write();
        Files.writeString(directory.resolve("run/blocks.jsonl"), "{}\n{}\n");
        assertThatIllegalArgumentException()
                .isThrownBy(this::read)
                .withMessageContaining("is damaged (a line is not a block of a target): make that run again");
        sketch.write();
        Files.writeString(directory.resolve("run/evidence.json"), "{");
        assertThatIllegalArgumentException()
                .isThrownBy(this::read)
                .withMessageStartingWith("evidence.json of '" + directory.resolve("run") + "' is damaged (")
                .withMessageEndingWith("): make that run again");
    }
}
