package org.conntorture.screen;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Target;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.HostProgress;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.RunListener;
import org.conntorture.result.Turn;
import org.conntorture.result.TurnProgress;
import org.conntorture.support.BlockSketch;
import org.conntorture.support.TargetSketch;

/** Events of a turn in blocks of one second and 4,000 attempts, as a test tells them to a listener. */
final class Events {
    private static final long ATTEMPTS_A_SECOND = 4_000;
    private static final Map<String, LatencySummary> PHASES = Map.of(
            "connect", new LatencySummary(61_000, 47_000, 60_000, 120_000, 800_000, 3_100_000),
            "read", new LatencySummary(61_000, 52_000, 70_000, 160_000, 900_000, 4_200_000));

    private static final Map<String, Histogram> ENDED =
            Map.of("connect", histogram(40_000, 120_000), "read", histogram(50_000, 160_000));

    private final RunListener listener;
    private HostProgress host = HostProgress.UNKNOWN;
    private final Turn turn;
    private long second;
    private long attempts;
    private long judged;
    private long testers;

    Events(RunListener listener, String target) {
        this.listener = listener;
        this.turn = new Turn(target(target), 2, 4, 7, 20);
    }

    private static Histogram histogram(long... valuesNs) {
        Histogram histogram = new Histogram(3);
        for (long value : valuesNs) {
            histogram.recordValue(value);
        }
        return histogram;
    }

    static Target target(String name) {
        return TargetSketch.of(name);
    }

    Events start() {
        listener.turnStarted(turn);
        return this;
    }

    Events end() {
        listener.turnEnded(turn);
        return this;
    }

    /** Blocks each of which has so many failures of the kind. */
    Events seconds(int seconds, FailureKind kind, long failures) {
        for (int i = 0; i < seconds; i++) {
            second(new FailureCount(kind, Phase.READ, 0, failures));
        }
        return this;
    }

    Events seconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            second();
        }
        return this;
    }

    Events host(HostProgress now) {
        host = now;
        return this;
    }

    Events second(FailureCount... failures) {
        Block block = BlockSketch.of(ATTEMPTS_A_SECOND, one -> {
            one.round = 2;
            one.startNs = TimeUnit.SECONDS.toNanos(second++);
            one.failures = List.of(failures);
        });
        attempts += block.attempts();
        judged += block.judgedFailures();
        testers += block.testerFailures();
        listener.progressed(new TurnProgress(
                turn, block, attempts, judged, testers, PHASES, ENDED, host, TimeUnit.SECONDS.toNanos(130)));
        return this;
    }
}
