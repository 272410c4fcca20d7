package org.conntorture.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Expectation;
import org.conntorture.store.StoredRun;
import org.conntorture.store.StoredWatch;
import org.conntorture.support.RunSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of made-up runs: what is in them, and how large they are at the extremes. */
class ReportPageTest {
    private static final int MEGABYTE = 1_000_000;
    private static final Pattern SECTION = Pattern.compile("<section id=\"([a-z]+)\"");

    @TempDir
    private Path directory;

    private RunSketch sketch() {
        return new RunSketch(directory.resolve("run"));
    }

    private ReportPage page() throws IOException {
        Path run = directory.resolve("run");
        return ReportPage.read(StoredRun.open(run), RunSketch.judged(run), Map.of(), List.of());
    }

    private String html() throws IOException {
        String html = page().html();
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MEGABYTE);
        assertThat(html).doesNotContain("<script").contains("<html lang=\"en\">");
        return html;
    }

    private static int pictures(String html, String title) {
        return html.split(Pattern.quote(">" + title), -1).length - 1;
    }

    @Test
    void shouldSayInTheOrderInWhichPeopleAsk() throws IOException {
        RunSketch sketch = sketch();
        sketch.rounds = 12;
        sketch.failures = 20;
        sketch.write();

        String html = html();

        List<String> sections = new ArrayList<>();
        Matcher matcher = SECTION.matcher(html);
        while (matcher.find()) {
            sections.add(matcher.group(1));
        }
        assertThat(sections)
                .containsExactly("verdict", "causes", "advice", "connect", "failures", "ports", "packets", "again");
        assertThat(html)
                .contains("<h2 id=\"verdict-title\">Verdict: FAIL</h2>", "The target that fails", "Since when")
                .contains("2026-11-26 ", "does not answer SYNs", "ListenOverflows")
                .contains("./conntorture run &#39;sketch &lt;b&gt;.yaml&#39;");
        assertThat(page().pictures())
                .containsOnlyKeys(
                        "connect-target-1",
                        "connect-target-0",
                        "failures-target-1",
                        "failures-target-0",
                        "ports-target-1");
    }

    private static Expectation failureRateBelow(double limit) {
        return new Expectation(
                "target-1",
                "failures < " + limit,
                Expectation.Kind.FAILURE_RATE,
                "",
                "",
                Expectation.Comparison.LESS,
                limit);
    }

    private static String rowOf(String html, String target) {
        Matcher row = Pattern.compile("<tr[^>]*>\\s*<th scope=\"row\">" + target + "</th>.*?</tr>", Pattern.DOTALL)
                .matcher(html);
        assertThat(row.find()).isTrue();
        return row.group();
    }

    @Test
    void shouldCallGuiltyWhatBreaksALimitWithoutAFailure() throws IOException {
        RunSketch sketch = sketch();
        sketch.targets = 1;
        sketch.expectations = List.of(new Expectation(
                "target-0",
                "connect.p99 < 1us",
                Expectation.Kind.LATENCY,
                "connect",
                "p99",
                Expectation.Comparison.LESS,
                1_000));
        sketch.write();

        String html = html();

        assertThat(html).contains("Verdict: FAIL", "The target that fails", "It breaks connect.p99 &lt; 1us: ");
        assertThat(html).doesNotContain("Since when", "in doubt");
        assertThat(rowOf(html, "target-0")).contains("class=\"fails\"", "<td>fails</td>");
    }

    @Test
    void shouldAccuseNobodyOfToleratedFailures() throws IOException {
        RunSketch sketch = sketch();
        sketch.failures = 1;
        sketch.rounds = 12;
        sketch.expectations = List.of(failureRateBelow(0.01));
        sketch.write();

        String html = html();

        assertThat(html).contains("Verdict: PASS").doesNotContain("class=\"card", "that fails", "class=\"fails\"");
        assertThat(rowOf(html, "target-1")).contains("<td>passes, some failed</td>");
    }

    @Test
    void shouldDoubtWhatTheTesterItselfSpoiled() throws IOException {
        RunSketch sketch = sketch();
        sketch.failures = 20;
        sketch.kind = FailureKind.PORTS_EXHAUSTED;
        sketch.write();

        String html = html();

        assertThat(html)
                .contains("The target in doubt", "It cannot be judged: the tester itself failed in 400 of 20,000")
                .contains("400 of 20,000 attempts failed, of them 400 the tester&#39;s own.")
                .doesNotContain("that fails", "class=\"fails\"", ": fails");
        assertThat(rowOf(html, "target-1")).contains("<td>in doubt</td>");
    }

    @Test
    void shouldEscapeWhatOthersWrote() throws IOException {
        RunSketch sketch = sketch();
        sketch.description = "</p><img src=x onerror=alert(1)>";
        sketch.failures = 3;
        sketch.write();

        assertThat(html()).doesNotContain("<img").contains("&lt;/p&gt;&lt;img src=x onerror=alert(1)&gt;");
    }

    @Test
    void shouldHoldARunWithoutAnAttempt() throws IOException {
        RunSketch sketch = sketch();
        sketch.attempts = 0;
        sketch.write();

        assertThat(html()).contains("INCONCLUSIVE", "no attempts", ". 0 connects. ");
    }

    @Test
    void shouldHoldARunOfOneAttempt() throws IOException {
        RunSketch sketch = sketch();
        sketch.targets = 1;
        sketch.rounds = 1;
        sketch.secondsOfTurn = 1;
        sketch.attempts = 1;
        sketch.write();

        assertThat(html()).contains("Nothing failed and nothing was oddly slow");
    }

    @Test
    void shouldHoldARunOfWhichAllFails() throws IOException {
        RunSketch sketch = sketch();
        sketch.targets = 1;
        sketch.secondsOfTurn = 60;
        sketch.attempts = 100;
        sketch.failures = 100;
        sketch.write();

        assertThat(html()).contains("24,000 of 24,000 attempts failed", "14,000 of them are beyond what");
    }

    @Test
    void shouldHoldFortyTargets() throws IOException {
        RunSketch sketch = sketch();
        sketch.targets = 40;
        sketch.secondsOfTurn = 15;
        sketch.failures = 5;
        sketch.write();

        String html = html();

        assertThat(html).contains("<summary>target-0: clean</summary>");
        assertThat(pictures(html, "Connect times of target-")).isGreaterThan(30);
    }

    @Test
    void shouldHoldAThousandTargetsThatFail() throws IOException {
        RunSketch sketch = sketch();
        sketch.targets = 1_000;
        sketch.rounds = 1;
        sketch.secondsOfTurn = 2;
        sketch.attempts = 100;
        sketch.failures = 20;
        sketch.allFail = true;
        sketch.description = "\u2014".repeat(1_000);
        sketch.expectations = List.of(failureRateBelow(0.5));
        sketch.write();

        String html = html();

        assertThat(html)
                .contains(" more targets, none worse than these, are in result.json.")
                .contains(" more findings are in result.json.", " more targets have failures or causes")
                .contains(" more lines of it are left out: plan.json has all of it.")
                .containsPattern("it does not show [^<]* and \\d+ more\\. --report svg=DIR");
    }

    @Test
    void shouldSayThatTheCommandOfAMergeMergesAgain() throws IOException {
        sketch().write();
        assertThat(html()).contains("The command that runs it again").doesNotContain("merges");
        Files.writeString(directory.resolve("run/shards.json"), "{\"gaps\":[]}");

        assertThat(html()).contains("The command that merges it again", "<code>command.txt</code> of the shards");
    }

    @Test
    void shouldHoldTenMillionAttemptsInTenHours() throws IOException {
        RunSketch sketch = sketch();
        sketch.targets = 5;
        sketch.secondsOfTurn = 1_800;
        sketch.attempts = 278;
        sketch.failures = 2;
        sketch.write();

        assertThat(html()).contains("of 2,001,600 attempts failed");
    }

    @Test
    void shouldHoldWhatAKilledRunLeft() throws IOException {
        RunSketch sketch = sketch();
        sketch.failures = 2;
        sketch.writeKilled();
        Path run = directory.resolve("run");
        String intervals = Files.readString(run.resolve("intervals.hlog"));
        Files.writeString(
                run.resolve("intervals.hlog"), intervals.substring(0, intervals.lastIndexOf("/connect,") + 60));
        for (String file : List.of("failures.jsonl", "evidence.jsonl", "blocks.jsonl")) {
            String text = Files.readString(run.resolve(file));
            Files.writeString(run.resolve(file), text.substring(0, text.length() - 30));
        }

        assertThat(html()).contains("interrupted", "intervals.hlog is damaged or cut off", "Connect times of target-1");
    }

    @Test
    void shouldDrawWhatIsLeftWhereFilesAreMissingOrDamaged() throws IOException {
        sketch().write();
        Path run = directory.resolve("run");
        var judged = RunSketch.judged(run);
        Files.delete(run.resolve("intervals.hlog"));
        Files.writeString(run.resolve("failures.jsonl"), "{\nno JSON\n{}\n");
        Files.writeString(run.resolve("evidence.jsonl"), "null\n[1]\n", StandardOpenOption.APPEND);
        Files.writeString(run.resolve("evidence.json"), "[");
        Files.delete(run.resolve("environment.json"));

        String html = ReportPage.read(StoredRun.open(run), judged, Map.of(), List.of())
                .html();

        assertThat(html)
                .contains("there is no intervals.hlog", "failures.jsonl is damaged", "evidence.jsonl has a broken line")
                .contains("There is no environment.json.", "Failures of target-0 over time");
    }

    @Test
    void shouldNotInventAFirstFailure() throws IOException {
        RunSketch sketch = sketch();
        sketch.failures = 20;
        sketch.rounds = 12;
        sketch.write();
        Files.delete(directory.resolve("run/failures.jsonl"));

        assertThat(html())
                .contains("Not known, as failures.jsonl does not tell; in 60 of its 60 seconds")
                .doesNotContain("at attempt 0");
    }

    @Test
    void shouldNoteThatAWatchHasNoSeconds() throws IOException {
        sketch().write();
        Path run = directory.resolve("run");
        Map<String, StoredWatch> watched = Map.of("target-1", new StoredWatch(directory.resolve("watch")));

        String html = ReportPage.read(StoredRun.open(run), RunSketch.judged(run), watched, List.of())
                .html();

        assertThat(html).contains("there is no evidence.jsonl in the watch in &#39;");
    }
}
