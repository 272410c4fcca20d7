package org.conntorture.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Times in nanoseconds; every 1000. */
class DisturbanceScheduleTest {
    private final DisturbanceSchedule schedule = new DisturbanceSchedule(Duration.ofNanos(1000));

    @Test
    void shouldBeginOneIntervalAfterTheTurn() {
        schedule.turnStarted(5000, OptionalLong.empty());

        assertThat(schedule.waitNs(5300)).isEqualTo(700);
    }

    @Test
    void shouldCountTheIntervalFromStartToStart() {
        schedule.turnStarted(5000, OptionalLong.empty());
        schedule.ran(run(6000, 6400));

        assertThat(schedule.waitNs(6400)).isEqualTo(600);
    }

    @Test
    void shouldFollowAtOnceWhenARunTookLongerThanTheInterval() {
        schedule.turnStarted(5000, OptionalLong.empty());
        schedule.ran(run(6000, 8500));

        assertThat(schedule.waitNs(8500)).isLessThanOrEqualTo(0);
    }

    @Test
    void shouldExpectHalfAnIntervalBeforeTheFirstRun() {
        schedule.turnStarted(5000, OptionalLong.of(7000));

        assertThat(schedule.fits(6500)).isTrue();
        assertThat(schedule.fits(6501)).isFalse();
    }

    @Test
    void shouldJudgeByTheLongestRunOfAllTurns() {
        schedule.turnStarted(5000, OptionalLong.of(7000));
        schedule.ran(run(6000, 6300));
        schedule.ran(run(7000, 7100));
        schedule.turnStarted(9000, OptionalLong.of(11_000));

        assertThat(schedule.fits(10_700)).isTrue();
        assertThat(schedule.fits(10_701)).isFalse();
    }

    @Test
    void shouldAlwaysFitATurnThatDoesNotEndByTime() {
        schedule.turnStarted(5000, OptionalLong.empty());

        assertThat(schedule.fits(Long.MAX_VALUE)).isTrue();
    }

    private static DisturbanceRun run(long startNs, long endNs) {
        return new DisturbanceRun(startNs, endNs, Optional.empty());
    }
}
