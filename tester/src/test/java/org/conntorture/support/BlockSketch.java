package org.conntorture.support;

import java.util.List;
import java.util.function.Consumer;
import org.conntorture.result.Begun;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.Hiccup;

/** A block: the first second of the first round in a closed loop, in which nothing failed, but for what a test says. */
public final class BlockSketch {
    public static final long SECOND_NS = 1_000_000_000;

    public int round = 1;
    public long startNs;
    public long durationNs = SECOND_NS;
    public List<FailureCount> failures = List.of();
    public int disturbances;
    public boolean drain;
    public Begun begun;
    public List<Hiccup> hiccups = List.of();

    private BlockSketch() {}

    public static Block of(long attempts, Consumer<BlockSketch> change) {
        BlockSketch one = new BlockSketch();
        change.accept(one);
        return new Block(
                one.round,
                one.startNs,
                one.durationNs,
                attempts,
                one.failures,
                one.disturbances,
                one.drain,
                one.begun,
                one.hiccups);
    }
}
