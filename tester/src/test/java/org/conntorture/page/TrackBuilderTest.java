package org.conntorture.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.conntorture.chart.CountTrack;
import org.conntorture.chart.FailureMark;
import org.conntorture.chart.PortFailure;
import org.conntorture.chart.Stretch;
import org.conntorture.chart.TimedCount;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Target;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.LoggedFailure;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.store.EvidenceSeconds;
import org.conntorture.support.BlockSketch;
import org.conntorture.support.MeasurementSketch;
import org.conntorture.support.TargetSketch;
import org.junit.jupiter.api.Test;

class TrackBuilderTest {
    private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");
    private static final long SECOND_NS = 1_000_000_000;

    private static Block second(int second, FailureCount... failures) {
        return BlockSketch.of(100, one -> {
            one.round = 1 + second / 20;
            one.startNs = second * SECOND_NS;
            one.failures = List.of(failures);
        });
    }

    private static FailureCount count(FailureKind kind, long count) {
        return new FailureCount(kind, Phase.READ, 0, count);
    }

    private static LoggedFailure failure(FailureKind kind, long attempt, int port) {
        return new LoggedFailure(
                "a",
                attempt,
                kind,
                Phase.READ,
                null,
                START.plusMillis(500),
                "::1",
                port,
                SECOND_NS,
                null,
                null,
                null,
                null);
    }

    private static TrackBuilder builder(Block... blocks) {
        return builder(Duration.ZERO, blocks);
    }

    private static TrackBuilder builder(Duration apart, Block... blocks) {
        Target target = TargetSketch.of("a");
        TargetMeasurement measurement = MeasurementSketch.of(target, one -> one.blocks = List.of(blocks));
        return new TrackBuilder(measurement, START, List.of(), !apart.isZero(), apart, 60);
    }

    private static TargetTrack track(TrackBuilder builder) {
        return builder.track(SeenTarget.NONE);
    }

    @Test
    void shouldNotHoldAgainstTheTargetWhatTheTesterMade() {
        TrackBuilder builder =
                builder(second(0, count(FailureKind.NO_REPLY, 3), count(FailureKind.TESTER_STALLED, 500)), second(1));
        builder.add(failure(FailureKind.TESTER_STALLED, 1, 40_001));
        builder.add(failure(FailureKind.NO_REPLY, 2, 40_002));

        TargetTrack track = track(builder);

        assertThat(track.marks()).extracting(FailureMark::kind).containsExactly("no-reply");
        assertThat(track.ports()).extracting(PortFailure::port).containsExactly(40_002);
        assertThat(track.kinds())
                .extracting(CountTrack::name)
                .containsExactly("no-reply", "tester-stalled, the tester's own");
        assertThat(track.unlogged()).isEqualTo(2);
        assertThat(track.firstFailure()).map(LoggedFailure::attempt).contains(2L);
    }

    private static EvidenceSeconds.Second endsAt(double second) {
        return new EvidenceSeconds.Second(
                "a", START.plusMillis((long) (1000 * second)), Map.of("TcpExtListenOverflows", 7L), List.of(3L));
    }

    @Test
    void shouldPutWhatWasCountedInASecondAtItsBeginning() {
        TrackBuilder builder = builder(second(0), second(1));
        builder.add(endsAt(2));

        TargetTrack track = track(builder);

        assertThat(track.counters())
                .containsExactly(new CountTrack("ListenOverflows", List.of(new TimedCount(1000, 7))));
        assertThat(track.queues().get(0).lengths()).containsExactly(new TimedCount(1000, 3));
    }

    @Test
    void shouldPassOverWhatTheServersWatchSawWithoutLoad() {
        TrackBuilder builder = builder(second(10), second(11), second(30));
        List.of(-3600.0, 10.0, 10.4, 12.5, 14.5, 30.0, 31.0, 33.5).forEach(end -> builder.addServers(endsAt(end)));

        assertThat(track(builder).counters())
                .flatExtracting(CountTrack::counts)
                .extracting(TimedCount::timeMs)
                .containsExactly(10_000L, 11_500L, 30_000L);
    }

    @Test
    void shouldNotTakeAStallForTheLengthOfASecond() {
        Block stall = BlockSketch.of(100, one -> {
            one.startNs = 2 * SECOND_NS;
            one.durationNs = 15 * SECOND_NS;
        });

        assertThat(track(builder(second(0), second(1), stall)).secondMs()).isEqualTo(1000);
    }

    @Test
    void shouldMarkEachDisturbance() {
        Block disturbed = BlockSketch.of(100, one -> {
            one.startNs = SECOND_NS;
            one.disturbances = 3;
        });

        assertThat(track(builder(second(0), disturbed)).disturbances())
                .hasSize(3)
                .allMatch(mark -> mark.timeMs() == 1000);
    }

    @Test
    void shouldLetATurnEndWithTheLastShard() {
        TargetTrack track = track(builder(Duration.ofSeconds(5), second(0), second(1), second(20)));

        assertThat(track.time().loaded()).containsExactly(new Stretch(0, 7_000), new Stretch(20_000, 26_000));
        assertThat(track.secondMs()).isEqualTo(1000);
    }
}
