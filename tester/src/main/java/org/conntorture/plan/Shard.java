package org.conntorture.plan;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One of several testers that carry out one plan, each its share: shares of all add up to the whole, also where that does
 * not divide.
 *
 * @param index from 0
 * @param startAt when the first turn begins, at all of them; null for at once
 */
public record Shard(int index, int count, Instant startAt) {
    /** The one tester that does it all. */
    public static final Shard WHOLE = new Shard(0, 1, null);

    public static final int MOST = 100_000;

    public Shard {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("shards must be 1 to 100,000, was " + count);
        }
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("shard " + (index + 1) + " of " + count + " does not exist");
        }
    }

    /** From 1, as people count. */
    public int number() {
        return index + 1;
    }

    public boolean startsTogether() {
        return startAt != null;
    }

    /** Of attempts, failures or ports. */
    public long of(long total) {
        return total / count + (index < total % count ? 1 : 0);
    }

    /** How many the shards before this one have. */
    private long before(long total) {
        return index * (total / count) + Math.min(index, total % count);
    }

    /** The position in the whole of what is number {@code own} of this shard, both from 0: they take turns. */
    public long globally(long own) {
        return own * count + index;
    }

    /** Ports where they are chosen, else addresses, a stretch for each shard, so that no two bind the same. */
    public Sources of(Sources sources) {
        if (count == 1 || sources.isKernels()) {
            return sources;
        }
        if (sources.choosesPort()) {
            int first = sources.firstPort() + (int) before(sources.portCount());
            return new Sources(sources.addresses(), first, first + (int) of(sources.portCount()) - 1);
        }
        List<InetAddress> all = sources.addresses();
        int first = (int) before(all.size());
        return new Sources(
                IntStream.range(first, first + (int) of(all.size()))
                        .mapToObj(all::get)
                        .toList(),
                0,
                0);
    }

    /** IllegalArgumentException where a share of the load would be nothing. */
    void requireEnough(Load load) {
        if (count == 1) {
            return;
        }
        require("attempts", load.ends().attempts());
        require("failures to end at", load.ends().failures());
        Sources sources = load.sources();
        require(
                sources.choosesPort() ? "source ports" : "source addresses",
                sources.choosesPort()
                        ? sources.portCount()
                        : sources.addresses().size());
    }

    private void require(String what, long total) {
        if (total > 0 && total < count) {
            throw new IllegalArgumentException(
                    total + " " + what + " cannot be shared among " + count + " shards: give at least one to each");
        }
    }
}
