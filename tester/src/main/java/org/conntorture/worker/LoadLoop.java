package org.conntorture.worker;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.conntorture.attempt.Connector;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.AttemptSink;
import org.conntorture.outcome.Blame;
import org.conntorture.plan.Load;
import org.conntorture.plan.Pacer;

/**
 * The workers of one event loop during one turn: begins attempts as budget and pace allow, hands ended ones to the
 * sink, keeps the deadlines. All but the public methods run on the loop.
 */
public final class LoadLoop {
    /** So that a host without ports or descriptors is not also kept busy by our trying. */
    private static final long TESTER_PAUSE_MS = 10;

    private static final long RELEASE_LOOK_MS = 1;

    private final EventLoop loop;
    private final int index;
    private final int loops;
    private final Budget budget;
    private final long attemptsAllowed;
    private final long warmupAttempts;
    private final long warmupNs;
    private final AttemptSink sink;
    private final Pacer pacer;
    private final Connector connector;
    private final Worker[] workers;
    private final ArrayDeque<Worker> idle;
    private final DeadlineQueue connectDeadlines;
    private final DeadlineQueue replyDeadlines;
    private final DeadlineQueue holdDeadlines;
    private final DeadlineQueue closeDeadlines;
    private final StallClock clock;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile boolean ticked = true;
    private volatile boolean draining;
    private boolean abandoned;
    private long startNs = System.nanoTime();
    private long begun;
    private int busy;
    private boolean pacing;

    /**
     * @param workerCount of this loop; index of {@code load.threads()}
     * @param pacer of this loop; null for a closed loop
     */
    public LoadLoop(
            EventLoop loop,
            int index,
            int workerCount,
            Load load,
            Pacer pacer,
            Budget budget,
            Connector connector,
            AttemptSink sink) {
        this.loop = loop;
        this.index = index;
        this.loops = load.threads();
        this.budget = budget;
        this.attemptsAllowed = budget.attemptsOf(index, loops);
        this.warmupAttempts = attemptsAllowed / 10;
        this.warmupNs = Math.min(load.warmup().toNanos(), budget.durationNs() / 10);
        this.sink = sink;
        this.connector = connector;
        this.pacer = pacer;
        this.connectDeadlines = new DeadlineQueue(load.connectTimeout().toNanos());
        this.replyDeadlines = new DeadlineQueue(load.replyTimeout().toNanos());
        this.holdDeadlines = new DeadlineQueue(load.manners().hold().toNanos());
        this.closeDeadlines = new DeadlineQueue(load.manners().closeTimeout().toNanos());
        this.clock = new StallClock(stallNs(load), System.nanoTime());
        this.idle = new ArrayDeque<>(workerCount);
        this.workers = new Worker[workerCount];
        for (int i = 0; i < workerCount; i++) {
            workers[i] = new Worker(this, connector);
        }
    }

    /** A quarter of the shorter time-out, long enough to spoil a judgement; but more than a JVM takes to warm up. */
    private static long stallNs(Load load) {
        long shorterNs =
                Math.min(load.connectTimeout().toNanos(), load.replyTimeout().toNanos());
        return Math.max(TimeUnit.MILLISECONDS.toNanos(250), shorterNs / 4);
    }

    /** Starts the load; the future completes once nothing is open any more and nothing will be. */
    public CompletableFuture<Void> start() {
        loop.execute(this::begin);
        return done;
    }

    /** Closes what is open without an outcome; completes with the number of attempts so left unfinished. */
    public CompletableFuture<Integer> abandon() {
        budget.stop();
        return CompletableFuture.supplyAsync(this::abandonAll, loop);
    }

    /** Whether nothing more is begun and only open attempts go on; any thread, as of the last tick. */
    public boolean isDraining() {
        return draining;
    }

    /** Called by the {@link Ticker}; a loop that has not yet seen the last tick gets no second one. */
    void tick() {
        if (ticked) {
            ticked = false;
            loop.execute(this::ticked);
        }
    }

    /** Frees what the load used; once it is done, and on the loop, as last closes may still be under way there. */
    public void release() {
        loop.execute(this::releaseOnceIdle);
    }

