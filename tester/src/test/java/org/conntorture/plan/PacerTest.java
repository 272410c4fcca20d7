package org.conntorture.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Of all loops together, in their order, milliseconds. */
    private static List<Double> due(List<Stage> stages, int loops, int attempts) {
        List<Double> due = new ArrayList<>();
        for (int i = 0; i < loops; i++) {
            Pacer pacer = new Pacer(stages, i, loops, Shard.WHOLE);
            for (int k = 0; k * loops + i < attempts; k++) {
                due.add(pacer.offsetNs(k) / 1e6);
            }
        }
        Collections.sort(due);
        return due;
    }

    @Test
    void shouldKeepARateOverAllLoops() {
        assertThat(new Pacer(100, 1, 2, Shard.WHOLE).offsetNs(3)).isEqualTo(70_000_000);
        List<Stage> constant = List.of(Stage.ofRate(SECOND, 100, 100));
        assertThat(due(constant, 3, 100))
                .hasSize(100)
                .startsWith(0.0, 10.0, 20.0)
                .endsWith(990.0);
    }

    @Test
    void shouldStartBurstsTogether() {
        List<Stage> bursts = List.of(Stage.ofBursts(Duration.ofMillis(1500), 3, Duration.ofMillis(500)));
        assertThat(bursts.get(0).attempts()).isEqualTo(9);
        assertThat(due(bursts, 2, 9)).containsExactly(0.0, 0.0, 0.0, 500.0, 500.0, 500.0, 1000.0, 1000.0, 1000.0);
    }

    @Test
    void shouldRaiseARateEvenly() {
        List<Stage> ramp = List.of(Stage.ofRate(Duration.ofSeconds(10), 0, 100));
        List<Double> due = due(ramp, 1, 500);
        // Half of the time holds a quarter of the attempts.
        assertThat(due.stream().filter(ms -> ms < 5000).count()).isEqualTo(125);
        assertThat(due.get(499)).isCloseTo(9989.99, within(0.1));
        assertThat(due(List.of(Stage.ofRate(Duration.ofSeconds(10), 100, 0)), 1, 500)
                        .get(375))
                .isCloseTo(5000, within(0.001));
    }

    @Test
    void shouldPassFromStageToStage() {
        List<Stage> stages = List.of(
                Stage.ofRate(SECOND, 2, 2),
                Stage.ofRate(SECOND, 0, 0),
                Stage.ofBursts(SECOND, 2, SECOND),
                Stage.ofRate(SECOND, 1, 1));
        assertThat(due(stages, 2, 5)).containsExactly(0.0, 500.0, 2000.0, 2000.0, 3000.0);
    }

    @Test
    void shouldNeverStartWhatNoStageHas() {
        Pacer pacer = new Pacer(List.of(Stage.ofRate(SECOND, 2, 2)), 0, 1, Shard.WHOLE);
        assertThat(pacer.offsetNs(2)).isGreaterThan(Stage.ENDLESS.toNanos());
        assertThat(System.nanoTime() + pacer.offsetNs(2)).isPositive();
    }

    @Test
    void shouldShareAScheduleAmongShardsOfAnySize() {
        List<Stage> stages = List.of(
                Stage.ofRate(SECOND, 30, 60), Stage.ofBursts(Duration.ofMillis(1500), 7, Duration.ofMillis(500)));
        List<Double> whole = due(stages, 1, 66);
        assertThat(whole.get(65)).isLessThan(3000);
        List<Double> shared = new ArrayList<>();
        for (int shard = 0; shard < 4; shard++) {
            // They need not have as many threads.
            int loops = 1 + shard % 3;
            for (int loop = 0; loop < loops; loop++) {
                Pacer pacer = new Pacer(stages, loop, loops, new Shard(shard, 4, null));
                for (long k = 0; pacer.offsetNs(k) < 3_000_000_000L; k++) {
                    shared.add(pacer.offsetNs(k) / 1e6);
                }
            }
        }
        Collections.sort(shared);
        assertThat(shared).isEqualTo(whole);
        assertThat(new Pacer(100, 1, 2, new Shard(2, 3, null)).offsetNs(1)).isEqualTo(110_000_000);
    }
}
