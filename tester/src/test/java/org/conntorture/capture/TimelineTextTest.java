package org.conntorture.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conntorture.capture.Packets.TARGET;
import static org.conntorture.capture.Packets.TESTER;
import static org.conntorture.capture.Packets.fromTarget;
import static org.conntorture.capture.Packets.fromTester;
import static org.conntorture.capture.TcpPacket.ACK;
import static org.conntorture.capture.TcpPacket.FIN;
import static org.conntorture.capture.TcpPacket.RST;
import static org.conntorture.capture.TcpPacket.SYN;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTextTest {
    @Test
    void shouldSayThatSynsWereNeverAnswered() {
        assertThat(text(fromTester(0, SYN, 1, 0), fromTester(1003, SYN, 1, 0), fromTester(2030, SYN, 1, 0)))
                .isEqualTo("SYN, SYN +1.00 s, SYN +2.03 s, never answered");
    }

    @Test
    void shouldTellWhoSentWhat() {
        assertThat(text(
                        fromTester(0, SYN, 1, 0),
                        fromTarget(0, SYN | ACK, 9, 0),
                        fromTester(0, ACK, 2, 0),
                        fromTester(1, ACK, 2, 5),
                        fromTarget(1, ACK, 10, 0),
                        fromTarget(40, ACK, 10, 1),
                        fromTester(40, FIN | ACK, 7, 0),
                        fromTarget(41, FIN | ACK, 11, 0),
                        fromTester(41, RST, 8, 0)))
                .isEqualTo("SYN, SYN-ACK, ACK, PSH 5 bytes, ACK from target, PSH 1 byte from target +0.04 s, FIN,"
                        + " FIN from target, RST");
    }

    @Test
    void shouldTellDataSentAgain() {
        assertThat(text(
                        fromTester(0, SYN, 1, 0),
                        fromTarget(0, SYN | ACK, 9, 0),
                        fromTester(0, ACK, 2, 0),
                        fromTester(0, ACK, 2, 5),
                        fromTester(200, ACK, 2, 5),
                        fromTester(600, ACK, 2, 5)))
                .isEqualTo("SYN, SYN-ACK, ACK, PSH 5 bytes, PSH 5 bytes again +0.20 s, PSH 5 bytes again +0.60 s");
    }

    @Test
    void shouldTellAPacketOnceThoughItPassedTwoInterfaces() {
        TcpPacket onBridge = fromTester(0, SYN, 1, 0);
        TcpPacket onPair = new TcpPacket(10, 2, TESTER, TARGET, SYN, 1, 0, 64);

        assertThat(text(onBridge, onPair)).isEqualTo("SYN, never answered");
    }

    @Test
    void shouldShortenALongConversation() {
        List<TcpPacket> packets = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            packets.add(fromTarget(0, ACK, n, 8));
        }

        assertThat(text(packets.toArray(TcpPacket[]::new)))
                .contains("... (976 more) ...")
                .hasSizeLessThan(1000);
    }

    private static String text(TcpPacket... packets) {
        return TimelineText.of(
                new Conversation(TESTER, TARGET, Instant.EPOCH, Instant.EPOCH.plusSeconds(10)), List.of(packets));
    }
}
