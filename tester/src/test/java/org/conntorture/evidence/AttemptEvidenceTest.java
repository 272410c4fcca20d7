package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.record.FailureRecord;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.record.LoopRecorder;
import org.junit.jupiter.api.Test;

class AttemptEvidenceTest {
    private final AttemptEvidence.Collector collector = new AttemptEvidence.Collector();

    @Test
    void shouldKeepTheFirstAndCountTheRest() {
        for (int interval = 0; interval < 15; interval++) {
            collector.add(interval(interval * 2000L, 1000));
        }
        AttemptEvidence evidence = collector.evidence();

        assertThat(evidence.failures()).hasSize(AttemptEvidence.MOST_KEPT);
        assertThat(evidence.failures().get(0).attempt()).isEqualTo(1);
        assertThat(evidence.failures())
                .extracting(FailureRecord::attempt)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(evidence.slow()).hasSize(AttemptEvidence.MOST_KEPT);
        assertThat(evidence.slowAttempts()).isEqualTo(15_000);
    }

    @Test
    void shouldOutliveTheSnapshotsItCameFrom() {
        LoopRecorder recorder = new LoopRecorder();
        recorder.ended(failed(1));
        recorder.flip();
        IntervalSnapshot snapshot = recorder.take();
        collector.add(snapshot);
        recorder.recycle(snapshot);

        assertThat(collector.evidence().failures()).hasSize(1);
    }

    /** As many failures as slow successes. */
    private static IntervalSnapshot interval(long first, int count) {
        LoopRecorder recorder = new LoopRecorder();
        for (int i = 1; i <= count; i++) {
            recorder.ended(failed(first + i));
            recorder.ended(slow(first + count + i));
        }
        recorder.flip();
        return recorder.take();
    }

    private static Attempt failed(long number) {
        Attempt attempt = new Attempt();
        attempt.begin(number, 0, 1_000, false);
        attempt.phase = Phase.READ;
        attempt.connected(2_000);
        attempt.endedNs = 3_000;
        attempt.fail(FailureKind.NO_REPLY, Errno.NONE, null);
        return attempt;
    }

    private static Attempt slow(long number) {
        Attempt attempt = new Attempt();
        attempt.begin(number, 0, 1_000, false);
        attempt.connected(9_000_000);
        attempt.endedNs = 9_100_000;
        attempt.retransmits = 1;
        return attempt;
    }
}
