package org.conntorture.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conntorture.capture.Packets.TARGET;
import static org.conntorture.capture.Packets.TESTER;
import static org.conntorture.capture.Packets.fromTarget;
import static org.conntorture.capture.Packets.fromTester;
import static org.conntorture.capture.Packets.seen;
import static org.conntorture.capture.Packets.withTimeToLive;
import static org.conntorture.capture.TcpPacket.ACK;
import static org.conntorture.capture.TcpPacket.RST;
import static org.conntorture.capture.TcpPacket.SYN;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResetOriginTest {
    private static final TcpPacket SYN_OF_TESTER = fromTester(0, SYN, 1, 0);
    private static final TcpPacket ANSWER = fromTarget(1, SYN | ACK, 1, 0);
    private static final TcpPacket RESET = fromTarget(2, RST, 2, 0);

    private static Optional<ResetOrigin> origin(TcpPacket... packets) {
        return ResetOrigin.of(new Conversation(TESTER, TARGET, Instant.EPOCH, Instant.EPOCH), List.of(packets));
    }

    @Test
    void shouldTellAResetFromNearer() {
        ResetOrigin origin =
                origin(SYN_OF_TESTER, withTimeToLive(ANSWER, 63), RESET).orElseThrow();

        assertThat(origin).isEqualTo(new ResetOrigin(0, 1));
        assertThat(origin.isNearer()).isTrue();
    }

    @Test
    void shouldTakeTheNearestOfWhatElseCame() {
        assertThat(origin(
                        SYN_OF_TESTER,
                        withTimeToLive(ANSWER, 62),
                        withTimeToLive(fromTarget(2, ACK, 2, 5), 63),
                        withTimeToLive(RESET, 63)))
                .hasValueSatisfying(origin -> assertThat(origin.isNearer()).isFalse());
    }

    @Test
    void shouldNotTakeAnotherBeginningOfTheTtlForAnotherPlace() {
        assertThat(origin(SYN_OF_TESTER, withTimeToLive(ANSWER, 63), withTimeToLive(RESET, 254)))
                .hasValueSatisfying(origin -> assertThat(origin.isNearer()).isFalse());
    }

    /** A packet that a router of this host passes on is seen twice, with another TTL. */
    @Test
    void shouldCompareWhatOneInterfaceSaw() {
        assertThat(origin(SYN_OF_TESTER, seen(ANSWER, 2, 64), withTimeToLive(ANSWER, 63), withTimeToLive(RESET, 63)))
                .contains(new ResetOrigin(1, 1));
        assertThat(origin(SYN_OF_TESTER, seen(ANSWER, 2, 63), RESET)).isEmpty();
    }

    @Test
    void shouldKnowNothingOfOneAlone() {
        assertThat(origin(SYN_OF_TESTER, RESET)).isEmpty();
        assertThat(origin(SYN_OF_TESTER, ANSWER)).isEmpty();
        assertThat(origin(SYN_OF_TESTER, ANSWER, fromTester(2, RST, 2, 0))).isEmpty();
    }
}
