package org.conntorture.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Latency;
import org.conntorture.outcome.Phase;
import org.junit.jupiter.api.Test;

class LoopRecorderTest {
    private final LoopRecorder recorder = new LoopRecorder();
    private final Attempt attempt = new Attempt();

    @Test
    void shouldKeepFailuresOutOfSuccessHistograms() {
        recorder.ended(succeeded(1, false));
        recorder.ended(failed(2, FailureKind.NO_REPLY, Phase.READ));

        IntervalSnapshot snapshot = flipped();
        assertThat(snapshot.attempts()).isEqualTo(2);
        assertThat(snapshot.latency(Latency.CONNECT).getTotalCount()).isEqualTo(1);
        assertThat(snapshot.latency(Latency.READ).getTotalCount()).isEqualTo(1);
        assertThat(snapshot.latency(Latency.ATTEMPT).getTotalCount()).isEqualTo(1);
        FailureTally tally = snapshot.tallies().get(0);
        assertThat(tally.durations().getTotalCount()).isEqualTo(1);
        assertThat(tally.durations().getMaxValue()).isBetween(5_000_000L - 5_000, 5_000_000L + 5_000);
    }

    @Test
    void shouldKeepSuccessesWhosePacketsWereSentAgain() {
        attempt.begin(7, 0, 1_000, false);
        attempt.connected(9_001_000);
        attempt.repliedNs = 9_501_000;
        attempt.endedNs = 9_600_000;
        attempt.retransmits = 1;
        recorder.ended(attempt);
        recorder.ended(succeeded(8, false));

        IntervalSnapshot snapshot = flipped();
        assertThat(snapshot.slowAttempts()).isEqualTo(1);
        assertThat(snapshot.slow()).containsExactly(new SlowRecord(7, 1_000, 9_000_000, 500_000, null, 1));
    }

    @Test
    void shouldHandOverOverdueAttemptsInOrderAndDropWhatNobodyReads() {
        for (int i = 1; i <= 1_000; i++) {
            attempt.begin(i, 0, 1_000, false);
            attempt.phase = Phase.READ;
            recorder.overdue(attempt);
        }

        assertThat(recorder.pollOverdue()).isEqualTo(new OverdueRecord(1, Phase.READ, 1_000, null));
        assertThat(recorder.pollOverdue().attempt()).isEqualTo(2);
        int left = 0;
        while (recorder.pollOverdue() != null) {
            left++;
        }
        assertThat(left).isLessThan(300);
    }

    @Test
    void shouldCountWarmUpAndKeepItsLatenciesOut() {
        recorder.ended(succeeded(1, true));

        IntervalSnapshot snapshot = flipped();
        assertThat(snapshot.attempts()).isEqualTo(1);
        assertThat(snapshot.replies()).isEqualTo(1);
        assertThat(snapshot.latency(Latency.ATTEMPT).getTotalCount()).isZero();
    }

    @Test
    void shouldRecordHowLateAttemptsOfAnOpenLoopWereBegunFailedOnesToo() {
        recorder.ended(late(succeeded(1, true), 5_000));
        recorder.ended(late(failed(2, FailureKind.NO_REPLY, Phase.READ), 80_000));
        recorder.ended(late(succeeded(3, false), 40_000));

        IntervalSnapshot snapshot = flipped();
        assertThat(snapshot.latency(Latency.START_LATENESS).getTotalCount()).isEqualTo(2);
        assertThat(snapshot.latency(Latency.START_LATENESS).getMinValue()).isBetween(39_900L, 40_000L);
        assertThat(snapshot.latency(Latency.START_LATENESS).getMaxValue()).isBetween(80_000L, 80_100L);
        assertThat(snapshot.firstBegunNs()).isEqualTo(1_000_000);
        assertThat(snapshot.lastBegunNs()).isEqualTo(1_000_000);
        recorder.recycle(snapshot);
        assertThat(snapshot.latency(Latency.START_LATENESS).getTotalCount()).isZero();
        assertThat(snapshot.firstBegunNs()).isZero();
    }

    private static Attempt late(Attempt attempt, long byNs) {
        attempt.intendedNs = attempt.openNs - byNs;
        return attempt;
    }

    @Test
    void shouldHandOverHiccupsWithTheirInterval() {
        recorder.stoodStill(5_000_000, 40_000_000);
        IntervalSnapshot first = flipped();
        recorder.stoodStill(95_000_000, 41_000_000);

        assertThat(first.hiccups()).containsExactly(new HiccupRecord(5_000_000, 40_000_000));
        recorder.recycle(first);
        IntervalSnapshot second = flipped();
        assertThat(second.hiccups()).containsExactly(new HiccupRecord(95_000_000, 41_000_000));
        recorder.recycle(second);
        assertThat(flipped().hiccups()).isEmpty();
    }

    @Test
    void shouldKnowNoLatenessInAClosedLoop() {
        recorder.ended(succeeded(1, false));

        IntervalSnapshot snapshot = flipped();
        assertThat(snapshot.latency(Latency.START_LATENESS).getTotalCount()).isZero();
        assertThat(snapshot.lastBegunNs()).isZero();
    }

