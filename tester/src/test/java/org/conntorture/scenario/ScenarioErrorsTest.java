package org.conntorture.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.conntorture.plan.LoadSettings;
import org.conntorture.scenario.Scenarios.Bad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioErrorsTest {
    @TempDir
    Path root;

    static List<Bad> bad() {
        return BadScenarios.ALL;
    }

    @ParameterizedTest
    @MethodSource("bad")
    void shouldSayWhereAndWhatIsWrong(Bad bad) {
        String message = messageOf(bad.yaml());
        assertThat(message).startsWith(root.resolve("scenarios/s.yaml") + ":").hasLineCount(1);
        assertThat(message).contains(bad.message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: x\\n\\trounds: 1\\n             | s.yaml:2:1: this is not YAML: found character
            name: [x\\n                           | s.yaml:2:1: this is not YAML: expected ',' or ']'
            name: *nope\\n                        | s.yaml:1:7: this is not YAML: found undefined alias nope
            name: x\\nrounds: \u0001\\n           | s.yaml:2:9: this is not YAML: it has the control character U+0001
            ''                                    | s.yaml:1:1: the file is empty; a scenario needs at least name, ends and targets
            # nothing\\n                          | s.yaml:1:1: the file is empty
            ---\\n                                | s.yaml:2:1: a scenario is a mapping, beginning with 'name: '
            - a\\n                                | s.yaml:1:1: a scenario is a mapping, beginning with 'name: '
            name: x\\n---\\nname: y\\n            | s.yaml:3:1: a second YAML document begins here; a file holds one scenario
            %YAML 9.9\\n---\\nname: x\\n          | s.yaml:1:1: this is not YAML that can be read
            """)
    void shouldRefuseWhatIsNoDocument(String escaped, String message) {
        assertThat(messageOf(escaped.replace("\\n", "\n").replace("\\t", "\t")))
                .contains(message.replace("\\t", "\t"))
                .hasLineCount(1);
    }

    @Test
    void shouldRefuseBombs() {
        assertThat(messageOf("name: " + "[".repeat(400_000))).contains("s.yaml:1:26: more than 20 levels");
        assertThat(messageOf("a: &a [x]\nb: [" + "*a, ".repeat(300) + "]\n"))
                .contains("s.yaml:2:405: more than 100 aliases");
        assertThat(messageOf("name: &a [*a]\n")).contains("1:1: name must be text");
    }

    @Test
    void shouldRefuseWhatIsNoFile() throws IOException {
        assertThat(messageOf(root)).isEqualTo(root + ": is a directory, not a scenario file");
        Path missing = root.resolve("missing.yaml");
        assertThat(messageOf(missing)).isEqualTo(missing + ": there is no such file");
        Path below = Files.writeString(root.resolve("file"), "").resolve("below.yaml");
        assertThat(messageOf(below)).startsWith(below + ": cannot be read");
        Path large = Files.write(root.resolve("large.yaml"), new byte[1_000_001]);
        assertThat(messageOf(large)).isEqualTo(large + ": is larger than 1 MB, which no scenario file is");
        Path latin = Files.write(root.resolve("latin.yaml"), "name: é".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(messageOf(latin)).isEqualTo(latin + ": is not UTF-8 text");
    }

    @Test
    void shouldAskForAnEndOfBothFileAndCommandLine() {
        String yaml = "name: x\ntargets: [{name: a, role: subject, builtin: echo}]\n";
        assertThat(messageOf(yaml))
                .endsWith("s.yaml:1:1: scenario needs the key 'ends', or an end on the command line: attempts,"
                        + " duration or failures");
    }

    private String messageOf(String yaml) {
        return messageOf(Scenarios.write(root, yaml));
    }

    private static String messageOf(Path file) {
        ScenarioReader reader = new ScenarioReader(Set.of("echo", "busted:refuse"), Set.of("stale-tuple"));
        Throwable[] thrown = new Throwable[1];
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> reader.read(file, LoadSettings.NONE, Map.of()))
                .satisfies(exception -> thrown[0] = exception);
        return thrown[0].getMessage();
    }
}
