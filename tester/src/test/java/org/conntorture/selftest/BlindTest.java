package org.conntorture.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.selftest.BlindScore.Answer;
import org.conntorture.selftest.Trial.Status;
import org.conntorture.store.ResultTotals.NamedCause;
import org.conntorture.verdict.Proportion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlindTest {
    @Test
    void shouldDrawTheSameAgainAndOthersByAnotherSeed() {
        assertThat(BlindDraw.draw(7, 3)).isEqualTo(BlindDraw.draw(7, 3));
        assertThat(IntStream.range(1, 50).mapToObj(number -> BlindDraw.draw(7, number)))
                .isNotEqualTo(IntStream.range(1, 50)
                        .mapToObj(number -> BlindDraw.draw(8, number))
                        .toList());
    }

    @Test
    void shouldDrawHealthyOnesPairsNoiseAndLoadsThatNoRecipeHas() {
        List<Recipe> drawn = IntStream.rangeClosed(1, 600)
                .mapToObj(number -> BlindDraw.draw(20261130, number))
                .toList();
        Set<String> testers =
                new HashSet<>(Recipes.all().stream().map(Recipe::tester).toList());

        assertThat(drawn).extracting(Recipe::name).doesNotHaveDuplicates();
        assertThat(drawn.stream().filter(Recipe::isHealthy).count()).isBetween(60L, 140L);
        assertThat(drawn.stream().filter(recipe -> recipe.expected().size() > 1).count())
                .isPositive();
        assertThat(drawn.stream()
                        .filter(recipe -> recipe.before().contains("unprivileged"))
                        .count())
                .isBetween(120L, 240L);
        assertThat(drawn.stream()
                        .filter(recipe -> recipe.before().contains("client noise"))
                        .count())
                .isGreaterThan(120);
        assertThat(drawn.stream()
                        .filter(recipe -> !testers.contains(recipe.tester()))
                        .count())
                .isGreaterThan(400);
        assertThat(drawn.stream()
                        .filter(recipe -> recipe.before().startsWith("beyond\nserve_beyond ")
                                && recipe.tester().contains("10.9.0.2:8085"))
                        .count())
                .isGreaterThan(60);
        assertThat(drawn).noneMatch(Recipe::isGlobal);
    }

    /** @param named causes in the order of the report, each with how sure it is */
    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({
        "stale-tuple, stale-tuple certain, RIGHT",
        "stale-tuple, stale-tuple possible, RIGHT",
        "stale-tuple, no-reply certain; stale-tuple likely, NAMED_LATER",
        "stale-tuple, packet-loss certain; stale-tuple likely, WRONG_PARTY",
        "stale-tuple, packet-loss possible; stale-tuple possible, NAMED_LATER",
        "stale-tuple, packet-loss possible, CANNOT_TELL",
        "stale-tuple, unexplained certain, CANNOT_TELL",
        "stale-tuple, '', CANNOT_TELL",
        "stale-tuple, no-listener likely, WRONG_CAUSE",
        "stale-tuple, packet-loss likely, WRONG_PARTY",
        "stale-tuple, tester-stalled certain, WRONG_CAUSE",
        "packet-loss; wrong-reply, wrong-reply certain; packet-loss likely, RIGHT",
        "packet-loss; wrong-reply, wrong-reply certain, HALF",
        "'', '', RIGHT",
        "'', packet-loss possible, RIGHT",
        "'', tester-stalled certain, RIGHT",
        "'', no-reply likely, WRONG_PARTY",
    })
    void shouldTellAWrongPartyFromAWrongCause(String expected, String named, Answer answer) {
        assertThat(BlindScore.answer(trial(expected, named, Status.OK))).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "process-paused, accept-queue-overflow certain, CANNOT_TELL",
        "process-paused, process-paused certain, RIGHT",
        "process-paused, slow-accept likely, WRONG_CAUSE",
        "process-paused, packet-loss likely, WRONG_PARTY",
        "never-accepted, accept-queue-overflow certain, WRONG_CAUSE",
        "process-paused; packet-loss, accept-queue-overflow certain, WRONG_CAUSE",
        "'', accept-queue-overflow certain, WRONG_PARTY",
    })
    void shouldAskNobodyForAProcessThatCannotBeSeen(String expected, String named, Answer answer) {
        assertThat(BlindScore.answer(trial(expected, named, Status.MISS, true))).isEqualTo(answer);
    }

    @Test
    void shouldCountOfFaultsThatWereMade() {
        BlindScore score = BlindScore.of(List.of(
                trial("stale-tuple", "stale-tuple certain", Status.OK),
                trial("stale-tuple", "packet-loss likely", Status.MISS),
                trial("stale-tuple", "", Status.NOT_MADE),
                trial("", "", Status.OK)));

        assertThat(score)
                .isEqualTo(new BlindScore(
                        new Proportion(1, 2),
                        new Proportion(1, 2),
                        new Proportion(0, 2),
                        new Proportion(1, 2),
                        new Proportion(1, 2),
                        new Proportion(0, 1),
                        1));
        assertThat(score.isWrong()).isTrue();
        assertThat(score.first()).hasToString("1 of 2 (50 %, 95 %: 1.3 % to 99 %)");
    }

    private static Trial trial(String expected, String named, Status status) {
        return trial(expected, named, status, false);
    }

    private static Trial trial(String expected, String named, Status status, boolean unprivileged) {
        List<NamedCause> causes = Stream.of(named.split("; "))
                .filter(cause -> !cause.isEmpty())
                .map(cause -> new NamedCause("web", cause.split(" ")[0], cause.split(" ")[1], 5))
                .toList();
        assertThat(causes).allMatch(cause -> CauseId.ofId(cause.id()) != null);
        return new Trial(
                "001-x",
                expected.isEmpty() ? List.of() : List.of(expected.split("; ")),
                causes,
                status,
                "",
                Duration.ZERO,
                null,
                false,
                unprivileged);
    }
}