    @Test
    void shouldTallyDistinctFailuresWithFirstLastAndCount() {
        for (int i = 1; i <= 3; i++) {
            recorder.ended(failed(i, FailureKind.NO_REPLY, Phase.READ));
        }
        recorder.ended(failed(4, FailureKind.RESET, Phase.READ));

        IntervalSnapshot snapshot = flipped();
        assertThat(snapshot.tallies()).hasSize(2);
        assertThat(snapshot.tallies().get(0).count()).isEqualTo(3);
        assertThat(snapshot.tallies().get(0).first().attempt()).isEqualTo(1);
        assertThat(snapshot.tallies().get(0).last().attempt()).isEqualTo(3);
        assertThat(snapshot.judgedFailures()).isEqualTo(4);
    }

    @Test
    void shouldCountBeyondWhatItKeeps() {
        recorder.keepFailures(false);
        recorder.ended(failed(1, FailureKind.RESET, Phase.READ));

        IntervalSnapshot snapshot = flipped();
        assertThat(snapshot.failures()).isEmpty();
        assertThat(snapshot.tallies().get(0).count()).isEqualTo(1);
    }

    @Test
    void shouldGoOnInItsOwnSnapshotWhileTheReaderHasTheOther() {
        recorder.ended(succeeded(1, false));
        recorder.flip();
        recorder.ended(succeeded(2, false));
        recorder.flip();
        recorder.ended(succeeded(3, false));

        IntervalSnapshot first = recorder.take();
        assertThat(first.attempts()).isEqualTo(1);
        assertThat(recorder.take()).isNull();
        recorder.recycle(first);
        assertThat(flipped().attempts()).isEqualTo(2);
    }

    @Test
    void shouldClampAndCountWhatIsBeyondTheRange() {
        Attempt slow = succeeded(1, false);
        slow.endedNs = slow.openNs + 700_000_000_000L;
        recorder.ended(slow);

        assertThat(flipped().clamped()).isEqualTo(1);
    }

    private IntervalSnapshot flipped() {
        recorder.flip();
        return recorder.take();
    }

    private Attempt succeeded(long number, boolean warmup) {
        attempt.begin(number, 0, 1_000_000, warmup);
        attempt.connected(1_050_000);
        attempt.repliedNs = 1_150_000;
        attempt.endedNs = 1_160_000;
        attempt.phase = Phase.CLOSE;
        return attempt;
    }

    private Attempt failed(long number, FailureKind kind, Phase phase) {
        attempt.begin(number, 0, 1_000_000, false);
        attempt.connected(2_000_000);
        attempt.endedNs = 7_000_000;
        attempt.phase = phase;
        attempt.fail(kind, 0, null);
        return attempt;
    }

    @Test
    void shouldCountEachReplyAndItsStatusOnce() {
        LoopRecorder recorder = new LoopRecorder();
        Attempt attempt = new Attempt();
        attempt.begin(1, 0, 1_000, false);
        attempt.connected(2_000);
        attempt.securedNs = 5_000;
        attempt.requestNs = 5_000;
        attempt.status = 200;
        attempt.firstByteNs = 9_000;
        attempt.repliedNs = 11_000;
        recorder.replied(attempt);
        attempt.phase = Phase.IDLE;
        attempt.fail(FailureKind.CLOSED_WHILE_IDLE, Errno.NONE, null);
        recorder.ended(attempt);
        attempt.begin(2, 0, 1_000, false);
        attempt.connected(2_000);
        attempt.status = 504;
        attempt.phase = Phase.READ;
        attempt.fail(FailureKind.GATEWAY_TIMEOUT, Errno.NONE, null);
        recorder.ended(attempt);
        recorder.flip();

        IntervalSnapshot snapshot = recorder.take();
        assertThat(snapshot.statuses()).isEqualTo(Map.of(200, 1L, 504, 1L));
        assertThat(snapshot.replies()).isEqualTo(1);
        assertThat(snapshot.latency(Latency.READ).getTotalCount()).isEqualTo(1);
        assertThat(snapshot.latency(Latency.READ).getMaxValue()).isBetween(6_000L, 6_100L);
        assertThat(snapshot.latency(Latency.FIRST_BYTE).getMaxValue()).isBetween(4_000L, 4_100L);
        assertThat(snapshot.latency(Latency.CONNECT).getTotalCount()).isZero();
    }

    @Test
    void shouldTimeTheServersClose() {
        LoopRecorder recorder = new LoopRecorder();
        Attempt attempt = new Attempt();
        attempt.begin(1, 0, 1_000, false);
        attempt.connected(2_000);
        attempt.securedNs = 5_000;
        attempt.requestNs = 5_000;
        attempt.repliedNs = 11_000;
        attempt.closingNs = 12_000;
        attempt.endedNs = 20_000;
        recorder.ended(attempt);
        recorder.flip();

        IntervalSnapshot snapshot = recorder.take();
        assertThat(snapshot.latency(Latency.TLS).getMaxValue()).isBetween(3_000L, 3_100L);
        assertThat(snapshot.latency(Latency.CLOSE).getMaxValue()).isBetween(8_000L, 8_100L);
        recorder.recycle(snapshot);
        assertThat(snapshot.latency(Latency.CLOSE).getTotalCount()).isZero();
        assertThat(snapshot.statuses()).isEmpty();
    }
}
