package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.RunMeasurement;
import org.conntorture.support.BlockSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest(name = "{0}: {1} s")
    @CsvSource({
        "CONNECT_TIMEOUT, 1",
        "NO_REPLY, 2",
        "INCOMPLETE_REPLY, 2",
        "WRITE_TIMEOUT, 2",
        "CLOSE_TIMEOUT, 3",
        "RESET, 0",
        "CLOSED_WITHOUT_REPLY, 0"
    })
    void shouldKnowHowLongAnAttemptWaited(FailureKind kind, long seconds) {
        Timeline.TimeOuts timeOuts =
                new Timeline.TimeOuts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));

        assertThat(Timeline.waited(kind, timeOuts)).hasSeconds(seconds);
    }

    @Test
    void shouldSeeOnlyTheBeginningOfALoneLostAttempt() {
        Timeline timeline = timeline(new RunBuilder(1, 10).subject("web").fails("web", FailureKind.NO_REPLY, 1, 8, 2));

        assertThat(timeline.cells()).noneMatch(Cell::silent);
    }

    @Test
    void shouldSeeTheFaultEndWhereAnotherAttemptSucceeds() {
        List<Block> blocks = new ArrayList<>();
        for (int second = 0; second < 6; second++) {
            long startNs = second * BlockSketch.SECOND_NS;
            boolean last = second == 5;
            blocks.add(BlockSketch.of(last ? 1 : second == 3 ? 7 : 0, one -> {
                one.startNs = startNs;
                one.failures = last ? List.of(new FailureCount(FailureKind.NO_REPLY, Phase.READ, 0, 1)) : List.of();
            }));
        }
        Timeline.TimeOuts timeOuts =
                new Timeline.TimeOuts(Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ofSeconds(4));
        Timeline timeline = Timeline.of("web", blocks, timeOuts, (block, failure) -> true);

        assertThat(timeline.cells()).extracting(Cell::failures).containsExactly(0L, 1L, 0L, 0L, 0L, 0L);
        assertThat(timeline.cells()).extracting(Cell::silent).containsExactly(false, false, true, false, false, false);
    }

    @Test
    void shouldKnowItsWorstSecond() {
        RunBuilder run = new RunBuilder(1, 4)
                .subject("web")
                .fails("web", FailureKind.RESET, 1, 1, 2_000)
                .fails("web", FailureKind.RESET, 1, 3, 2);

        assertThat(timeline(run).worstShare()).isEqualTo(0.5);
        assertThat(timeline(run).onlyAbove(0.5).failures()).isZero();
    }

    private static Timeline timeline(RunBuilder run) {
        RunMeasurement measured = run.build();
        return Timeline.of(measured.targets().get(0), measured.plan().load(), (block, kind) -> true);
    }
}
