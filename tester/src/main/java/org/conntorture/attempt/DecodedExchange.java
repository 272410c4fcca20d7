package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import org.conntorture.outcome.Attempt;

/**
 * An HTTP exchange on a bare socket: hands what was read to the library's decoder, which stands in a channel without a
 * socket and serves one connection after the other as long as each ends with its reply.
 */
final class DecodedExchange implements Exchange {
    private final RequestExchange http;
    private ReplyDecoder decoder;
    private EmbeddedChannel decoding;
    private boolean reusable;

    DecodedExchange(RequestExchange http) {
        this.http = http;
    }

    @Override
    public void begin() {
        http.begin();
        if (!reusable) {
            decoder = http.newDecoder();
            decoding = new EmbeddedChannel(decoder);
        }
        reusable = false;
    }

    @Override
    public ByteBuf request(boolean last) {
        return http.request(last);
    }

    @Override
    public boolean expectsReply() {
        return true;
    }

    @Override
    public boolean received(Object message, Attempt attempt) {
        // A copy, as the decoder may keep a part of it until more has come.
        decoding.writeInbound(Unpooled.copiedBuffer((ByteBuf) message));
        boolean over = takeDecoded(attempt);
        reusable = over && attempt.failure == null && decoder.isEmpty();
        return over;
    }

    /** Whether what was decoded ends the reply, or fails the attempt; what comes behind that is nobody's. */
    private boolean takeDecoded(Attempt attempt) {
        boolean over = false;
        for (Object part = decoding.readInbound(); part != null; part = decoding.readInbound()) {
            over = over || http.received(part, attempt);
            ReferenceCountUtil.release(part);
        }
        return over;
    }

    @Override
    public boolean closedByServer(Attempt attempt) {
        decoding.finish();
        boolean over = takeDecoded(attempt);
        return over ? attempt.failure == null : http.closedByServer(attempt);
    }

    @Override
    public boolean replyBegun() {
        return http.replyBegun();
    }
}
