package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.OptionalLong;
import org.conntorture.kernel.ProcessState;
import org.junit.jupiter.api.Test;

class ProcessWatchTest {
    private static final long MS = 1_000_000;

    private final ProcessWatch watch = new ProcessWatch();

    @Test
    void shouldCountStatesAndKeepPeaks() {
        watch.sample(state('S', 0, 10), 0);
        watch.sample(state('T', 0, 30), 200 * MS);
        watch.sample(state('T', 0, 20), 400 * MS);

        ProcessTrack track = watch.track();
        assertThat(track.states()).isEqualTo(Map.of('S', 1, 'T', 2));
        assertThat(track.seen('T')).isEqualTo(2);
        assertThat(track.seen('D')).isZero();
        assertThat(track.descriptorsPeak()).hasValue(30);
        assertThat(track.descriptorLimit()).hasValue(1024);
        assertThat(track.busiest()).isZero();
    }

    @Test
    void shouldKeepTheLargestShareOfACore() {
        watch.sample(state('R', 100, 1), 0);
        watch.sample(state('R', 110, 1), 200 * MS);
        watch.sample(state('R', 111, 1), 400 * MS);

        assertThat(watch.track().busiest()).as("10 ticks of 10 ms in 200 ms").isCloseTo(0.5, within(1e-9));
    }

    @Test
    void shouldNotMeasureAShareOverAMomentOrOverAPause() {
        watch.sample(state('R', 100, 1), 0);
        watch.sample(state('R', 105, 1), 10 * MS);
        watch.pause();
        watch.sample(state('R', 900, 1), 1000 * MS);

        assertThat(watch.track().busiest()).isZero();
    }

    @Test
    void shouldNotKnowDescriptorsThatNobodyShowed() {
        watch.sample(new ProcessState(7, "node", "", 'S', 1, 0, OptionalLong.empty(), OptionalLong.empty()), 0);

        assertThat(watch.track().descriptorsPeak()).isEmpty();
    }

    private static ProcessState state(char state, long ticks, long descriptors) {
        return new ProcessState(
                7, "node", "node echo.js", state, 1, ticks, OptionalLong.of(descriptors), OptionalLong.of(1024));
    }
}
