package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.conntorture.kernel.Deltas;
import org.junit.jupiter.api.Test;

class CounterEvidenceTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void shouldScaleTheNoiseOfThePauseToTheTimeUnderLoad() {
        CounterEvidence counters = evidence(10 * SECOND, SECOND / 2);

        assertThat(counters.noise("TcpExtListenDrops")).isEqualTo(60);
        assertThat(counters.noise("TcpOutRsts")).isZero();
        assertThat(counters.noise("unknown")).isZero();
        assertThat(counters.server("TcpExtListenDrops")).hasValue(100);
        assertThat(counters.server("unknown")).isEmpty();
    }

    @Test
    void shouldKnowNoNoiseWithoutAPause() {
        assertThat(evidence(10 * SECOND, 0).noise("TcpExtListenDrops")).isZero();
    }

    @Test
    void shouldNotTakeTheEchoesOfTheLoadForNoise() {
        assertThat(evidence(10 * SECOND, SECOND, quiet(1, SECOND)).noise("TcpExtListenDrops"))
                .isEqualTo(10);
    }

    @Test
    void shouldNotTakeTheStartOfTheTargetsForNoise() {
        assertThat(evidence(10 * SECOND, SECOND, quiet(500, SECOND)).noise("TcpExtListenDrops"))
                .isEqualTo(30);
    }

    @Test
    void shouldNotBelieveALookThatWasTooShort() {
        assertThat(evidence(10 * SECOND, SECOND, quiet(0, SECOND / 100)).noise("TcpExtListenDrops"))
                .isEqualTo(30);
    }

    private static BackgroundNoise quiet(long drops, long ns) {
        return new BackgroundNoise(new Deltas(Map.of("TcpExtListenDrops", drops)), ns);
    }

    private static CounterEvidence evidence(long loadNs, long quietNs) {
        return evidence(loadNs, quietNs, BackgroundNoise.NONE);
    }

    private static CounterEvidence evidence(long loadNs, long quietNs, BackgroundNoise before) {
        return new CounterEvidence(
                Deltas.UNKNOWN,
                new Deltas(Map.of("TcpExtListenDrops", 100L)),
                true,
                loadNs,
                before,
                new BackgroundNoise(new Deltas(Map.of("TcpExtListenDrops", 3L, "TcpOutRsts", 0L)), quietNs));
    }
}
