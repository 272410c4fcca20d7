package org.conntorture.record;

import java.util.concurrent.TimeUnit;
import org.conntorture.outcome.Attempt;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What recording costs; tester/bench/record/run runs it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class RecorderBenchmark {
    private static final int LOOPS = 16;
    /** Different latencies, so that the values fall into many buckets; a power of two. */
    private static final int ATTEMPTS = 1024;
    /** Of an echo: connect, read, attempt. */
    private static final int PHASE_VALUES = 3;

    private final Attempt[] attempts = new Attempt[ATTEMPTS];
    private final LoopRecorder recorder = new LoopRecorder();
    private final LoopRecorder[] recorders = new LoopRecorder[LOOPS];
    private int next;

    @Setup
    public void makeAttempts() {
        for (int i = 0; i < ATTEMPTS; i++) {
            attempts[i] = echo(i);
        }
        for (int i = 0; i < LOOPS; i++) {
            recorders[i] = new LoopRecorder();
        }
    }

    /** From 30 microseconds to a second, each as likely as its double. */
    private static Attempt echo(int index) {
        long connectNs = (long) (30_000 * Math.pow(2, index * 15.0 / ATTEMPTS));
        Attempt attempt = new Attempt();
        attempt.begin(index + 1L, 0, 1_000_000, false);
        attempt.connected(1_000_000 + connectNs / 2);
        attempt.repliedNs = attempt.connectedNs + connectNs / 3;
        attempt.endedNs = attempt.repliedNs + 10_000;
        attempt.retransmits = 0;
        return attempt;
    }

    /** For each phase value of successful echo attempts. */
    @Benchmark
    @OperationsPerInvocation(PHASE_VALUES)
    public void phaseValue() {
        // Odd, so that neighbours differ and the branch predictor learns nothing of their order.
        recorder.ended(attempts[(next += 389) & (ATTEMPTS - 1)]);
    }

    /** An interval of 16 loops, each with a thousand attempts in it; what was flipped before is given back. */
    @State(Scope.Thread)
    public static class Interval {
        @Setup(Level.Invocation)
        public void fill(RecorderBenchmark benchmark) {
            for (LoopRecorder recorder : benchmark.recorders) {
                IntervalSnapshot flipped = recorder.take();
                if (flipped != null) {
                    recorder.recycle(flipped);
                }
                for (Attempt attempt : benchmark.attempts) {
                    recorder.ended(attempt);
                }
            }
        }
    }

    /** What the loops do themselves. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public void flipOf16(Interval full) {
        for (LoopRecorder loop : recorders) {
            loop.flip();
        }
    }

    /** With the part of the run's thread: what was flipped is taken, cleared and given back. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public long flipAndRecycleOf16(Interval full) {
        long attempted = 0;
        for (LoopRecorder loop : recorders) {
            loop.flip();
            IntervalSnapshot snapshot = loop.take();
            attempted += snapshot.attempts();
            loop.recycle(snapshot);
        }
        return attempted;
    }
}
