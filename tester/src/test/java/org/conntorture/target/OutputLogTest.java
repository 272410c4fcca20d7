package org.conntorture.target;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLogTest {
    private static final Pattern READY = Pattern.compile("ready on \\d+$");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("node.log");
    }

    @Test
    void shouldFindAnExpressionOnceItsLineIsThere() throws IOException {
        OutputLog output = OutputLog.from(file);
        assertThat(output.found(READY)).isFalse();

        append("starting\nrea");
        assertThat(output.found(READY)).isFalse();

        append("dy on 8085");
        assertThat(output.found(READY)).isTrue();
    }

    @Test
    void shouldNotLookAtOutputOfAnEarlierStart() throws IOException {
        append("ready on 8085\n");
        OutputLog output = OutputLog.from(file);

        assertThat(output.found(READY)).isFalse();
        assertThat(output.lastLines()).isEmpty();
    }

    @Test
    void shouldSeeThroughColours() throws IOException {
        OutputLog output = OutputLog.from(file);
        append("\u001b[32mready on \u001b[1m8085\u001b[0m\r\n");

        assertThat(output.found(READY)).isTrue();
        assertThat(output.lastLines()).isEqualTo("ready on 8085");
    }

    @Test
    void shouldShowTheLastTwentyLinesOfMuch() throws IOException {
        OutputLog output = OutputLog.from(file);
        append(IntStream.rangeClosed(1, 5000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining()));

        assertThat(output.lastLines().lines())
                .hasSize(20)
                .startsWith("line 4981")
                .endsWith("line 5000");
    }

    @Test
    void shouldFindAnExpressionBehindALineBeyondMeasure() throws IOException {
        OutputLog output = OutputLog.from(file);
        append(".".repeat(1 << 20));
        assertThat(output.found(READY)).isFalse();

        append("\nready on 8085\n");
        assertThat(output.found(READY)).isTrue();
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, CREATE, APPEND);
    }
}
