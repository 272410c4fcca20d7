package org.conntorture.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conntorture.capture.Packets.fromTarget;
import static org.conntorture.capture.Packets.record;
import static org.conntorture.capture.TcpPacket.RST;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpPacketTest {
    private static final String IPV4 = "0800";
    private static final String IPV6 = "86dd";
    /** From 127.0.0.1:50000 to 127.0.0.1:8086, with 12 bytes of options and five of payload, PSH and ACK. */
    private static final String DATA = """
            4500 0039 1234 4000 4006 0000 7f000001 7f000001
            c350 1f96 00000102 00000304 8018 0200 0000 0000 0101080a0000000100000002 68656c6c6f
            """;
    /** A SYN from [::1]:50000 to [::1]:8086. */
    private static final String SYN_OF_IPV6 = """
            60000000 0014 06 40 00000000000000000000000000000001 00000000000000000000000000000001
            c350 1f96 00000102 00000000 5002 0200 0000 0000
            """;

    @Test
    void shouldReadEthernet() {
        assertIsData(TcpPacket.of(record("000000000000 000000000000" + IPV4 + DATA), PcapFormat.ETHERNET)
                .orElseThrow());
    }

    @Test
    void shouldReadTheCookedHeaderOfOlderCaptures() {
        assertIsData(TcpPacket.of(record("0000 0304 0006 000000000000 0000" + IPV4 + DATA), PcapFormat.LINUX_COOKED)
                .orElseThrow());
    }

    @Test
    void shouldReadTheCookedHeaderAndItsInterface() {
        TcpPacket packet = TcpPacket.of(
                        record(IPV4 + "0000 00000005 0304 00 06 0000000000000000" + DATA), PcapFormat.LINUX_COOKED_2)
                .orElseThrow();

        assertIsData(packet);
        assertThat(packet.networkInterface()).isEqualTo(5);
    }

    @Test
    void shouldReadIpv6() {
        TcpPacket packet = TcpPacket.of(record("000000000000 000000000000" + IPV6 + SYN_OF_IPV6), PcapFormat.ETHERNET)
                .orElseThrow();

        assertThat(packet.source()).isEqualTo(new InetSocketAddress("::1", 50_000));
        assertThat(packet.target()).isEqualTo(new InetSocketAddress("::1", 8086));
        assertThat(packet.opens()).isTrue();
        assertThat(packet.payloadBytes()).isZero();
        assertThat(packet.timeToLive()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({"64, 0", "63, 1", "1, 63", "65, 63", "128, 0", "117, 11", "255, 0", "243, 12"})
    void shouldReckonRoutersFromTheTtl(int timeToLive, int hops) {
        TcpPacket packet = fromTarget(0, RST, 0, 0);

        assertThat(Packets.withTimeToLive(packet, timeToLive).hops()).isEqualTo(hops);
    }

    @Test
    void shouldTakeNothingForTcpThatIsCutShortOrSomethingElse() {
        String frame = "000000000000 000000000000" + IPV4 + DATA;

        for (int bytes = 0; bytes < 54; bytes++) {
            String cut = frame.replaceAll("\\s", "").substring(0, 2 * bytes);
            assertThat(TcpPacket.of(record(cut), PcapFormat.ETHERNET))
                    .as("%d bytes", bytes)
                    .isEmpty();
            assertThat(TcpPacket.of(record(cut), PcapFormat.LINUX_COOKED_2)).isEmpty();
        }
        assertThat(TcpPacket.of(record(frame.replace("4006", "4011")), PcapFormat.ETHERNET))
                .isEmpty();
        assertThat(TcpPacket.of(record(frame), 12)).isEmpty();
    }

    private static void assertIsData(TcpPacket packet) {
        assertThat(packet.timeUs()).isEqualTo(7_250_000);
        assertThat(packet.source()).isEqualTo(new InetSocketAddress("127.0.0.1", 50_000));
        assertThat(packet.target()).isEqualTo(new InetSocketAddress("127.0.0.1", 8086));
        assertThat(packet.sequence()).isEqualTo(0x102);
        assertThat(packet.payloadBytes()).isEqualTo(5);
        assertThat(packet.timeToLive()).isEqualTo(64);
        assertThat(packet.is(TcpPacket.ACK)).isTrue();
        assertThat(packet.is(TcpPacket.SYN)).isFalse();
    }
}