    private void releaseOnceIdle() {
        if (busy == 0) {
            connector.close();
        } else {
            loop.schedule(this::releaseOnceIdle, RELEASE_LOOK_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Longest time in which this loop stood still; any thread. */
    public long longestStallNs() {
        return clock.longestNs();
    }

    private void ticked() {
        ticked = true;
        long nowNs = System.nanoTime();
        long hiccupNs = clock.tick(nowNs);
        if (hiccupNs != 0) {
            sink.stoodStill(nowNs - hiccupNs, hiccupNs);
        }
        long runningNs = clock.running(nowNs);
        expire(connectDeadlines, runningNs);
        expire(replyDeadlines, runningNs);
        expire(closeDeadlines, runningNs);
        expire(holdDeadlines, runningNs);
        tellOverdue(connectDeadlines, runningNs);
        tellOverdue(replyDeadlines, runningNs);
        draining = isOver();
        completeIfIdle();
    }

    private static void expire(DeadlineQueue deadlines, long runningNs) {
        for (Deadline due = deadlines.pollDue(runningNs); due != null; due = deadlines.pollDue(runningNs)) {
            due.worker.timeOut();
        }
    }

    private void tellOverdue(DeadlineQueue deadlines, long runningNs) {
        for (Deadline late = deadlines.pollOverdue(runningNs); late != null; late = deadlines.pollOverdue(runningNs)) {
            late.worker.tellOverdue(sink);
        }
    }

    private void begin() {
        startNs = System.nanoTime();
        clock.begin(startNs);
        for (Worker worker : workers) {
            next(worker);
        }
        completeIfIdle();
    }

    private void next(Worker worker) {
        if (pacer == null) {
            beginIfAllowed(worker, 0);
        } else {
            idle.addLast(worker);
            beginPaced();
        }
    }

    private void beginPaced() {
        while (!idle.isEmpty()) {
            long dueNs = startNs + pacer.offsetNs(begun);
            long waitNs = dueNs - System.nanoTime();
            if (waitNs > 0) {
                pauseUntilDue(dueNs, waitNs);
                return;
            }
            if (!beginIfAllowed(idle.pollFirst(), dueNs)) {
                return;
            }
        }
    }

    private void pauseUntilDue(long dueNs, long waitNs) {
        if (!pacing && !budget.isStopped() && begun < attemptsAllowed && dueNs - startNs < budget.durationNs()) {
            pacing = true;
            loop.schedule(this::pausedLongEnough, waitNs, TimeUnit.NANOSECONDS);
        }
    }

    private void pausedLongEnough() {
        pacing = false;
        beginPaced();
    }

    private boolean beginIfAllowed(Worker worker, long intendedNs) {
        long nowNs = System.nanoTime();
        long elapsedNs = nowNs - startNs;
        if (budget.isStopped() || begun >= attemptsAllowed || elapsedNs >= budget.durationNs()) {
            return false;
        }
        boolean warmup = elapsedNs < warmupNs && begun < warmupAttempts;
        worker.attempt.begin(budget.number(begun, index, loops), intendedNs, nowNs, warmup);
        begun++;
        busy++;
        worker.open();
        return true;
    }

    void replied(Attempt attempt) {
        if (!abandoned) {
            sink.replied(attempt);
        }
    }

    void ended(Worker worker) {
        busy--;
        if (abandoned) {
            return;
        }
        Attempt attempt = worker.attempt;
        sink.ended(attempt);
        if (attempt.failure == null) {
            next(worker);
        } else {
            nextAfterFailure(worker, attempt);
        }
    }

    /** After a look at what has come: connects that fail at once would else be all that the loop does. */
    private void nextAfterFailure(Worker worker, Attempt attempt) {
        budget.failed(attempt);
        if (attempt.failure.blame() == Blame.TESTER) {
            loop.schedule(() -> next(worker), TESTER_PAUSE_MS, TimeUnit.MILLISECONDS);
        } else {
            loop.schedule(() -> next(worker), 0, TimeUnit.NANOSECONDS);
        }
    }

    private void completeIfIdle() {
        if (busy == 0 && isOver()) {
            done.complete(null);
        }
    }

    private boolean isOver() {
        return budget.isStopped() || begun >= attemptsAllowed || System.nanoTime() - startNs >= budget.durationNs();
    }

    private int abandonAll() {
        connector.endWhatIsOver();
        abandoned = true;
        int unfinished = 0;
        for (Worker worker : workers) {
            if (worker.isBusy()) {
                unfinished++;
                worker.abandon();
            }
        }
        done.complete(null);
        return unfinished;
    }

    StallClock clock() {
        return clock;
    }

    DeadlineQueue connectDeadlines() {
        return connectDeadlines;
    }

    DeadlineQueue replyDeadlines() {
        return replyDeadlines;
    }

    DeadlineQueue holdDeadlines() {
        return holdDeadlines;
    }

    DeadlineQueue closeDeadlines() {
        return closeDeadlines;
    }
}
