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
    private volatile Turn turn;
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
        turn = new Turn(name, target, overdue);
    }

    /** Once nothing is open any more. */
    public void turnEnded() {
        Turn ended = turn;
        turn = null;
        lookUp(ended);
        ended.target.end();
    }

    private void run() {
        for (long tick = 1; !closed; tick++) {
            LockSupport.parkNanos(TICK_NS);
            Turn now = turn;
            if (now != null) {
                tick(now, tick);
            }
        }
    }

    private void tick(Turn now, long tick) {
        lookUp(now);
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

    private static void lookUp(Turn now) {
        for (OverdueRecord next = now.overdue.get(); next != null; next = now.overdue.get()) {
            now.target.overdue(next);
        }
        now.target.lookUp();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
