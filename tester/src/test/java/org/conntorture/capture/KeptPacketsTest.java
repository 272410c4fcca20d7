package org.conntorture.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conntorture.capture.Packets.fromTarget;
import static org.conntorture.capture.Packets.fromTester;
import static org.conntorture.capture.TcpPacket.ACK;
import static org.conntorture.capture.TcpPacket.SYN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.conntorture.capture.KeptPackets.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPacketsTest {
    @TempDir
    private Path directory;

    @Test
    void shouldTellWhatNothingCameBackFor() {
        KeptPackets kept = KeptPackets.of(List.of(
                fromTester(0, SYN, 1, 0),
                fromTester(1000, SYN, 1, 0),
                fromTarget(1001, SYN | ACK, 9, 0),
                fromTester(1001, ACK, 2, 0),
                fromTester(1002, ACK, 2, 5)));

        assertThat(kept.client()).isEqualTo(Packets.TESTER);
        assertThat(kept.server()).isEqualTo(Packets.TARGET);
        assertThat(kept.packets())
                .containsExactly(
                        new Packet(0, true, "SYN", false),
                        new Packet(1_000_000, true, "SYN again", true),
                        new Packet(1_001_000, false, "SYN-ACK", true),
                        new Packet(1_001_000, true, "ACK", true),
                        new Packet(1_002_000, true, "PSH 5 bytes", false));
    }

    @Test
    void shouldHaveNothingOfAFileThatIsNone() throws IOException {
        assertThat(KeptPackets.read(Files.writeString(directory.resolve("1.pcap"), "no pcap")))
                .isEmpty();
    }
}
