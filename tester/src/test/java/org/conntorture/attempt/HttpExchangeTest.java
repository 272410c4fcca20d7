package org.conntorture.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One decoder for one reply after the other, in whatever pieces they come. */
class HttpExchangeTest {
    private static final String REPLY =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n";

    private final HttpExchange exchange = new HttpExchange(null, null, false, 200);
    private final Attempt attempt = new Attempt();

    @BeforeEach
    void begin() {
        attempt.begin(1, 0, 0, false);
        exchange.begin();
    }

    private boolean received(String text) {
        return exchange.received(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII), attempt);
    }

    @Test
    void shouldTakeAReplyInAnyTwoPieces() {
        for (int cut = 1; cut < REPLY.length(); cut++) {
            begin();

            assertThat(received(REPLY.substring(0, cut))).as("cut at %d", cut).isFalse();
            assertThat(received(REPLY.substring(cut))).as("cut at %d", cut).isTrue();
            assertThat(attempt.failure).isNull();
            assertThat(exchange.leavesOpen()).isTrue();
        }
    }

    @Test
    void shouldNotTakeForTheNextReplyWhatCameBehindTheLast() {
        assertThat(received(REPLY + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no"))
                .isTrue();
        exchange.begin();

        assertThat(received("k" + REPLY)).isTrue();
        assertThat(attempt.failure).isEqualTo(FailureKind.WRONG_REPLY);
    }

    @Test
    void shouldNotSpoilTheNextConnectionByOneThatWasCut() {
        assertThat(received("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut")).isFalse();
        assertThat(exchange.closedByServer(attempt)).isFalse();
        assertThat(attempt.failure).isEqualTo(FailureKind.SHORT_REPLY);
        begin();

        assertThat(exchange.replyBegun()).isFalse();
        assertThat(received(REPLY)).isTrue();
        assertThat(attempt.failure).isNull();
    }

    @Test
    void shouldEndWithTheConnectionAReplyThatTellsNoLength() {
        assertThat(received("HTTP/1.1 200 OK\r\n\r\nuntil close")).isFalse();

        assertThat(exchange.closedByServer(attempt)).isTrue();
        assertThat(exchange.leavesOpen()).isFalse();
        assertThat(attempt.failure).isNull();
    }

    @Test
    void shouldTellACloseWithoutAReply() {
        assertThat(exchange.closedByServer(attempt)).isFalse();
        assertThat(attempt.failure).isEqualTo(FailureKind.CLOSED_WITHOUT_REPLY);
    }
}
