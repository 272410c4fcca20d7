package org.conntorture.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.conntorture.store.ResultTotals.NamedCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    @TempDir
    private Path directory;

    @Test
    void shouldAddUpAllTargetsAndKeepTheOrderOfCauses() throws IOException {
        write("""
                {"verdict": "FAIL", "targets": [
                  {"name": "a", "attempts": 10, "failures": 3,
                   "failureKinds": [{"kind": "reset", "count": 2}, {"kind": "no-reply", "count": 1}],
                   "causes": [{"id": "no-reply", "confidence": "likely", "explains": 2},
                              {"id": "leaked-by-acceptor", "confidence": "certain", "explains": 0}]},
                  {"name": "b", "attempts": 5, "failures": 1,
                   "failureKinds": [{"kind": "reset", "count": 1}], "causes": []}]}
                """);
        ResultFile result = ResultFile.read(directory);

        assertThat(result.verdict()).isEqualTo("FAIL");
        ResultTotals totals = ResultTotals.of(result);
        assertThat(totals.attempts()).isEqualTo(15);
        assertThat(totals.failures()).isEqualTo(4);
        assertThat(totals.failureKinds()).isEqualTo(Map.of("reset", 3L, "no-reply", 1L));
        assertThat(totals.causes())
                .containsExactly(
                        new NamedCause("a", "no-reply", "likely", 2),
                        new NamedCause("a", "leaked-by-acceptor", "certain", 0));
    }

    @Test
    void shouldSayThatAFileIsNoResult() throws IOException {
        assertThatThrownBy(() -> ResultFile.read(directory)).isInstanceOf(IOException.class);
        write("{\"verdict\":");
        assertThatThrownBy(() -> ResultFile.read(directory))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageStartingWith("result.json of '" + directory + "' is damaged (");
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("result.json"), text);
    }
}
