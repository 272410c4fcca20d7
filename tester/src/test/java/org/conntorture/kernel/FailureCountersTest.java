package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureCountersTest {
    @Test
    void shouldKeepThoseThatTellOfFailuresAndMoved() {
        Deltas deltas = new Deltas(Map.of(
                "TcpExtListenOverflows", 7L,
                "TcpExtListenDrops", 0L,
                "TcpOutRsts", 3L,
                "TcpInSegs", 90_000L,
                "TcpPassiveOpens", 4_000L,
                "ConntrackInsertFailed", 1L));

        assertThat(FailureCounters.moved(deltas))
                .containsExactly(
                        Map.entry("ConntrackInsertFailed", 1L),
                        Map.entry("TcpExtListenOverflows", 7L),
                        Map.entry("TcpOutRsts", 3L));
    }

    @Test
    void shouldLeaveOutWhatPeopleLeaveOutOfAName() {
        assertThat(FailureCounters.shortName("TcpExtListenOverflows")).isEqualTo("ListenOverflows");
        assertThat(FailureCounters.shortName("TcpOutRsts")).isEqualTo("OutRsts");
        assertThat(FailureCounters.shortName("SoftnetDropped")).isEqualTo("SoftnetDropped");
    }
}
