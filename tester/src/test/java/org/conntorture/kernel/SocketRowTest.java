package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketRowTest {
    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource({
        "ESTABLISHED, 5, 5, all are bytes",
        "CLOSE_WAIT, 6, 5, the FIN counts one",
        "CLOSE_WAIT, 1, 0, only the FIN is unread",
        "CLOSE_WAIT, 0, 0, the FIN was read too",
        "LAST_ACK, 1, 0, closed without reading the FIN",
        "LISTEN, 7, 0, connections and not bytes",
    })
    void shouldCountUnreadBytes(TcpState state, long rxQueue, long unread, String reason) {
        InetSocketAddress any = new InetSocketAddress(1);

        assertThat(new SocketRow(any, any, state, 0, rxQueue, 0, 0, 0, 1).unreadBytes())
                .isEqualTo(unread);
    }

    @ParameterizedTest
    @CsvSource({"1, ESTABLISHED", "10, LISTEN", "13, BOUND_INACTIVE", "0, ", "14, ", "-1, "})
    void shouldKnowStatesByNumber(int number, TcpState state) {
        assertThat(TcpState.of(number).orElse(null)).isEqualTo(state);
    }
}
