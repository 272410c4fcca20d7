package org.conntorture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.record.LoopRecorder;
import org.conntorture.result.Hiccup;
import org.conntorture.result.WallClock;
import org.junit.jupiter.api.Test;

class HiccupLogTest {
    private static final long MS = 1_000_000;

    private final WallClock clock = new WallClock();
    private final HiccupLog log = new HiccupLog(clock);
    private final LoopRecorder first = new LoopRecorder();
    private final LoopRecorder second = new LoopRecorder();

    @Test
    void shouldTellAPauseOfAllLoopsOnce() {
        still(first, 100, 140);
        still(second, 101, 143);
        still(second, 200, 240);

        assertThat(told()).containsExactly(hiccup(100, 143), hiccup(200, 240));
    }

    @Test
    void shouldTellEachOfALoopInItsOrderThoughOthersStoodStillBetween() {
        still(first, 100, 140);
        still(first, 300, 340);
        still(second, 200, 240);

        assertThat(told()).containsExactly(hiccup(100, 140), hiccup(200, 240), hiccup(300, 340));
    }

    @Test
    void shouldNotTellAgainWhatALoopNoticedABlockLater() {
        still(first, 100, 140);
        assertThat(told()).hasSize(1);

        still(second, 101, 142);
        assertThat(told()).isEmpty();
    }

    @Test
    void shouldTellTheRestOfALoopThatStoodStillMuchLonger() {
        still(first, 100, 140);
        assertThat(told()).hasSize(1);

        still(second, 100, 900);
        still(first, 500, 600);
        assertThat(told()).containsExactly(hiccup(140, 900));
        assertThat(told()).isEmpty();
    }

    private void still(LoopRecorder loop, long fromMs, long toMs) {
        loop.stoodStill(clock.anchor().nanoTime() + fromMs * MS, (toMs - fromMs) * MS);
    }

    private static Hiccup hiccup(long fromMs, long toMs) {
        return new Hiccup(fromMs * MS, (toMs - fromMs) * MS);
    }

    private List<Hiccup> told() {
        List<IntervalSnapshot> snapshots = new ArrayList<>();
        for (LoopRecorder recorder : List.of(first, second)) {
            recorder.flip();
            snapshots.add(recorder.take());
        }
        List<Hiccup> told = log.told(snapshots);
        first.recycle(snapshots.get(0));
        second.recycle(snapshots.get(1));
        return told;
    }
}
