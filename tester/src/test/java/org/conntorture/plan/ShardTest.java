package org.conntorture.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.conntorture.support.LoadSketch;
import org.conntorture.support.TargetSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the plan and the number of shards, they add up to it; the seed stands in the name of a failed test. */
class ShardTest {
    private static final Target TARGET =
            TargetSketch.at("t", new InetSocketAddress(InetAddress.getLoopbackAddress(), 80));

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static Load load(Ends ends, double rate, Sources sources) {
        return LoadSketch.of(one -> {
            one.rate = rate;
            one.ends = ends;
            one.sources = sources;
        });
    }

    private static List<Load> shares(Load load, int count) {
        RunPlan plan = new RunPlan("p", "", 1, load, List.of(TARGET));
        return IntStream.range(0, count)
                .mapToObj(index -> plan.of(new Shard(index, count, null)).ownLoad())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldAddUpToThePlan(long seed) throws Exception {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(60);
        long attempts = count + random.nextLong(10_000_000);
        long failures = random.nextBoolean() ? 0 : count + random.nextLong(1000);
        int firstPort = 1024 + random.nextInt(1000);
        int lastPort = firstPort + count - 1 + random.nextInt(20_000);
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = 0; i < count + random.nextInt(100); i++) {
            addresses.add(InetAddress.getByAddress(new byte[] {127, 0, (byte) (i / 100), (byte) (1 + i % 100)}));
        }
        Ends ends = new Ends(attempts, null, failures);

        List<Load> byPort = shares(load(ends, 10, new Sources(addresses, firstPort, lastPort)), count);
        List<Load> byAddress = shares(load(ends, 10, new Sources(addresses, 0, 0)), count);

        assertThat(byPort).extracting(share -> share.ends().attempts()).allMatch(share -> share >= attempts / count);
        assertThat(byPort.stream().mapToLong(share -> share.ends().attempts()).sum())
                .isEqualTo(attempts);
        assertThat(byPort.stream().mapToLong(share -> share.ends().failures()).sum())
                .isEqualTo(failures);
        assertThat(byPort.stream().mapToDouble(Load::ratePerSecond).sum()).isCloseTo(10, offset());
        List<Integer> ports = byPort.stream()
                .map(Load::sources)
                .flatMap(own ->
                        IntStream.rangeClosed(own.firstPort(), own.lastPort()).boxed())
                .toList();
        assertThat(ports)
                .isEqualTo(IntStream.rangeClosed(firstPort, lastPort).boxed().toList());
        assertThat(byPort).allMatch(share -> share.sources().addresses().equals(addresses));
        assertThat(byAddress.stream()
                        .flatMap(share -> share.sources().addresses().stream())
                        .toList())
                .containsExactlyElementsOf(addresses);
    }

    private static org.assertj.core.data.Offset<Double> offset() {
        return org.assertj.core.api.Assertions.within(1e-9);
    }

    @Test
    void shouldNumberTheWholeWithoutGaps() {
        Set<Long> numbers = new HashSet<>();
        for (int index = 0; index < 3; index++) {
            Shard shard = new Shard(index, 3, null);
            LongStream.range(0, 5).map(shard::globally).forEach(numbers::add);
        }
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 15).boxed().toList());
    }

    @Test
    void shouldRefuseWhatCannotBeShared() {
        Load small = load(new Ends(3, null, 0), 0, Sources.KERNEL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shares(small, 4))
                .withMessage("3 attempts cannot be shared among 4 shards: give at least one to each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shares(load(new Ends(9, null, 0), 0, new Sources(List.of(), 5, 6)), 4))
                .withMessage("2 source ports cannot be shared among 4 shards: give at least one to each");
        Target started = TargetSketch.of("t");
        RunPlan plan = new RunPlan("p", "", 2, load(new Ends(9, null, 0), 0, Sources.KERNEL), List.of(started));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.of(new Shard(1, 4, null)))
                .withMessage("target 't' is started by the tester, and 4 shards must not each start one: start it"
                        + " yourself and give its address");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.of(new Shard(0, 1, Instant.EPOCH)))
                .withMessageStartingWith("turns that start together need a duration, such as 30s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Shard(4, 4, null))
                .withMessage("shard 5 of 4 does not exist");
    }
}
