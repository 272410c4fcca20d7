package org.conntorture.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.selftest.Score.Tally;
import org.conntorture.selftest.Trial.Status;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final Recipe FAULT = Recipe.of("fault", CauseId.BLACKHOLE);
    private static final Recipe BY_SHARE =
            Recipe.of("by-share", CauseId.PACKET_LOSS).decidedByChance();
    private static final Recipe HEALTHY = Recipe.of("healthy");

    private final List<Trial> trials = new ArrayList<>();

    @Test
    void shouldCountEachKindOfCaseApart() {
        ended(FAULT, 3, Status.OK);
        ended(FAULT, 1, Status.MISS);
        ended(FAULT, 2, Status.NOT_MADE);
        ended(BY_SHARE, 1, Status.NOT_MADE);
        ended(BY_SHARE, 4, Status.OK);
        ended(HEALTHY, 5, Status.OK);
        ended(HEALTHY, 1, Status.SKIPPED);

        assertThat(Score.of(trials)).isEqualTo(new Score(new Tally(3, 4), new Tally(4, 4), new Tally(5, 5), 1, 2));
    }

    @Test
    void shouldBeRightWhenAllIs() {
        ended(FAULT, 3, Status.OK);
        ended(BY_SHARE, 4, Status.OK);
        ended(HEALTHY, 5, Status.OK);

        assertThat(Score.of(trials).isWrong()).isFalse();
    }

    @Test
    void shouldBeWrongAtOneMiss() {
        ended(FAULT, 60, Status.OK);
        ended(FAULT, 1, Status.MISS);

        assertThat(Score.of(trials).isWrong()).isTrue();
    }

    @Test
    void shouldBeWrongAtOneFalseAccusation() {
        ended(HEALTHY, 7, Status.OK);
        ended(HEALTHY, 1, Status.FALSE_ACCUSATION);

        assertThat(Score.of(trials).isWrong()).isTrue();
    }

    @Test
    void shouldForgiveChanceAQuarter() {
        ended(BY_SHARE, 6, Status.OK);
        ended(BY_SHARE, 2, Status.MISS);
        assertThat(Score.of(trials).isWrong()).isFalse();

        ended(BY_SHARE, 1, Status.MISS);
        assertThat(Score.of(trials).isWrong()).isTrue();
    }

    private void ended(Recipe recipe, int count, Status status) {
        trials.addAll(Collections.nCopies(count, Trial.of(recipe, List.of(), status, "", Duration.ofSeconds(1), null)));
    }
}
