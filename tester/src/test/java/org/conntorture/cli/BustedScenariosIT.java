package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Each busted server must make the verdict FAIL, with the right kind in the right phase and the right count: in rounds
 * of as many attempts as that takes, or for eight seconds where few fail and late.
 */
class BustedScenariosIT {
    /** How many of a target's attempts must fail. */
    interface Count {
        boolean holds(long failures, long attempts, long disturbances);
    }

    /** As many as there are workers in each round: the least that convicts where each takes a time-out. */
    private static final List<String> FEW = List.of("--rounds", "8", "-n", "40");

    /** Where all fail, and at once. */
    private static final List<String> SOME = List.of("--rounds", "8", "-n", "400");
    /** Where one in a hundred fails. */
    private static final List<String> MANY = List.of("--rounds", "8", "-n", "2400");
    /** Few failures, each a time-out after its attempt began, convict by many attempts around them. */
    private static final List<String> LONG = List.of("-d", "8s", "--rate", "1000");
    /** Some failures at each reload: by attempts, so that the control has as many on a slow machine. */
    private static final List<String> RELOADED = List.of("--rounds", "6", "-n", "9000", "--rate", "1000");

    private static final Count ALL = (failures, attempts, disturbances) -> failures == attempts && attempts > 0;
    /** The server counts connections as the tester counts attempts, but for those still open at the end of a turn. */
    private static final Count ONE_IN_100 = (failures, attempts, disturbances) -> failures == attempts / 100;
    /** One for each of the two workers replaced; a reload between two rounds may find less traffic. */
    private static final Count TWO_PER_RELOAD = (failures, attempts, disturbances) ->
            disturbances > 4 && failures > disturbances && failures <= 2 * disturbances;

    @TempDir
    private Path directory;

    static Stream<Arguments> scenarios() {
        return Stream.of(
                Arguments.of("refuse", SOME, "connect", List.of("connect-refused"), "ECONNREFUSED", ALL, "no-listener"),
                Arguments.of("never-read", FEW, "read", List.of("no-reply"), null, ALL, "no-reply"),
                Arguments.of("never-answer", FEW, "read", List.of("no-reply"), null, ALL, "no-reply"),
                Arguments.of("reset", SOME, "read", List.of("reset"), "ECONNRESET", ALL, "reset-unread-data"),
                Arguments.of("close", SOME, "read", List.of("closed-without-reply"), null, ALL, "closed-without-reply"),
                Arguments.of("corrupt", MANY, "read", List.of("wrong-reply"), null, ONE_IN_100, "wrong-reply"),
                Arguments.of("short", SOME, "read", List.of("short-reply"), null, ALL, "wrong-reply"),
                Arguments.of("stall", LONG, "read", List.of("no-reply"), null, ONE_IN_100, "no-reply"),
                Arguments.of("lose", LONG, "read", List.of("no-reply"), null, ONE_IN_100, "no-reply"),
                Arguments.of(
                        "handover", RELOADED, "read", List.of("no-reply"), null, TWO_PER_RELOAD, "lost-in-handover"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void shouldFailAsItMust(
            String name, List<String> ends, String phase, List<String> kinds, String errno, Count count, String cause)
            throws Exception {
        Tester tester = run(name, ends);

        assertThat(tester.json().path("verdict").asString())
                .as(tester.out() + tester.err())
                .isEqualTo("FAIL");
        assertThat(tester.exitCode()).isEqualTo(3);
        JsonNode subject = tester.target(name);
        List<String> found = new ArrayList<>();
        for (JsonNode failure : subject.path("failureKinds")) {
            if (failure.path("kind").asString().equals("tester-stalled")) {
                // A busy machine let the tester wait: honestly told, and not held against the target.
                continue;
            }
            found.add(failure.path("kind").asString());
            assertThat(failure.path("phase").asString()).isEqualTo(phase);
            assertThat(
                            failure.path("errno").isNull()
                                    ? null
                                    : failure.path("errno").asString())
                    .isEqualTo(errno);
            assertThat(failure.path("blame").asString()).isEqualTo("TARGET");
        }
        assertThat(found).containsExactlyElementsOf(kinds);
        assertThat(count.holds(
                        subject.path("failures").asLong(),
                        subject.path("attempts").asLong()
                                - subject.path("testerFailures").asLong(),
                        subject.path("disturbances").asLong()))
                .as(subject.toString())
                .isTrue();
        assertThat(firstCause(subject)).as(tester.out()).isEqualTo(cause);
        assertThat(tester.target("java").path("failures").asLong()).isZero();
        assertThat(tester.target("java").path("causes")).as(tester.out()).isEmpty();
    }

    /** Of the target's own doing, and more than possible. */
    private static String firstCause(JsonNode target) {
        for (JsonNode cause : target.path("causes")) {
            if (!cause.path("id").asString().equals("tester-stalled")) {
                assertThat(cause.path("confidence").asString()).isNotEqualTo("possible");
                return cause.path("id").asString();
            }
        }
        return "none";
    }

    @Test
    void shouldTellAFullQueueFromAServerThatIsSlow() throws Exception {
        Tester tester = run("never-accept", FEW);

        assertThat(tester.json().path("verdict").asString())
                .as(tester.out() + tester.err())
                .isEqualTo("FAIL");
        assertThat(tester.exitCode()).isEqualTo(3);
        JsonNode subject = tester.target("never-accept");
        // A busy machine let the tester wait: honestly told, and not held against the target.
        long stalled = subject.path("testerFailures").asLong();
        assertThat(subject.path("failures").asLong())
                .isEqualTo(subject.path("attempts").asLong() - stalled);
        List<String> kinds = new ArrayList<>();
        for (JsonNode failure : subject.path("failureKinds")) {
            String kind = failure.path("kind").asString();
            kinds.add(kind);
            // The kernel completes backlog + 1 handshakes for it, and answers no SYN after that.
            if (kind.equals("no-reply")) {
                assertThat(failure.path("count").asLong()).isBetween(9 - stalled, 9L);
            } else if (kind.equals("connect-timeout")) {
                assertThat(failure.path("blame").asString()).isEqualTo("PATH");
            }
        }
        kinds.remove("tester-stalled");
        assertThat(kinds).containsExactlyInAnyOrder("no-reply", "connect-timeout");
        assertThat(firstCause(subject)).as(tester.out()).isEqualTo("accept-queue-overflow");
    }

    @Test
    void shouldHaveAnIntegrationTestForEveryBustedScenario() throws IOException {
        Stream<String> tested =
                Stream.concat(scenarios().map(row -> row.get()[0] + ".yaml"), Stream.of("never-accept.yaml"));
        try (Stream<Path> files = Files.list(Tester.ROOT.resolve("scenarios/busted"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(tested.toList());
        }
    }

    private Tester run(String name, List<String> ends) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", Tester.ROOT + "/scenarios/busted/" + name + ".yaml"));
        words.addAll(ends);
        words.addAll(List.of("-q", "-o", "result"));
        return Tester.runUnstalled(directory, words.toArray(String[]::new));
    }
}
