package org.conntorture.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.store.JsonText;
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
}
