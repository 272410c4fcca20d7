package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final Finding OPEN = new Finding("web", "is open", Verdict.INCONCLUSIVE);
    private static final Finding BROKEN = new Finding("web", "is broken", Verdict.FAIL);
    private static final Finding CLEAN = new Finding("java", "is clean", Verdict.PASS);
    private static final Judgement JUDGEMENT =
            new Judgement(Verdict.FAIL, "FAIL: web is broken.", List.of(CLEAN, OPEN, BROKEN), Map.of());

    @Test
    void shouldTellTheWorstOfATargetFirst() {
        assertThat(JUDGEMENT.against("web")).containsExactly(BROKEN, OPEN);
        assertThat(JUDGEMENT.against("java")).isEmpty();
    }

    @Test
    void shouldComeToTheWorstForATarget() {
        assertThat(JUDGEMENT.outcome("web")).isEqualTo(Verdict.FAIL);
        assertThat(JUDGEMENT.outcome("java")).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldBeLeftOpenWithAllThatWasFound() {
        Judgement open = JUDGEMENT.leftOpen(List.of("one tester is missing"), "run it again");

        assertThat(open.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(open.summary())
                .isEqualTo(
                        "INCONCLUSIVE: one tester is missing (run it again); of what is there: FAIL: web is broken.");
        assertThat(open.leftOpen()).isTrue();
        assertThat(open.findings())
                .containsExactly(
                        CLEAN,
                        OPEN,
                        BROKEN,
                        new Finding(null, "one tester is missing", Verdict.INCONCLUSIVE, null, true));
    }

    @Test
    void shouldBeginWithItsVerdict() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Judgement(Verdict.PASS, "FAIL: web is broken.", List.of(), Map.of()));
    }
}
