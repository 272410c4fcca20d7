package org.conntorture.target;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Disturbs one target during its turns, on a thread of its own per turn, one run after the other. The run's thread
 * makes it once for all turns of the target, as it learns how long a disturbance takes, and calls {@link #start} and
 * {@link #finish} at the ends of each turn.
 */
public final class Disturber {
    private final RunningTarget target;
    private final Consumer<DisturbanceRun> ended;
    private final DisturbanceSchedule schedule;
    private final AtomicLong begun = new AtomicLong();
    private volatile boolean underWay;
    private CountDownLatch finishing;
    private volatile Thread thread;

    /** @param ended is told each run on the disturbing thread */
    public Disturber(RunningTarget target, Consumer<DisturbanceRun> ended) {
        this.target = target;
        this.ended = ended;
        this.schedule = new DisturbanceSchedule(target.target().disturbance().every());
    }

    /** A turn starts now. @param turnEndNs its end in System.nanoTime(), empty where something else ends it */
    public void start(OptionalLong turnEndNs) {
        if (thread != null) {
            throw new IllegalStateException("the last turn is not finished");
        }
        schedule.turnStarted(System.nanoTime(), turnEndNs);
        finishing = new CountDownLatch(1);
        thread = new Thread(this::disturb, "disturb-" + target.target().name());
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins no new run, and returns when the one under way has ended, which its time-out bounds. */
    public void finish() throws InterruptedException {
        if (thread != null) {
            finishing.countDown();
            thread.join();
            thread = null;
        }
    }

    /** Ends the run under way and its processes, and begins no new one in this turn; on any thread. */
    public void cancel() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Runs begun so far, over all turns; on any thread. */
    public long begun() {
        return begun.get();
    }

    /** Whether one runs now; on any thread. */
    public boolean isUnderWay() {
        return underWay;
    }

    private void disturb() {
        try {
            while (!finishing.await(schedule.waitNs(System.nanoTime()), TimeUnit.NANOSECONDS)
                    && schedule.fits(System.nanoTime())) {
                begun.incrementAndGet();
                underWay = true;
                DisturbanceRun run = target.disturb();
                underWay = false;
                schedule.ran(run);
                ended.accept(run);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            underWay = false;
        }
    }
}
