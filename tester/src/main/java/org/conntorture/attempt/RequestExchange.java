package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;

/** One HTTP/1.1 GET with {@code Connection: close}; the reply must parse, end, and have the expected status. */
final class RequestExchange implements Exchange {
    private final ByteBuf request;
    private final int expectedStatus;
    private boolean begun;

    RequestExchange(ByteBuf request, int expectedStatus) {
        this.request = request;
        this.expectedStatus = expectedStatus;
    }

    @Override
    public void begin(ChannelPipeline pipeline) {
        begun = false;
        pipeline.addFirst(new HttpResponseDecoder());
    }

    @Override
    public ByteBuf request() {
        return request.retainedDuplicate();
    }

    @Override
    public boolean expectsReply() {
        return true;
    }

    @Override
    public boolean received(Object message, Attempt attempt) {
        begun = true;
        HttpObject part = (HttpObject) message;
        if (part.decoderResult().isFailure()) {
            attempt.fail(
                    FailureKind.WRONG_REPLY,
                    Errno.NONE,
                    "not HTTP: " + part.decoderResult().cause().getMessage());
            return true;
        }
        if (part instanceof HttpResponse response && response.status().code() != expectedStatus) {
            attempt.fail(
                    FailureKind.WRONG_STATUS,
                    Errno.NONE,
                    "status " + response.status().code() + " instead of " + expectedStatus);
            return true;
        }
        return part instanceof LastHttpContent;
    }

    @Override
    public boolean closedByServer(Attempt attempt) {
        attempt.fail(begun ? FailureKind.SHORT_REPLY : FailureKind.CLOSED_WITHOUT_REPLY, Errno.NONE, null);
        return false;
    }

    @Override
    public boolean replyBegun() {
        return begun;
    }
}
