package org.conntorture.worker;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends the loops of a turn a tick every 10 ms, the resolution of all time-outs, from a thread of its own. */
public final class Ticker implements AutoCloseable {
    static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private final List<LoadLoop> loops;
    private final Thread thread = new Thread(this::run, "ticker");
    private volatile boolean closed;

    public Ticker(List<LoadLoop> loops) {
        this.loops = List.copyOf(loops);
        thread.setDaemon(true);
    }

    /** Begins to tick; called once the loops have started. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(PERIOD_NS);
            for (LoadLoop loop : loops) {
                loop.tick();
            }
        }
    }

    /** Returns when no further tick will come, so that the loops may end. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException asked) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
