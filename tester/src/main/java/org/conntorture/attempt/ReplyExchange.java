package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;

/** Writes the payload, if any, and is content with whatever comes first: for servers of any protocol. */
final class ReplyExchange implements Exchange {
    private final ByteBuf payload;

    /** Takes a payload of any length; an empty one is not written, for servers that speak first. */
    ReplyExchange(ByteBuf payload) {
        this.payload = payload;
    }

    @Override
    public void begin(ChannelPipeline pipeline) {
        // Nothing is kept from one connection to the next.
    }

    @Override
    public ByteBuf request() {
        return payload.isReadable() ? payload.retainedDuplicate() : null;
    }

    @Override
    public boolean expectsReply() {
        return true;
    }

    @Override
    public boolean received(Object message, Attempt attempt) {
        return true;
    }

    @Override
    public boolean closedByServer(Attempt attempt) {
        attempt.fail(FailureKind.CLOSED_WITHOUT_REPLY, Errno.NONE, null);
        return false;
    }

    @Override
    public boolean replyBegun() {
        return false;
    }
}
