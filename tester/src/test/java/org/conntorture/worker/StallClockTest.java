package org.conntorture.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StallClockTest {
    private static final long MS = 1_000_000;

    private final StallClock clock = new StallClock(500 * MS, 1000 * MS);

    @Test
    void shouldTakeNothingForAStallThatWasBeforeTheLoad() {
        clock.begin(3000 * MS);
        clock.tick(3010 * MS);

        assertThat(clock.longestNs()).isEqualTo(10 * MS);
        assertThat(clock.stalls()).isZero();
    }

    @Test
    void shouldRunWithTheWallWhileTicksComeInTime() {
        clock.tick(1010 * MS);
        clock.tick(1059 * MS);

        assertThat(clock.running(1060 * MS)).isEqualTo(1060 * MS);
        assertThat(clock.stalls()).isZero();
        assertThat(clock.longestNs()).isEqualTo(49 * MS);
    }

    @Test
    void shouldStandStillWhileTheLoopDidButCallOnlyALongTimeAStall() {
        clock.tick(1200 * MS);
        assertThat(clock.stalls()).isZero();
        assertThat(clock.running(1200 * MS)).isEqualTo(1000 * MS);

        clock.tick(6200 * MS);
        assertThat(clock.stalls()).isEqualTo(1);
        assertThat(clock.running(6200 * MS)).isEqualTo(1000 * MS);
        assertThat(clock.longestNs()).isEqualTo(5000 * MS);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 0, in time",
        "19, 0, late by a time slice",
        "29, 0, one tick missed",
        "30, 20, two missed",
        "50, 40, a pause of 50 ms right after a tick",
        "59, 49, a pause of 50 ms right before the next",
    })
    void shouldCallWhatGoesBeyondATickAHiccup(long gapMs, long hiccupMs, String reason) {
        assertThat(clock.tick((1000 + gapMs) * MS)).as(reason).isEqualTo(hiccupMs * MS);
    }
}
