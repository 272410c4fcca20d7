package org.conntorture.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.conntorture.plan.Disturbance;
import org.conntorture.plan.Target;
import org.conntorture.support.TargetSketch;
import org.junit.jupiter.api.Test;

/** Counts runs of a disturbance that ends when the test lets it. */
class DisturberTest {
    private static final Duration EVERY = Duration.ofMillis(10);

    private final Semaphore mayEnd = new Semaphore(0);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final List<DisturbanceRun> ended = new CopyOnWriteArrayList<>();
    private final Disturber disturber = new Disturber(new HeldTarget(), ended::add);

    @Test
    void shouldRunAgainAndAgainButNeverTwiceAtATime() throws InterruptedException {
        mayEnd.release(5);

        disturber.start(OptionalLong.empty());
        await().until(() -> disturber.begun() == 6);
        mayEnd.release(1000);
        disturber.finish();

        assertThat(mostAtOnce).hasValue(1);
        assertThat(ended).hasSize((int) disturber.begun());
    }

    @Test
    void shouldKeepTheIntervalFromStartToStart() throws InterruptedException {
        mayEnd.release(1000);
        long turnStartNs = System.nanoTime();

        disturber.start(OptionalLong.empty());
        await().until(() -> ended.size() >= 3);
        disturber.finish();

        long before = turnStartNs;
        for (DisturbanceRun run : ended) {
            assertThat(run.startNs() - before).isGreaterThanOrEqualTo(EVERY.toNanos());
            before = run.startNs();
        }
    }

    @Test
    void shouldEndTheRunUnderWayWhenCancelled() throws InterruptedException {
        disturber.start(OptionalLong.empty());
        await().until(() -> disturber.begun() == 1);

        disturber.cancel();
        disturber.finish();

        assertThat(ended).isEmpty();
        assertThat(disturber.begun()).isEqualTo(1);
        assertThat(disturber.isUnderWay()).isFalse();
    }

    @Test
    void shouldWaitForTheRunUnderWayAndBeginNoOther() throws InterruptedException {
        disturber.start(OptionalLong.empty());
        await().until(() -> disturber.begun() == 1);
        Thread finisher = new Thread(() -> {
            try {
                disturber.finish();
            } catch (InterruptedException unexpected) {
                Thread.currentThread().interrupt();
            }
        });
        finisher.start();
        await().until(() -> finisher.getState() == Thread.State.WAITING);
        assertThat(ended).isEmpty();
        assertThat(disturber.isUnderWay()).isTrue();

        mayEnd.release(1000);
        finisher.join();

        assertThat(disturber.isUnderWay()).isFalse();
        assertThat(ended).hasSize(1);
        assertThat(disturber.begun()).isEqualTo(1);
    }

    @Test
    void shouldBeginNoRunThatDoesNotFitIntoTheTurn() throws InterruptedException {
        mayEnd.release(1000);

        disturber.start(OptionalLong.of(System.nanoTime() + EVERY.toNanos()));
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("disturb-held")));
        disturber.finish();

        assertThat(disturber.begun()).isZero();
    }

    @Test
    void shouldDisturbTheNextTurnToo() throws InterruptedException {
        mayEnd.release(1000);
        disturber.start(OptionalLong.empty());
        await().until(() -> disturber.begun() >= 1);
        disturber.finish();
        long begunBefore = disturber.begun();

        disturber.start(OptionalLong.empty());
        await().until(() -> disturber.begun() > begunBefore);
        disturber.finish();

        assertThat(ended).hasSize((int) disturber.begun());
    }

    private final class HeldTarget implements RunningTarget {
        @Override
        public Target target() {
            Disturbance disturbance = new Disturbance(EVERY, "true", "it is held", Duration.ofSeconds(1));
            return TargetSketch.of("held", one -> one.disturbance = disturbance);
        }

        @Override
        public DisturbanceRun disturb() throws InterruptedException {
            long startNs = System.nanoTime();
            mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            mayEnd.acquire();
            underWay.decrementAndGet();
            return new DisturbanceRun(startNs, System.nanoTime(), Optional.empty());
        }

        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }
    }
}
