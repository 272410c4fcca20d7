package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one scenario, whose server becomes worse, compared with a run of a good one. */
class DiffIT {
    @TempDir
    private static Path directory;

    @BeforeAll
    static void runOnce() throws Exception {
        write("same.yaml", "same", "echo", "");
        write("worse.yaml", "same", "busted:corrupt", "--every=50");
        write("slow.yaml", "same", "busted:stall", "--stall=25ms");
        assertThat(run("base").exitCode()).isZero();
    }

    private static void write(String file, String name, String builtin, String option) throws Exception {
        Files.writeString(directory.resolve(file), """
                name: %s
                rounds: 8
                ends: {attempts: 1600}
                load: {workers: 5}
                targets:
                  - {name: java, role: control, builtin: echo}
                  - {name: web, role: subject, builtin: "%s", options: [%s]}
                """.formatted(name, builtin, option));
    }

    private static Tester run(String output, String... more) throws Exception {
        return run("same.yaml", output, more);
    }

    private static Tester run(String scenario, String output, String[] more) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", scenario, "-q", "--no-evidence", "-o", output));
        words.addAll(List.of(more));
        return Tester.run(directory, words.toArray(String[]::new));
    }

    private static Tester diff(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("diff"));
        all.addAll(List.of(words));
        return Tester.run(directory, all.toArray(String[]::new));
    }

    /** On a busy host latencies may stay open; nothing may be called worse. */
    @Test
    void shouldNotCallTheSameServerWorse() throws Exception {
        Tester again = run("again", "--baseline", "base");

        assertThat(again.exitCode()).as(again.out()).isIn(0, 4);
        assertThat(again.out()).contains("base  base", "now   again").doesNotContain("regressed: ");
        assertThat(Files.readString(directory.resolve("again/result.json"))).contains("\"comparison\" : {");
        Tester diff = diff("base", "again", "--json", "diff.json");
        assertThat(diff.exitCode()).as(diff.out()).isIn(0, 4);
        assertThat(diff.out()).contains("web  ", "java  ").doesNotContain("regressed: ");
        assertThat(Files.readString(directory.resolve("diff.json"))).contains("\"measure\" : \"failure rate\"");
        assertThat(diff.out().lines()).allMatch(line -> line.length() <= 100);
    }

    /** The run's own verdict passes. */
    @Test
    void shouldCallAServerThatBeganToFailWorse() throws Exception {
        Tester worse = run("worse.yaml", "worse", new String[] {"--expect", "failure_rate < 5%", "--baseline", "base"});

        assertThat(worse.exitCode()).as(worse.out() + worse.err()).isEqualTo(3);
        assertThat(worse.out())
                .contains("regressed: web (failure rate 0 % -> ")
                .contains("FAIL: web regressed since base: failure rate 0 % -> ");
        assertThat(Files.readString(directory.resolve("worse/result.json")))
                .contains("regressed since base: failure rate 0 % -> ")
                .contains("\"change\" : \"REGRESSED\"");
        Tester diff = diff("base", "worse");
        assertThat(diff.exitCode()).as(diff.out()).isEqualTo(3);
        assertThat(diff.out()).contains("\nregressed: web (failure rate 0 % -> ");
        Tester back = diff("worse", "base", "--json", "back.json");
        assertThat(back.out()).doesNotContain("regressed: ");
        assertThat(Files.readString(directory.resolve("back.json")))
                .containsPattern("\"measure\" : \"failure rate\",\\s+\"change\" : \"IMPROVED\"");
    }

    @Test
    void shouldCallAServerThatAnswersLaterWorse() throws Exception {
        Tester slow = run("slow.yaml", "slow", new String[] {"--baseline", "base"});

        assertThat(slow.exitCode()).as(slow.out() + slow.err()).isEqualTo(3);
        assertThat(slow.out()).contains("FAIL: web regressed since base: attempt p50 ");
    }

    @Test
    void shouldSayThatShortRunsTellNothing() throws Exception {
        Tester shortRun = run("short", "-n", "80", "--baseline", "base");

        assertThat(shortRun.exitCode()).as(shortRun.out() + shortRun.err()).isEqualTo(4);
        assertThat(shortRun.out()).contains("INCONCLUSIVE: web may have regressed since base: failure rate 0 % -> 0 %");
        assertThat(diff("short", "short").exitCode()).isEqualTo(4);
    }

    @Test
    void shouldCompareWhatAKillLeft() throws Exception {
        Path killed = copyOfBase("killed");
        String blocks = Files.readString(killed.resolve("blocks.jsonl"));
        Files.writeString(killed.resolve("blocks.jsonl"), blocks.substring(0, blocks.length() - 30));

        Tester diff = diff("base", "killed");

        assertThat(diff.exitCode()).as(diff.out() + diff.err()).isIn(0, 4);
        assertThat(diff.out().replaceAll("\\s+", " "))
                .contains("'killed' has no result.json, as the run was killed")
                .contains("blocks.jsonl of 'killed' ends in half a line");
    }

    @Test
    void shouldRefuseWhatCannotBeCompared() throws Exception {
        String plan = Files.readString(directory.resolve("base/plan.json"));
        Files.writeString(copyOfBase("other").resolve("plan.json"), plan.replace("\"same\"", "\"other\""));
        Files.writeString(
                copyOfBase("workers").resolve("plan.json"), plan.replace("\"workers\" : 5", "\"workers\" : 7"));
        Files.createDirectory(directory.resolve("empty"));

        refused("plan.json of 'base' is of scenario 'same', not 'other'", diff("base", "other"));
        refused("has another load (workers 5 and 7)", diff("base", "workers"));
        refused("'empty' is no result directory, as it has no plan.json", diff("base", "empty"));
        refused("'no-such' is no result directory", diff("no-such", "base"));
        refused(
                "the smallest factor worth reporting must be at least 1",
                diff("base", "base", "--smallest-factor", "0"));
    }

    @Test
    void shouldRefuseABaselineBeforeItSendsAnything() throws Exception {
        Files.createDirectories(directory.resolve("nothing"));
        write("other.yaml", "other", "echo", "");

        refused(
                "plan.json of 'base' has another load (workers 5 and 3)",
                run("never", "-c", "3", "--baseline", "base"));
        refused("'nothing' is no result directory", run("never", "--baseline", "nothing"));
        refused(
                "plan.json of 'base' is of scenario 'same', not 'other'",
                run("other.yaml", "never", new String[] {"--baseline", "base"}));
        assertThat(directory.resolve("never")).doesNotExist();
    }

    /** What a run leaves that was killed as it ended. */
    private static Path copyOfBase(String name) throws Exception {
        Path copy = Files.createDirectory(directory.resolve(name));
        for (String file : List.of("plan.json", "blocks.jsonl", "intervals.hlog")) {
            Files.copy(directory.resolve("base").resolve(file), copy.resolve(file));
        }
        return copy;
    }

    private static void refused(String sentence, Tester tester) throws Exception {
        assertThat(tester.exitCode()).as(tester.out() + tester.err()).isEqualTo(2);
        assertThat(tester.err()).contains(sentence);
        assertThat(tester.err().lines()).hasSize(2);
    }
}
