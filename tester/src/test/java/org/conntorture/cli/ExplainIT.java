package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.conntorture.diagnosis.CauseId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code conntorture explain} prints, from the packed jar. */
class ExplainIT {
    @TempDir
    private Path directory;

    @Test
    void shouldListEveryCauseWithBlameAndSentence() throws Exception {
        Tester tester = Tester.run(directory, "explain");

        assertThat(tester.exitCode()).as(tester.err()).isZero();
        assertThat(tester.out().lines().toList())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100))
                .filteredOn(line -> !line.startsWith(" "))
                .extracting(line -> line.split("\\s+")[0])
                .containsExactlyElementsOf(
                        Arrays.stream(CauseId.values()).map(CauseId::id).toList());
        assertThat(tester.out()).containsPattern("(?m)^no-listener +TARGET +nothing listens on the address and port$");
    }

    @Test
    void shouldPrintThePagesAskedForInTheirOrder() throws Exception {
        Tester tester = Tester.run(directory, "explain", "stale-tuple", "BLACKHOLE");

        assertThat(tester.exitCode()).as(tester.err()).isZero();
        assertThat(tester.out())
                .startsWith("stale-tuple (blame: TARGET)")
                .contains("ss -tanpe 'sport = :8085 and dport = :SOURCE_PORT'", "\n\n\nblackhole (blame: PATH)");
    }

    @Test
    void shouldPrintNothingAndNameTheNearestForAMisspeltCause() throws Exception {
        Tester tester = Tester.run(directory, "explain", "blackhole", "stale-tupel");

        assertThat(tester.exitCode()).isEqualTo(2);
        assertThat(tester.out()).isEmpty();
        assertThat(tester.err()).contains("no cause is called 'stale-tupel'; did you mean 'stale-tuple'?");
        assertThat(tester.err().lines()).hasSize(2);
    }
}
