package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.conntorture.outcome.FailureKind;
import org.conntorture.result.RunMeasurement;
import org.junit.jupiter.api.Test;

class TimelineTest {
    @Test
    void shouldPlaceLostReplyWhereItsAttemptBegan() {
        Timeline timeline = timeline(new RunBuilder(1, 10).subject("web").fails("web", FailureKind.NO_REPLY, 1, 8, 2));

        assertThat(timeline.cells()).extracting(Cell::failures).containsExactly(0L, 0L, 0L, 2L, 0L, 0L, 0L, 0L, 0L, 0L);
        assertThat(timeline.attempts()).isEqualTo(20_002);
    }

    @Test
    void shouldLeaveWhatFailsAtOnceWhereItEnded() {
        Timeline timeline = timeline(new RunBuilder(1, 4).subject("web").fails("web", FailureKind.RESET, 1, 2, 1));

        assertThat(timeline.cells()).extracting(Cell::failures).containsExactly(0L, 0L, 1L, 0L);
    }

    @Test
    void shouldBringTimeOutsOfTheDrainBackIntoTheTurn() {
        Timeline timeline = timeline(new RunBuilder(1, 4).subject("web").fails("web", FailureKind.NO_REPLY, 1, 7, 1));

        assertThat(timeline.cells().get(2).failures()).isEqualTo(1);
        assertThat(timeline.cells()).noneMatch(Cell::silent);
        assertThat(timeline.loadNs()).as("the drain is no load").isEqualTo(4_000_000_000L);
    }

    @Test
    void shouldNotMoveTimeOutsBeforeTheirTurn() {
        Timeline timeline =
                timeline(new RunBuilder(2, 12).subject("web").fails("web", FailureKind.CONNECT_TIMEOUT, 2, 3, 1));

        assertThat(timeline.cells().get(12).failures()).isEqualTo(1);
    }

    @Test
    void shouldSeeTheFaultLastAsLongAsNothingSucceeds() {
        Timeline timeline = timeline(new RunBuilder(1, 10).subject("web").neverAnswers("web"));

        assertThat(timeline.cells()).hasSize(11).allMatch(Cell::failing);
        assertThat(timeline.failures()).isEqualTo(10);
    }

    @Test
    void shouldLeaveTheTestersFailuresOutOfTheAttempts() {
        Timeline timeline =
                timeline(new RunBuilder(1, 4).subject("web").fails("web", FailureKind.PORTS_EXHAUSTED, 1, 2, 500));

        assertThat(timeline.attempts()).isEqualTo(8_000);
        assertThat(timeline.failures()).isZero();
    }

    @Test
    void shouldKeepOnlySecondsAboveAShare() {
        RunBuilder run = new RunBuilder(1, 4)
                .subject("web")
                .fails("web", FailureKind.RESET, 1, 1, 2_000)
                .fails("web", FailureKind.RESET, 1, 3, 2);

        assertThat(timeline(run).onlyAbove(0.1).cells())
                .extracting(Cell::failures)
                .isEqualTo(List.of(0L, 2_000L, 0L, 0L));
    }

    private static Timeline timeline(RunBuilder run) {
        RunMeasurement measured = run.build();
        return Timeline.of(measured.targets().get(0), measured.plan().load(), (block, kind) -> true);
    }
}
