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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private final Conversation conversation =
            new Conversation(TESTER, TARGET, Instant.ofEpochSecond(10), Instant.ofEpochSecond(12));

    @Test
    void shouldKeepOneOfSeveralConnectionsBetweenTheSameEnds() {
        TcpPacket before = fromTarget(9_900, FIN | ACK, 500, 0);
        TcpPacket syn = fromTester(10_000, SYN, 1, 0);
        TcpPacket challenge = fromTarget(10_001, ACK, 501, 0);
        TcpPacket reset = fromTester(10_002, RST, 77, 0);
        TcpPacket again = fromTester(11_000, SYN, 1, 0);
        TcpPacket next = fromTester(12_300, SYN, 4000, 0);

        assertThat(sorted(next, again, syn, before, challenge, reset)).containsExactly(syn, challenge, reset, again);
    }

    @Test
    void shouldKeepAllWhereNoSynWasSeen() {
        TcpPacket data = fromTester(10_000, ACK, 2, 5);
        TcpPacket reset = fromTarget(10_100, RST, 10, 0);

        assertThat(sorted(reset, data)).containsExactly(data, reset);
    }

    @Test
    void shouldTakeTheTimeOfTheAttemptAndALittleMore() {
        assertThat(conversation.isWithin(9_700_000)).isFalse();
        assertThat(conversation.isWithin(9_900_000)).isTrue();
        assertThat(conversation.isWithin(12_400_000)).isTrue();
        assertThat(conversation.isWithin(12_600_000)).isFalse();
        assertThat(conversation.mayBeIn(0, 9_000_000)).isFalse();
        assertThat(conversation.mayBeIn(0, 20_000_000)).isTrue();
        assertThat(conversation.mayBeIn(13_000_000, Long.MAX_VALUE)).isFalse();
    }

    private List<TcpPacket> sorted(TcpPacket... packets) {
        List<Conversation.Entry> entries = Stream.of(packets)
                .map(packet ->
                        new Conversation.Entry(new PcapRecord(new byte[0], new byte[0], packet.timeUs()), packet))
                .toList();
        return conversation.sorted(entries).stream()
                .map(Conversation.Entry::packet)
                .toList();
    }
}
