package org.conntorture.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what HdrHistogram itself makes of the same log; the seed stands in the name of a failed test. */
class HistogramScanTest {
    @TempDir
    private Path directory;

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    private static Histogram random(Random random) {
        Histogram histogram = new Histogram(1L << random.nextInt(12), 3_600_000_000_000L, 1 + random.nextInt(4));
        int distinct = 1 + random.nextInt(500);
        for (int i = 0; i < distinct; i++) {
            long value = (long) Math.exp(random.nextDouble() * Math.log(3.5e12));
            // Some so often that their count needs all bytes that a count may have.
            histogram.recordValueWithCount(value, random.nextInt(10) == 0 ? random.nextLong(1L << 40) : 1);
        }
        return histogram;
    }

    private static TreeMap<Long, Long> counts(Histogram histogram) {
        TreeMap<Long, Long> counts = new TreeMap<>();
        histogram
                .recordedValues()
                .forEach(value -> counts.put(
                        histogram.highestEquivalentValue(value.getValueIteratedTo()),
                        value.getCountAtValueIteratedTo()));
        return counts;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldReadWhatHdrHistogramReads(long seed) throws IOException {
        Random random = new Random(seed);
        Path file = directory.resolve("log");
        List<TreeMap<Long, Long>> expected = new ArrayList<>();
        try (HistogramFile log = new HistogramFile(file, 1_795_702_668_099L)) {
            for (int i = 0; i < 5; i++) {
                Histogram histogram = random(random);
                expected.add(counts(histogram));
                log.append("a", i * 1_500_000_000L, 1_000_000_000, Map.of("connect", histogram));
                log.append("a", i * 1_500_000_000L, 1_000_000_000, Map.of("read", random(random)));
            }
        }
        List<TreeMap<Long, Long>> found = new ArrayList<>();
        List<Long> starts = new ArrayList<>();
        Extent extent = HistogramScan.read(file, "connect"::equals, (target, phase, startNs, durationNs, counts) -> {
            assertThat(target).isEqualTo("a");
            assertThat(durationNs).isEqualTo(1_000_000_000);
            TreeMap<Long, Long> taken = new TreeMap<>();
            counts.forEach(taken::put);
            found.add(taken);
            starts.add(startNs);
        });

        assertThat(extent).isEqualTo(Extent.WHOLE);
        assertThat(found).isEqualTo(expected);
        assertThat(starts).containsExactly(0L, 1_500_000_000L, 3_000_000_000L, 4_500_000_000L, 6_000_000_000L);
    }

    @Test
    void shouldTakeWhatStandsBeforeTheDamage() throws IOException {
        Path file = directory.resolve("log");
        try (HistogramFile log = new HistogramFile(file, 0)) {
            for (int i = 0; i < 3; i++) {
                log.append("a", i, 1, Map.of("connect", random(new Random(i))));
            }
        }
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 40));
        List<Long> taken = new ArrayList<>();

        assertThat(HistogramScan.read(
                        file, phase -> true, (target, phase, startNs, durationNs, counts) -> taken.add(startNs)))
                .isEqualTo(Extent.CUT);
        assertThat(taken).hasSize(2);
    }
}
