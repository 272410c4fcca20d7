package org.conntorture.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.conntorture.diagnosis.CauseId;
import org.junit.jupiter.api.Test;

class RecipesTest {
    @Test
    void shouldGiveEachCaseANameOfItsOwn() {
        assertThat(Recipes.all()).extracting(Recipe::name).doesNotHaveDuplicates();
    }

    @Test
    void shouldProvokeEveryCauseOrSayWhyNot() {
        Set<String> expected = Recipes.all().stream()
                .flatMap(recipe -> recipe.expectedIds().stream())
                .collect(Collectors.toCollection(HashSet::new));
        assertThat(expected).doesNotContainAnyElementsOf(Recipes.NOT_PROVOKED.keySet());
        expected.addAll(Recipes.NOT_PROVOKED.keySet());
        assertThat(expected)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(CauseId.values()).map(CauseId::id).toList());
    }

    @Test
    void shouldProveEveryCase() {
        assertThat(Recipes.all()).allMatch(recipe -> !recipe.sees().isEmpty(), "has claims");
        assertThat(Recipes.all()).allMatch(recipe -> !recipe.tester().isEmpty(), "has a load");
    }

    @Test
    void shouldKnowTheToolsOfACase() {
        assertThat(Recipe.of("x").before("rules input 'tcp dport 1 drop'").tools())
                .containsExactly("nft");
        assertThat(Recipe.of("x").shows("conntrack -S").tools()).containsExactly("conntrack");
        assertThat(Recipe.of("x").before("serve echo").tools()).isEmpty();
    }

    @Test
    void shouldKnowWhatACaseTakesAControlGroupFor() {
        assertThat(Recipe.of("x").during("await loaded\ncpu_quota 7 1").controlGroup())
                .contains(ControlGroup.Use.CPU_QUOTA);
        assertThat(Recipe.of("x").during("freeze 7\nthaw").controlGroup()).contains(ControlGroup.Use.FREEZE);
        assertThat(Recipe.of("x").before("serve echo").controlGroup()).isEmpty();
    }

    @Test
    void shouldFindCasesByTheBeginningOfTheirNames() {
        assertThat(Recipes.named(List.of("stale-tuple")))
                .extracting(Recipe::name)
                .containsExactlyInAnyOrder("stale-tuple-silent", "stale-tuple-challenged");
        assertThat(Recipes.named(List.of())).hasSameSizeAs(Recipes.all());
        assertThatThrownBy(() -> Recipes.named(List.of("no-such"))).hasMessageContaining("no-such");
    }
}
