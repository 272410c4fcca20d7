package org.conntorture.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.store.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Evidence that was written is read again as it was; the seed stands in the name of a failed test. */
class EvidenceFileTest {
    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldReadWhatWasWritten(int seed) {
        TargetEvidence evidence = RandomEvidenceTest.random(new Random(seed)).evidence();

        assertThat(JsonText.read(JsonText.line(evidence), TargetEvidence.class)).isEqualTo(evidence);
    }

    /** Directories of earlier versions have the same, and a picture reads some of it by these names. */
    @Test
    void shouldHaveThePartsSideBySide() {
        String line = JsonText.line(CaseBuilder.remote().evidence());

        assertThat(JsonText.readMap(line, Object.class))
                .containsEntry("local", false)
                .containsEntry("listeners", List.of())
                .containsEntry("listenerSamples", 0)
                .containsOnlyKeys(
                        "address",
                        "local",
                        "attempts",
                        "counters",
                        "listeners",
                        "listenerSamples",
                        "samplesWithoutListener",
                        "sightings",
                        "leak",
                        "behind",
                        "proxyLog",
                        "throttledNs",
                        "conntrackPeak",
                        "conntrackMax",
                        "neighbourUnresolved",
                        "traced",
                        "probes",
                        "settings",
                        "unknown",
                        "unix");
    }
}
