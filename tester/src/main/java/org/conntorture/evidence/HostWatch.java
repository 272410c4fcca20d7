package org.conntorture.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.conntorture.record.OverdueRecord;

/**
 * Watches the target that is under load, on a thread of its own; the run's thread says when a turn begins, ends and has
 * settled.
 */
public final class HostWatch implements AutoCloseable {
    private static final long TICK_NS = 100_000_000;
    private static final int LISTENER_TICKS = 2;
    private static final int SECOND_TICKS = 10;

    private final Consumer<Map<String, Object>> log;
    private final Thread thread = new Thread(this::run, "host-watch");
    /** Held for the length of a tick, so that a turn that has ended and a log that is closed see no more of it. */
    private final Object ticking = new Object();

    private Turn turn;
    private volatile boolean closed;

    /** @param overdue answers the next overdue attempt or null */
    private record Turn(String name, TargetWatch target, Supplier<OverdueRecord> overdue) {}

    /** @param log takes a line for each second under load, on the watch's thread */
    public HostWatch(Consumer<Map<String, Object>> log) {
        this.log = log;
        thread.setDaemon(true);
        thread.start();
    }

    /** Before the load begins: what is read here must not fall into it. */
    public void turnBegins(String name, TargetWatch target, Supplier<OverdueRecord> overdue) {
        target.begin();
        synchronized (ticking) {
            turn = new Turn(name, target, overdue);
        }
    }

    /** Once nothing is open any more; nothing happens where no turn began. */
    public void turnEnded() {
        synchronized (ticking) {
            if (turn != null) {
                take(turn);
                turn.target.end();
                turn = null;
            }
        }
    }

    private void run() {
        for (long tick = 1; !closed; tick++) {
            LockSupport.parkNanos(TICK_NS);
            synchronized (ticking) {
                if (turn != null && !closed) {
                    tick(turn, tick);
                }
            }
        }
    }

    private void tick(Turn now, long tick) {
        take(now);
        now.target.lookUp();
        if (tick % SECOND_TICKS == 0) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("target", now.name);
            line.put("time", java.time.Instant.now().toString());
            line.putAll(now.target.sampleAll());
            log.accept(line);
        } else if (tick % LISTENER_TICKS == 0) {
            now.target.sampleListeners();
        }
    }

    private static void take(Turn now) {
        for (OverdueRecord next = now.overdue.get(); next != null; next = now.overdue.get()) {
            now.target.overdue(next);
        }
    }

    @Override
    public void close() {
        synchronized (ticking) {
            closed = true;
        }
        LockSupport.unpark(thread);
    }
}
