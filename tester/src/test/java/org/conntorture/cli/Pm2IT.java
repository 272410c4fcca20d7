package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The scenarios of the incident with the real pm2, shortened: what is lost and leaked, met again, and by whom. */
@Timeout(200)
class Pm2IT {
    private static final String DAEMON = "God Daemon";

    @TempDir
    private Path directory;

    @Test
    void shouldNameTheLossAndTheLeakAndTheirOwner() throws Exception {
        Tester tester = run(
                "go-vs-node-vs-pm2",
                List.of("java", "go", "node", "pm2-reload"),
                "--rounds",
                "2",
                "-c",
                "20",
                "-d",
                "12s");

        List<String> causes = causes(tester, "pm2-reload");
        assertThat(causes)
                .as(tester.out() + tester.err())
                .startsWith("lost-in-handover")
                .contains("leaked-by-acceptor");
        JsonNode lost = cause(tester, "pm2-reload", "lost-in-handover");
        assertThat(lost.path("confidence").asString()).isEqualTo("certain");
        assertThat(lost.path("explains").asLong()).isPositive();
        assertThat(facts(lost))
                .contains("6 bytes unread")
                .contains("owned by pid ")
                .contains(DAEMON);
        assertThat(facts(cause(tester, "pm2-reload", "leaked-by-acceptor"))).contains(DAEMON);
        assertThatTheseAreAcquitted(tester, "java", "go", "node");
    }

    @Test
    void shouldMeetTheSocketsThatReloadsLeftBehind() throws Exception {
        Tester tester = run("stale-tuple", List.of("java", "node", "pm2", "pm2-reload"), "-c", "20", "-d", "12s");

        List<String> causes = causes(tester, "pm2-reload");
        assertThat(causes)
                .as(tester.out() + tester.err())
                .contains("lost-in-handover", "leaked-by-acceptor", "stale-tuple");
        JsonNode stale = cause(tester, "pm2-reload", "stale-tuple");
        assertThat(stale.path("confidence").asString()).isEqualTo("certain");
        assertThat(facts(stale)).contains("TCPSYNChallenge +", "source ports ");
        assertThat(facts(cause(tester, "pm2-reload", "leaked-by-acceptor")))
                .contains("reset meanwhile")
                .contains(DAEMON);
        assertThatTheseAreAcquitted(tester, "java", "node", "pm2");
    }

    private static void assertThatTheseAreAcquitted(Tester tester, String... targets) throws IOException {
        for (String target : targets) {
            assertThat(tester.target(target).path("status").asString())
                    .as(target + tester.out() + tester.err())
                    .isEqualTo("ran");
            assertThat(tester.target(target).path("failures").asLong()).isZero();
            assertThat(causes(tester, target)).as(target).isEmpty();
        }
    }

    /** Of a target, but for what a busy machine let the tester itself wait for. */
    private static List<String> causes(Tester tester, String target) throws IOException {
        List<String> causes = new ArrayList<>();
        tester.target(target)
                .path("causes")
                .forEach(cause -> causes.add(cause.path("id").asString()));
        causes.remove("tester-stalled");
        return causes;
    }

    private static JsonNode cause(Tester tester, String target, String id) throws IOException {
        for (JsonNode cause : tester.target(target).path("causes")) {
            if (cause.path("id").asString().equals(id)) {
                return cause;
            }
        }
        throw new AssertionError(target + " has no cause " + id);
    }

    private static String facts(JsonNode cause) {
        List<String> facts = new ArrayList<>();
        cause.path("facts").forEach(fact -> facts.add(fact.asString()));
        return String.join("; ", facts);
    }

    private Tester run(String scenario, List<String> targets, String... options) throws Exception {
        for (String tool : List.of("go", "node", "npm")) {
            assumeTrue(isInstalled(tool), () -> tool + " is not installed");
        }
        Path file = directory.resolve(scenario + ".yaml");
        Files.writeString(file, ofTargets(scenario, targets));
        List<String> arguments = new ArrayList<>(List.of("run", file.toString(), "-q", "-o", "result"));
        arguments.addAll(List.of(options));
        return Tester.run(directory, arguments.toArray(String[]::new));
    }

    /** The scenario's text without the other targets, to be read from another directory. */
    private static String ofTargets(String scenario, List<String> wanted) throws IOException {
        String text = Files.readString(Tester.ROOT.resolve("scenarios/" + scenario + ".yaml"));
        StringBuilder kept = new StringBuilder();
        for (String block : text.split("(?=\n {2}- name: )")) {
            boolean isTarget = block.startsWith("\n  - name: ");
            String name = block.lines().skip(1).findFirst().orElse("").replace("  - name: ", "");
            if (!isTarget || wanted.contains(name)) {
                kept.append(wanted.contains("pm2") ? block : block.replace("    undisturbed: pm2\n", ""));
            }
        }
        return kept.toString()
                .replace(
                        "../reference-servers",
                        Tester.ROOT.resolve("reference-servers").toString());
    }

    private static boolean isInstalled(String tool) {
        for (String place : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(place, tool))) {
                return true;
            }
        }
        return false;
    }
}
