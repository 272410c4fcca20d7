package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import org.conntorture.outcome.Attempt;

/** Writes the payload, if any, and is over then: the workloads {@code close} and {@code connect}. */
final class PlainExchange implements Exchange {
    private final SharedBytes payload;

    /** Takes a payload of any length; an empty one is not written. */
    PlainExchange(SharedBytes payload) {
        this.payload = payload;
    }

    @Override
    public void begin() {
        // Nothing is kept from one exchange to the next.
    }

    @Override
    public SharedBytes request(boolean last) {
        return payload.length() == 0 ? null : payload;
    }

    @Override
    public boolean expectsReply() {
        return false;
    }

    @Override
    public boolean received(ByteBuf bytes, Attempt attempt) {
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
