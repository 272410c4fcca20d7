package org.conntorture.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallClockTest {
    private final StallClock clock = new StallClock(100, 1000);

    @Test
    void shouldRunWithTheWallWhileTicksComeInTime() {
        clock.tick(1099);
        clock.tick(1150);

        assertThat(clock.running(1150)).isEqualTo(1150);
        assertThat(clock.stalls()).isZero();
        assertThat(clock.longestNs()).isEqualTo(99);
    }

    @Test
    void shouldStandStillWhileTheLoopDid() {
        clock.tick(1050);
        clock.tick(6050);

        assertThat(clock.stalls()).isEqualTo(1);
        assertThat(clock.running(6050)).isEqualTo(1050);
        assertThat(clock.longestNs()).isEqualTo(5000);
    }
}
