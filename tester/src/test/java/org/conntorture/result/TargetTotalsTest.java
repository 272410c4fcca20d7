package org.conntorture.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.conntorture.outcome.Attempt;
import org.conntorture.plan.Target;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.record.LoopRecorder;
import org.conntorture.support.BlockSketch;
import org.conntorture.support.TargetSketch;
import org.junit.jupiter.api.Test;

class TargetTotalsTest {
    private static final Target TARGET = TargetSketch.of("pm2");

    private final TargetTotals packing = new TargetTotals(TARGET);
    private final TargetTotals plain = new TargetTotals(TARGET);

    /** Between turns latencies are packed; nothing of them may be lost by that. */
    @Test
    void shouldHaveTheSameLatenciesHoweverManyTurnsItTakes() {
        for (int turn = 1; turn <= 4; turn++) {
            add(packing, turn);
            packing.turnEnded(1, 0);
            assertThat(packing.phases()).isEqualTo(packing.measurement().phases());
            add(plain, turn);
        }
        plain.turnEnded(1, 0);

        assertThat(packing.phases()).isEqualTo(plain.phases()).containsKeys("connect", "read", "attempt");
        assertThat(packing.phases().get("connect").count()).isEqualTo(4000);
    }

    private static void add(TargetTotals totals, int turn) {
        LoopRecorder recorder = new LoopRecorder();
        for (int i = 1; i <= 1000; i++) {
            Attempt attempt = new Attempt();
            attempt.begin(i, 0, 1, false);
            attempt.connected(1 + 50_000L * i * turn);
            attempt.repliedNs = attempt.connectedNs + 30_000L * i;
            attempt.endedNs = attempt.repliedNs;
            recorder.ended(attempt);
        }
        recorder.flip();
        List<IntervalSnapshot> snapshots = List.of(recorder.take());
        Block block = BlockSketch.of(1000, one -> one.round = turn);
        totals.add(block, snapshots, new IntervalLatencies().merge(snapshots), 0);
    }
}
