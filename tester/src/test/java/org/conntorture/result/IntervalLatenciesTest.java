package org.conntorture.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.record.LoopRecorder;
import org.junit.jupiter.api.Test;

class IntervalLatenciesTest {
    private final IntervalLatencies latencies = new IntervalLatencies();

    @Test
    void shouldAddUpTheLoopsOfOneIntervalAlone() {
        latencies.merge(List.of(interval(3, false), interval(1, true)));
        Map<String, Histogram> second = latencies.merge(List.of(interval(5, false), interval(2, false)));

        assertThat(second).containsOnlyKeys("connect", "read", "attempt");
        assertThat(second.values()).allSatisfy(histogram -> {
            assertThat(histogram.getTotalCount()).isEqualTo(7);
            assertThat(histogram.getMaxValue()).isLessThan(40_000);
        });
    }

    @Test
    void shouldTellFailuresAfterSuccesses() {
        assertThat(latencies.merge(List.of(interval(1, true))))
                .containsOnlyKeys("connect", "read", "attempt", "failed-read");
        assertThat(latencies.merge(List.of(interval(0, true)))).containsOnlyKeys("failed-read");
        assertThat(latencies.merge(List.of())).isEmpty();
    }

    private static IntervalSnapshot interval(int successes, boolean withFailure) {
        LoopRecorder recorder = new LoopRecorder();
        for (int i = 1; i <= successes; i++) {
            recorder.ended(attempt(i));
        }
        if (withFailure) {
            Attempt failed = attempt(1_000);
            failed.phase = Phase.READ;
            failed.fail(FailureKind.NO_REPLY, Errno.NONE, null);
            recorder.ended(failed);
        }
        recorder.flip();
        return recorder.take();
    }

    /** Takes {@code number} thousand nanoseconds for each phase. */
    private static Attempt attempt(int number) {
        Attempt attempt = new Attempt();
        attempt.begin(number, 0, 1, false);
        attempt.connected(1 + 1_000L * number);
        attempt.repliedNs = attempt.connectedNs + 1_000L * number;
        attempt.endedNs = attempt.repliedNs;
        return attempt;
    }
}
