package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.conntorture.kernel.CpuThrottling;
import org.conntorture.kernel.CpuWait;
import org.conntorture.kernel.ProcessState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessWatchTest {
    private static final long MS = 1_000_000;

    private static final CpuWait UNKNOWN = waited(OptionalLong.empty());

    private final ProcessWatch watch = new ProcessWatch();

    @Test
    void shouldCountStatesAndKeepPeaks() {
        watch.sample(state('S', 0, 10), UNKNOWN, 0);
        watch.sample(state('T', 0, 30), UNKNOWN, 200 * MS);
        watch.sample(state('T', 0, 20), UNKNOWN, 400 * MS);

        ProcessTrack track = watch.track();
        assertThat(track.states()).isEqualTo(Map.of('S', 1, 'T', 2));
        assertThat(track.seen('T')).isEqualTo(2);
        assertThat(track.seen('D')).isZero();
        assertThat(track.descriptorsPeak()).hasValue(30);
        assertThat(track.descriptorLimit()).hasValue(1024);
        assertThat(track.busiest()).isZero();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "STTS, 1-2, stopped by a signal",
        "SttS, 1-2, stopped by a debugger",
        "SFFS, 1-2, frozen with its control group",
        "FFSSF, 0-1 4-4, frozen twice",
        "SFTTS, 1-3, frozen and stopped by a signal before it was thawed",
        "SDDDS, '', only waits for a disk",
    })
    void shouldKnowWhenItStoodStill(String states, String stops, String reason) {
        for (int i = 0; i < states.length(); i++) {
            watch.sample(state(states.charAt(i), 0, 1), UNKNOWN, i);
        }

        assertThat(watch.track().stops().stream()
                        .map(stop -> stop.fromNs() + "-" + stop.toNs())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(stops);
    }

    @Test
    void shouldKeepTheLargestShareOfACore() {
        watch.sample(state('R', 100, 1), UNKNOWN, 0);
        watch.sample(state('R', 110, 1), UNKNOWN, 200 * MS);
        watch.sample(state('R', 111, 1), UNKNOWN, 400 * MS);

        assertThat(watch.track().busiest()).as("10 ticks of 10 ms in 200 ms").isCloseTo(0.5, within(1e-9));
    }

    @Test
    void shouldNotMeasureAShareOverAMomentOrOverAPause() {
        watch.sample(state('R', 100, 1), UNKNOWN, 0);
        watch.sample(state('R', 105, 1), UNKNOWN, 10 * MS);
        watch.pause();
        watch.sample(state('R', 900, 1), UNKNOWN, 1000 * MS);

        assertThat(watch.track().busiest()).isZero();
    }

    @Test
    void shouldNotKnowDescriptorsThatNobodyShowed() {
        watch.sample(
                new ProcessState(7, "node", "", 'S', 1, 0, OptionalLong.empty(), OptionalLong.empty()), UNKNOWN, 0);

        assertThat(watch.track().descriptorsPeak()).isEmpty();
    }

    @Test
    void shouldAddUpWhatKeptItFromRunning() {
        watch.sample(state('R', 100, 1), waited(OptionalLong.of(5_000 * MS)), 0);
        watch.sample(state('R', 110, 1), waited(OptionalLong.of(5_090 * MS)), 200 * MS);
        watch.pause();
        watch.sample(state('R', 500, 1), waited(OptionalLong.of(9_000 * MS)), 5_000 * MS);
        watch.sample(state('R', 505, 1), waited(OptionalLong.of(9_060 * MS)), 5_300 * MS);

        assertThat(watch.track().cpu())
                .isEqualTo(new CpuTrack(500 * MS, 150 * MS, OptionalLong.of(150 * MS), CpuThrottling.UNKNOWN, 0));
        assertThat(watch.track().cpu().queuedShare()).isCloseTo(0.3, within(1e-9));
        assertThat(watch.track().cpu().throttledShare()).isZero();
    }

    @Test
    void shouldAddUpThrottlingAcrossPausesAndGroups() {
        watch.sample(state('R', 100, 1), throttled(10, 4, 500), 0);
        watch.sample(state('R', 100, 1), throttled(12, 6, 650), 200 * MS);
        watch.sample(state('R', 100, 1), throttled(1, 0, 0), 400 * MS);
        watch.pause();
        watch.sample(state('R', 100, 1), throttled(7, 3, 300), 1_000 * MS);
        watch.sample(state('R', 100, 1), throttled(9, 4, 350), 1_200 * MS);

        CpuTrack cpu = watch.track().cpu();
        assertThat(cpu.throttling()).as("one that was left counts no more").isEqualTo(throttling(4, 3, 200));
        assertThat(cpu.throttledShare()).as("200 of 600 ms").isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void shouldKnowNoThrottlingOfAnEarlierVersion() {
        assertThat(new CpuTrack(500 * MS, 0, OptionalLong.empty(), null, 0).throttledShare())
                .isZero();
    }

    private static CpuWait throttled(long periods, long throttledPeriods, long ms) {
        return new CpuWait(OptionalLong.empty(), throttling(periods, throttledPeriods, ms), 0);
    }

    private static CpuThrottling throttling(long periods, long throttledPeriods, long ms) {
        return new CpuThrottling(OptionalLong.of(periods), OptionalLong.of(throttledPeriods), OptionalLong.of(ms * MS));
    }

    private static CpuWait waited(OptionalLong queuedNs) {
        return new CpuWait(queuedNs, CpuThrottling.UNKNOWN, 0);
    }

    private static ProcessState state(char state, long ticks, long descriptors) {
        return new ProcessState(
                7, "node", "node echo.js", state, 1, ticks, OptionalLong.of(descriptors), OptionalLong.of(1024));
    }
}
