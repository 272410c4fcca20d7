package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import org.conntorture.outcome.Attempt;

/** Writes the payload, if any, and expects nothing: the workloads {@code close} and {@code connect}. */
final class SilentExchange implements Exchange {
    private final ByteBuf payload;

    /** Takes a payload of any length; an empty one is not written. */
    SilentExchange(ByteBuf payload) {
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
        return false;
    }

    @Override
    public boolean received(Object message, Attempt attempt) {
        return false;
    }

    @Override
    public boolean closedByServer(Attempt attempt) {
        return true;
    }

    @Override
    public boolean replyBegun() {
        return false;
    }
}
