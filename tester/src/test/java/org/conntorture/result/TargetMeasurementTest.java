package org.conntorture.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.conntorture.support.BlockSketch;
import org.conntorture.support.MeasurementSketch;
import org.conntorture.support.TargetSketch;
import org.junit.jupiter.api.Test;

class TargetMeasurementTest {
    @Test
    void shouldLeaveQuotedOutputOutOfTheShortReason() {
        assertThat(because("no port after 30 s; its last output:\n  a; b:\n  c").reasonInShort())
                .isEqualTo("no port after 30 s");
        assertThat(because("one thing; and another\nmore").reasonInShort()).isEqualTo("one thing; and another");
        assertThat(because("tool: is missing").reasonInShort()).isEqualTo("tool: is missing");
        assertThat(because(null).reasonInShort()).isNull();
    }

    @Test
    void shouldTakeTheRateFromTheFirstStartOfEachTurnToTheLast() {
        TargetMeasurement paced = ran(
                block(1, 0, 1_000, new Begun(5_000_000, 1_004_000_000)),
                block(1, 1, 1_001, new Begun(1_004_000_000, 2_005_000_000)),
                block(2, 9, 500, new Begun(9_000_000_000L, 9_499_000_000L)));

        assertThat(paced.achievedPerSecond().orElseThrow()).isEqualTo(2_499 / 2.499);
    }

    @Test
    void shouldKnowNoRateOfAClosedLoop() {
        assertThat(ran(block(1, 0, 1_000, null)).achievedPerSecond()).isEmpty();
        assertThat(ran(block(1, 0, 1, new Begun(7, 7))).achievedPerSecond()).isEmpty();
    }

    private static Block block(int round, long second, long attempts, Begun begun) {
        return BlockSketch.of(attempts, one -> {
            one.round = round;
            one.startNs = second * BlockSketch.SECOND_NS;
            one.begun = begun;
        });
    }

    private static TargetMeasurement ran(Block... blocks) {
        return measured(one -> one.blocks = List.of(blocks));
    }

    private static TargetMeasurement because(String reason) {
        return measured(one -> one.reason = reason);
    }

    private static TargetMeasurement measured(Consumer<MeasurementSketch> change) {
        return MeasurementSketch.of(TargetSketch.of("pm2"), change);
    }
}
