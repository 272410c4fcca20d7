package org.conntorture.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimTest {
    private static final Map<String, Long> SEEN = Map.of("ListenDrops", 20L, "ListenOverflows", 19L, "no-reply", 3L);

    @ParameterizedTest
    @CsvSource({
        "ListenDrops=20, true",
        "ListenDrops=ListenOverflows, false",
        "ListenDrops~ListenOverflows, true",
        "ListenDrops~17, false",
        "ListenDrops>ListenOverflows, true",
        "no-reply<3, false",
        "no-reply<4, true",
        "reset=0, true",
        "OutRsts>0, false"
    })
    void shouldCompareNamesAndNumbers(String claim, boolean holds) {
        assertThat(Claim.parse(claim)).singleElement().matches(parsed -> parsed.holds(SEEN) == holds);
    }

    @Test
    void shouldTellWhatWasSeenInstead() {
        assertThat(Claim.parse("no-reply=ListenDrops").get(0).refutation(SEEN))
                .contains("no-reply=ListenDrops", "3 and 20");
    }

    @Test
    void shouldReadSeveralOrNone() {
        assertThat(Claim.parse(" a=1  b>2 ")).hasSize(2);
        assertThat(Claim.parse("")).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoClaim() {
        assertThatThrownBy(() -> Claim.parse("ListenDrops")).hasMessageContaining("ListenDrops");
    }
}
