package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DeltasTest {
    private final Deltas first = new Deltas(Map.of("TcpOutRsts", 3L, "TcpExtListenDrops", 0L));
    private final Deltas second = new Deltas(Map.of("TcpOutRsts", 4L, "TcpExtTW", 9L));

    @Test
    void shouldTellUnknownFromNotMoved() {
        assertThat(first.of("TcpExtListenDrops")).hasValue(0);
        assertThat(first.of("TcpExtTW")).isEmpty();
        assertThat(Deltas.UNKNOWN.of("TcpOutRsts")).isEmpty();
    }

    @Test
    void shouldAddTwoStretchesOfTime() {
        assertThat(first.plus(second))
                .isEqualTo(new Deltas(Map.of("TcpOutRsts", 7L, "TcpExtListenDrops", 0L, "TcpExtTW", 9L)));
        assertThat(Deltas.UNKNOWN.plus(first)).isEqualTo(first);
    }

    @Test
    void shouldListWhatMovedSorted() {
        assertThat(first.plus(second).moved()).containsExactly(Map.entry("TcpExtTW", 9L), Map.entry("TcpOutRsts", 7L));
    }
}
