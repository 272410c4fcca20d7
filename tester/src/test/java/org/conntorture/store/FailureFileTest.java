package org.conntorture.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.outcome.FailureKind;
import org.conntorture.result.LoggedFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureFileTest {
    @TempDir
    private Path directory;

    private final List<LoggedFailure> read = new ArrayList<>();

    private static String line(long attempt) {
        return "{\"target\":\"a\",\"attempt\":" + attempt
                + ",\"kind\":\"no-reply\",\"phase\":\"read\",\"errno\":null,\"blame\":\"TARGET\","
                + "\"time\":\"2026-11-26T14:17:52.406664611Z\",\"sourceAddress\":\"127.0.0.1\",\"sourcePort\":40001,"
                + "\"durationNs\":1000000000,\"retransmits\":null,\"detail\":null}";
    }

    private Extent read(String... lines) throws IOException {
        Path file = Files.writeString(directory.resolve("failures.jsonl"), String.join("\n", lines));
        return FailureFile.read(file, read::add);
    }

    @Test
    void shouldReadEachLineAndTheFirstAndLastOfWhatIsBeyondTheCap() throws IOException {
        String closing = "{\"count\":70,\"first\":" + line(1) + ",\"last\":" + line(99) + "}";
        String single = "{\"count\":1,\"first\":" + line(2) + ",\"last\":" + line(2) + "}";
        String beyond = "{\"count\":3,\"first\":" + line(50) + ",\"last\":" + line(98) + "}";

        assertThat(read(line(1), line(2), closing, single, beyond)).isEqualTo(Extent.WHOLE);
        assertThat(read).extracting(LoggedFailure::attempt).containsExactly(1L, 2L, 99L, 50L, 98L);
        assertThat(read.get(0).kind()).isEqualTo(FailureKind.NO_REPLY);
        assertThat(read.get(0).sourcePort()).isEqualTo(40001);
    }

    @Test
    void shouldTellAttemptsOfTargetsApart() throws IOException {
        String ofOther = line(1).replace("\"a\"", "\"b\"");

        read(line(1), "{\"count\":1,\"first\":" + ofOther + ",\"last\":" + ofOther + "}");

        assertThat(read).extracting(LoggedFailure::target).containsExactly("a", "b");
    }

    @Test
    void shouldPassOverHalfALineAtTheEnd() throws IOException {
        assertThat(read(line(1), line(2).substring(0, 60))).isEqualTo(Extent.CUT);
        assertThat(read).hasSize(1);
    }

    @Test
    void shouldRefuseABrokenLineBeforeOthers() {
        assertThatExceptionOfType(DamagedFileException.class)
                .isThrownBy(() -> read(line(1), "{\"target\":\"a\"}", line(2)))
                .satisfies(damaged -> assertThat(damaged.line()).isEqualTo(2))
                .satisfies(damaged -> assertThat(damaged.file()).isEqualTo(directory.resolve("failures.jsonl")));
    }
}
