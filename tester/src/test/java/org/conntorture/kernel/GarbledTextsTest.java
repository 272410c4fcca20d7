package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damages every text of every recording: a reader must neither fail nor say what the whole text does not say. */
class GarbledTextsTest {
    private static final long SEED = 20_261_124;
    private static final int ROUNDS = 15;
    private static final List<String> RECORDINGS = List.of(
            "by-hand/linux-3.10",
            "linux-3.13.10-stale-tuple/during",
            "by-hand/linux-4.18",
            "by-hand/linux-5.15",
            "linux-6.18.44");
    /** Sums over rows, of which an early end may leave out whole ones without a trace. */
    private static final String SUMS = "Softnet.*|Nfqueue.*|Conntrack.*|InterfaceRxDropped";

    /** Recorded and read by nobody here. */
    private static final String UNREAD = "sys\\..*|version|tcpdump|ss-tanp";

    @TempDir
    Path root;

    static Stream<Long> seeds() {
        System.out.println("seeds from " + SEED);
        return LongStream.range(SEED, SEED + ROUNDS).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldNotInventValuesWhenATextIsDamaged(long seed) throws IOException {
        for (String recording : RECORDINGS) {
            copy(recording);
            HostTexts whole = HostTexts.read(root);
            assertThat(whole.facts).hasSizeGreaterThanOrEqualTo(10);
            GarbledTexts garbled = new GarbledTexts(new SplittableRandom(seed));
            for (Path file : files()) {
                byte[] text = Files.readAllBytes(file);
                Files.write(file, garbled.damaged(text));
                assertNothingInvented(HostTexts.read(root), whole, recording + " " + root.relativize(file));
                Files.write(file, text);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldNotFailWhateverATextHolds(long seed) throws IOException {
        for (String recording : RECORDINGS) {
            copy(recording);
            GarbledTexts garbled = new GarbledTexts(new SplittableRandom(seed));
            for (Path file : files()) {
                Files.write(file, garbled.shuffled(Files.readAllBytes(file)));
                assertThat(HostTexts.read(root)).isNotNull();
            }
        }
    }

    private static void assertNothingInvented(HostTexts damaged, HostTexts whole, String where) {
        damaged.counters.forEach((name, value) -> {
            Long known = whole.counters.get(name);
            assertThat(known).as("%s of %s", name, where).isNotNull();
            if (name.matches(SUMS)) {
                assertThat(value).as("%s of %s", name, where).isBetween(0L, known);
            } else {
                assertThat(value).as("%s of %s", name, where).isEqualTo(known);
            }
        });
        assertThat(whole.facts).as(where).containsAllEntriesOf(damaged.facts);
        assertThat(whole.rows).as(where).containsAll(damaged.rows);
        BinaryOperator<ListenerDetail> withDropsOf =
                (detail, other) -> new ListenerDetail(detail.local(), detail.queue(), detail.limit(), other.drops());
        assertThat(damaged.details)
                .as(where)
                .allMatch(detail -> whole.details.stream()
                        .anyMatch(known -> detail.equals(known)
                                || detail.drops().isEmpty()
                                        && withDropsOf.apply(detail, known).equals(known)));
    }

    private void copy(String recording) throws IOException {
        Path source = Recordings.DIRECTORY.resolve(recording);
        boolean hasNet = Files.exists(source.resolve("net"));
        for (Path file : files(hasNet ? source.resolve("net") : source)) {
            copy(
                    file,
                    (hasNet ? source.resolve("net") : source).relativize(file).toString());
        }
        if (Files.exists(source.resolve("ss-ltnm"))) {
            copy(source.resolve("ss-ltnm"), "ss-ltnm");
        }
        HostTexts.addProcess(root);
    }

    private void copy(Path file, String name) throws IOException {
        Path target = root.resolve(name);
        Files.createDirectories(target.getParent());
        Files.write(target, Files.readAllBytes(file));
    }

    private List<Path> files() throws IOException {
        return files(root);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().matches(UNREAD))
                    .sorted()
                    .toList();
        }
    }
}
