package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.conntorture.record.IntervalSnapshot;
import org.junit.jupiter.api.Test;

/** Two threads share a target's watch: the run's must not wait for it under load, and must know when it is done. */
class HostWatchTest {
    /** RFC 5737: nobody's; nothing is sent. */
    private final TargetWatch target = new TargetWatch(new InetSocketAddress("192.0.2.1", 80), OptionalLong.empty());

    @Test
    void shouldTakeAttemptsWhileTheHostIsLookedAt() throws Exception {
        CompletableFuture<Void> added;
        synchronized (target) {
            added = CompletableFuture.runAsync(() -> target.add(List.of(new IntervalSnapshot())));
            added.get();
        }
        assertThat(added).isCompleted();
    }

    @Test
    void shouldEndATurnOnlyOnceTheTickUnderWayIsOver() throws Exception {
        CountDownLatch ticking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (HostWatch watch = new HostWatch(line -> {
            ticking.countDown();
            awaitUninterrupted(goOn);
        })) {
            watch.turnBegins("target", target, () -> null);
            ticking.await();
            Thread run = new Thread(watch::turnEnded);
            run.start();
            await().until(() -> run.getState() == Thread.State.BLOCKED || !run.isAlive());
            assertThat(run.isAlive()).isTrue();

            goOn.countDown();
            run.join();
        }
    }

    @Test
    void shouldWriteNothingBetweenTurnsAndAfterTheEnd() throws Exception {
        Queue<Object> names = new ConcurrentLinkedQueue<>();
        HostWatch watch = new HostWatch((Map<String, Object> line) -> names.add(line.get("target")));
        watch.turnBegins("first", target, () -> null);
        await().until(() -> names.contains("first"));
        watch.turnEnded();
        int firsts = names.size();
        watch.turnBegins("second", target, () -> null);
        await().until(() -> names.contains("second"));
        watch.close();
        int all = names.size();

        assertThat(names.stream().filter("first"::equals)).hasSize(firsts);
        await().during(java.time.Duration.ofMillis(1500)).until(() -> names.size() == all);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
