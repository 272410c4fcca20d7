package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.conntorture.Needs;
import org.conntorture.support.RunSketch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens pages as a browser does: scripts blocked and allowed, light, dark and narrow. The screenshots stay in {@code
 * target/pages}, for eyes.
 */
class PageIT {
    private static final Path BROWSER = Path.of("src/test/browser").toAbsolutePath();
    private static final Path SCREENSHOTS = Path.of("target/pages").toAbsolutePath();
    private static final int MEGABYTE = 1_000_000;
    /** On a busy machine so short a run may not prove it; what its page shows is the same. */
    private static final List<Integer> FAIL_OR_DOUBT = List.of(3, 4);

    private static final Pattern JUDGED = Pattern.compile("The target that fails|The target in doubt");
    /** Of the text alternative of a picture: so many connects took as long as one whose SYN was sent again. */
    private static final Pattern SENT_AGAIN = Pattern.compile("SYN is sent again[^<]*?[1-9][\\d,]* at 1\\.0 s");

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory;

    @BeforeAll
    static void requireABrowser() throws Exception {
        Needs.tools("chromium", "node", "npm");
        Files.createDirectories(SCREENSHOTS);
        Needs.prepared(BROWSER.resolve("prepare.sh"));
    }

    @Test
    void shouldShowWhatHappenedToWhomAndWhatToDo() throws Exception {
        Needs.root();
        Needs.tools("unshare", "nft");
        String busted = Tester.ROOT.resolve("scenarios/busted").toString();
        Tester incident = Tester.start(
                directory, "run", busted + "/handover.yaml", "-d", "4s", "-o", "incident", "--report", "svg=pictures");
        Tester overflow = Tester.start(
                directory, "run", busted + "/never-accept.yaml", "--rounds", "2", "-n", "40", "-o", "overflow");
        try (Namespace host = new Namespace(directory)) {
            blackholeAfterHealthy(host);
        }
        assertThat(incident.exitCode()).as(incident.out() + incident.err()).isIn(FAIL_OR_DOUBT);
        assertThat(overflow.exitCode()).as(overflow.out() + overflow.err()).isIn(FAIL_OR_DOUBT);

        Map<String, JsonNode> pages = look(List.of(), List.of("incident"));
        look(List.of("--once"), List.of("healthy", "overflow", "blackhole"));

        assertThat(text("incident"))
                .containsPattern(JUDGED)
                .contains("handover", "lost-in-handover", "Since when", "Do not pass descriptors")
                .contains("./conntorture run " + busted + "/handover.yaml --duration 4s");
        assertThat(text("overflow")).containsPattern(JUDGED).contains("accept-queue-overflow", "ListenOverflows");
        assertThat(text("blackhole")).containsPattern(JUDGED).containsPattern(SENT_AGAIN);
        assertThat(text("healthy"))
                .contains("SYN is sent again")
                .doesNotContainPattern(SENT_AGAIN)
                .doesNotContain("The target that fails");
        // Connect times and failures of control and subject, source ports of the subject.
        assertThat(pages.get("incident").path("pictures").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(directory.resolve("pictures/connect-handover.svg")).content().startsWith("<");
    }

    /** SYNs are dropped in the midst of the load: for so short that they come through when sent again, then for longer. */
    private void blackholeAfterHealthy(Namespace host) throws Exception {
        Tester subject = host.start("serve", "echo", "--port", "8085");
        Tester control = host.start("serve", "echo", "--port", "8086");
        await().until(() ->
                (subject.out() + control.out() + subject.err() + control.err()).split("listening on", -1).length == 3);
        Tester healthy =
                host.start("run", "127.0.0.1:8085", "--control", "127.0.0.1:8086", "-d", "2s", "-o", "healthy");
        assertThat(healthy.exitCode()).as(healthy.out() + healthy.err()).isIn(0, 4);
        host.run("nft", "add table inet t; add chain inet t i { type filter hook input priority 0; }");
        Tester blackhole = host.start(
                "run",
                "127.0.0.1:8085",
                "--control",
                "127.0.0.1:8086",
                "-d",
                "8s",
                "--rounds",
                "1",
                "-c",
                "20",
                "--connect-timeout",
                "1500ms",
                "-o",
                "blackhole");
        await().until(() -> seconds("blackhole", "127.0.0.1-8085") >= 1);
        dropSyns(host, () -> host.run("nft", "list chain inet t i").matches("(?s).*packets [1-9].*"));
        // Those that were dropped once come through when they are sent again.
        long second = seconds("blackhole", "127.0.0.1-8085");
        await().until(() -> seconds("blackhole", "127.0.0.1-8085") >= second + 2);
        dropSyns(host, () -> Files.size(directory.resolve("blackhole/failures.jsonl")) > 0);
        assertThat(blackhole.exitCode()).as(blackhole.out() + blackhole.err()).isIn(FAIL_OR_DOUBT);
    }

    private static void dropSyns(Namespace host, Callable<Boolean> until) throws Exception {
        host.run("nft", "add rule inet t i tcp dport 8085 tcp flags syn counter drop");
        await().until(until);
        host.run("nft", "flush chain inet t i");
    }

    /** Under load, of a target, so far. */
    private long seconds(String run, String target) throws IOException {
        Path blocks = directory.resolve(run).resolve("blocks.jsonl");
        return Files.exists(blocks)
                ? Files.readAllLines(blocks).stream()
                        .filter(line -> line.contains(target))
                        .count()
                : 0;
    }

    @Test
    void shouldHoldTheExtremes() throws Exception {
        RunSketch none = new RunSketch(directory.resolve("none"));
        none.attempts = 0;
        none.write();
        RunSketch forty = new RunSketch(directory.resolve("forty"));
        forty.targets = 40;
        forty.failures = 5;
        forty.write();
        RunSketch tenHours = new RunSketch(directory.resolve("ten-hours"));
        tenHours.targets = 5;
        tenHours.secondsOfTurn = 1_800;
        tenHours.attempts = 278;
        tenHours.failures = 2;
        tenHours.write();
        List<String> names = List.of("none", "forty", "ten-hours");
        Files.createDirectories(directory.resolve("diff"));
        Tester diff = Tester.start(directory, "diff", "none", "none", "--report", "html=diff/report.html");
        List<Tester> reports = new ArrayList<>();
        for (String name : names) {
            reports.add(Tester.start(directory, "report", name));
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Tester report = reports.get(i);
            assertThat(report.exitCode()).as(report.out() + report.err()).isIn(0, 3, 4);
            assertThat(report.out()).contains("Report: " + name + "/report.html");
        }
        assertThat(diff.exitCode()).as(diff.out() + diff.err()).isEqualTo(4);

        look(List.of("--once"), List.of("none", "forty", "ten-hours", "diff"));
    }

    private String text(String name) throws IOException {
        return Files.readString(directory.resolve(name).resolve("report.html"));
    }

    /** What the browser says of each page, of which it must find nothing wrong. */
    private Map<String, JsonNode> look(List<String> options, List<String> names) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("node", BROWSER.resolve("look.js").toString()));
        command.addAll(options);
        command.add(SCREENSHOTS.toString());
        for (String name : names) {
            Path page = directory.resolve(name).resolve("report.html");
            assertThat(Files.size(page)).isLessThan(MEGABYTE);
            command.add(page.toString());
        }
        Path out = directory.resolve("look.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        Process browser = builder.start();
        assertThat(browser.waitFor()).as(Files.readString(out)).isZero();
        Map<String, JsonNode> pages = new LinkedHashMap<>();
        for (String line : Files.readAllLines(out)) {
            JsonNode page = JSON.readTree(line);
            pages.put(page.path("name").asString(), page);
        }
        assertThat(pages).containsOnlyKeys(names);
        assertThat(pages.values())
                .allSatisfy(page -> assertThat(page.path("wrong")).isEmpty());
        return pages;
    }
}
