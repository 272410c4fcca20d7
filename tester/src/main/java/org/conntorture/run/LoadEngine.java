package org.conntorture.run;

import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.conntorture.attempt.Connector;
import org.conntorture.attempt.Transport;
import org.conntorture.plan.Load;
import org.conntorture.plan.Pacer;
import org.conntorture.plan.RunPlan;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.record.LoopRecorder;
import org.conntorture.record.OverdueRecord;
import org.conntorture.worker.Budget;
import org.conntorture.worker.LoadLoop;

/** The event loops of a run, each with its recorder; makes the load of one turn on them. Used by the run's thread. */
final class LoadEngine implements AutoCloseable {
    /** A loop that does not answer for so long is left to the next interval. */
    private static final long FLIP_WAIT_MS = 500;

    private final RunPlan plan;
    private final Load load;
    private final Transport transport;
    private final MultiThreadIoEventLoopGroup group;
    private final List<IoEventLoop> eventLoops = new ArrayList<>();
    private final List<LoopRecorder> recorders = new ArrayList<>();

    LoadEngine(RunPlan plan, Transport transport) {
        this.plan = plan;
        this.load = plan.ownLoad();
        this.transport = transport;
        int count = load.threads();
        this.group =
                new MultiThreadIoEventLoopGroup(count, transport.handlerFactory((load.workers() + count - 1) / count));
        for (int i = 0; i < count; i++) {
            eventLoops.add(group.next());
            recorders.add(new LoopRecorder());
        }
    }

    /** The loops of one turn, not yet started; workers are dealt out evenly. */
    List<LoadLoop> loops(SocketAddress remote, Budget budget, boolean selfConnectPossible) {
        List<LoadLoop> loops = new ArrayList<>();
        int count = eventLoops.size();
        for (int i = 0; i < count; i++) {
            int workers = load.workers() / count + (i < load.workers() % count ? 1 : 0);
            Connector connector = new Connector(transport, eventLoops.get(i), remote, load, i, selfConnectPossible);
            Pacer pacer = load.isOpenLoop() ? plan.load().pacer(i, plan.shard()) : null;
            loops.add(new LoadLoop(eventLoops.get(i), i, workers, load, pacer, budget, connector, recorders.get(i)));
        }
        return loops;
    }

    /** What the loops recorded since the last call; give the snapshots back by {@link #recycle}. */
    List<Recorded> collect() throws InterruptedException {
        List<CompletableFuture<Void>> flips = new ArrayList<>();
        for (int i = 0; i < recorders.size(); i++) {
            flips.add(CompletableFuture.runAsync(recorders.get(i)::flip, eventLoops.get(i)));
        }
        try {
            CompletableFuture.allOf(flips.toArray(CompletableFuture[]::new)).get(FLIP_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException stalledLoop) {
            // Its snapshot comes with the next interval, which then is longer.
        } catch (ExecutionException unexpected) {
            throw new IllegalStateException("an event loop failed to hand over its records", unexpected);
        }
        List<Recorded> taken = new ArrayList<>();
        for (LoopRecorder recorder : recorders) {
            for (IntervalSnapshot snapshot = recorder.take(); snapshot != null; snapshot = recorder.take()) {
                taken.add(new Recorded(recorder, snapshot));
            }
        }
        return taken;
    }

    /** A snapshot and the recorder it belongs to. */
    record Recorded(LoopRecorder recorder, IntervalSnapshot snapshot) {}

    static void recycle(List<Recorded> recorded) {
        recorded.forEach(one -> one.recorder().recycle(one.snapshot()));
    }

    /** The next attempt that waits too long, or null; any thread. */
    OverdueRecord pollOverdue() {
        for (LoopRecorder recorder : recorders) {
            OverdueRecord overdue = recorder.pollOverdue();
            if (overdue != null) {
                return overdue;
            }
        }
        return null;
    }

    /** Whether single failures are kept beside their counts: until a target has filled its share of the log. */
    void keepFailures(boolean keep) {
        recorders.forEach(recorder -> recorder.keepFailures(keep));
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
