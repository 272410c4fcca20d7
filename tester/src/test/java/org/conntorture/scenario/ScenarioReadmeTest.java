package org.conntorture.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.conntorture.plan.RunPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the page on the format to the format. */
class ScenarioReadmeTest {
    private static final Path FILE = Path.of("../scenarios/README.md");

    @TempDir
    Path directory;

    @Test
    void shouldNameEveryKey() throws IOException {
        TreeSet<String> missing = new TreeSet<>();
        collect(ScenarioFormat.SCENARIO, "", format(), missing);

        assertThat(missing).as("keys that scenarios/README.md does not name").isEmpty();
    }

    @Test
    void shouldNameTheDefaultsOfTheLoad() throws IOException {
        List<String> rows = format().lines().toList();
        for (Level.Key key : LoadFormat.LOAD.keys()) {
            String[] parts = key.description().split("; default ");
            if (parts.length > 1 && key.level() == null) {
                String row = rows.stream()
                        .filter(line -> line.startsWith("| `" + key.name() + "` |"))
                        .findFirst()
                        .orElseThrow();
                String inRow = row.replaceAll(".*\\| (.*) \\|$", "$1").replace("`", "");
                assertThat(inRow).as(key.name()).isEqualTo(parts[1]);
            }
        }
    }

    @Test
    void shouldShowAScenarioThatCanBeRead() throws IOException {
        String format = format();
        int start = format.indexOf("```yaml\n") + "```yaml\n".length();

        RunPlan plan = Scenarios.read(directory, format.substring(start, format.indexOf("```", start)));

        assertThat(plan.targets()).hasSize(2);
        assertThat(plan.expectations()).hasSize(2);
    }

    /** In the tables alone, as the example does not explain what it uses. */
    private static void collect(Level level, String path, String format, TreeSet<String> missing) {
        List<String> rows = format.lines().filter(line -> line.startsWith("|")).toList();
        for (Level.Key key : level.keys()) {
            if (rows.stream().noneMatch(row -> row.contains("`" + key.name() + "`"))) {
                missing.add(path + key.name());
            }
            if (key.level() != null) {
                collect(key.level(), path + key.name() + ".", format, missing);
            }
        }
    }

    private static String format() throws IOException {
        String text = Files.readString(FILE);
        return text.substring(text.indexOf("## The format"), text.indexOf("## From a build server"));
    }
}
