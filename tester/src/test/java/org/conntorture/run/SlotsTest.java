package org.conntorture.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.OptionalLong;
import org.conntorture.plan.Shard;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");

    @Test
    void shouldBeginEachTurnAtATimeOfItsOwn() {
        Slots slots = new Slots(new Shard(1, 4, START), OptionalLong.of(5_000_000_000L));

        assertThat(slots.untilNs(1, START.minusMillis(250))).isEqualTo(250_000_000);
        assertThat(slots.untilNs(2, START)).isEqualTo(7_000_000_000L);
        assertThat(slots.untilNs(3, START.plusSeconds(15))).isEqualTo(-1_000_000_000L);
        assertThat(new Slots(Shard.WHOLE, OptionalLong.empty()).untilNs(3, START))
                .isZero();
    }

    @Test
    void shouldRefuseAStartThatHasPassed() {
        Slots slots = new Slots(new Shard(1, 4, START), OptionalLong.empty());
        slots.requireFuture(START.minusMillis(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> slots.requireFuture(START.plusSeconds(3)))
                .withMessage("the start at 2026-11-26T10:00:00Z has passed, it is 2026-11-26T10:00:03Z: give a later"
                        + " one, or check the clock of this host");
    }
}
