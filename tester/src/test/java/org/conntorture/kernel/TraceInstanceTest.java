package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceInstanceTest {
    @Test
    void shouldAddUpWhatDidNotFitTheBuffer() {
        assertThat(TraceInstance.lostIn("""
                entries: 12
                overrun: 1000
                commit overrun: 20
                bytes: 500
                oldest event ts:  2167.472533
                now ts:  2167.472533
                dropped events: 3
                read events: 77
                """)).isEqualTo(1023);
    }

    @Test
    void shouldFindTheTraceFilesWhereTheyAreMounted() {
        String elsewhere = "nodev /sys/kernel/debug/tracing tracefs rw,relatime 0 0";
        String usual = "nodev /sys/kernel/tracing tracefs rw,relatime 0 0";

        assertThat(TraceMount.mountedAt(List.of(elsewhere))).contains(Path.of("/sys/kernel/debug/tracing"));
        assertThat(TraceMount.mountedAt(List.of(elsewhere, usual))).contains(Path.of("/sys/kernel/tracing"));
        assertThat(TraceMount.mountedAt(List.of("proc /proc proc rw 0 0"))).isEmpty();
    }
}
