package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import org.conntorture.outcome.Attempt;

/** Writes the payload and a FIN, and takes whatever comes until the server closes, which it must. */
final class EofExchange implements Exchange {
    private final SharedBytes payload;
    private boolean begun;

    EofExchange(SharedBytes payload) {
        this.payload = payload;
    }

    @Override
    public void begin() {
        begun = false;
    }

    @Override
    public SharedBytes request(boolean last) {
        return payload;
    }

    @Override
    public boolean expectsReply() {
        return true;
    }

    @Override
    public boolean endsByEof() {
        return true;
    }

    @Override
    public boolean received(ByteBuf bytes, Attempt attempt) {
        begun = true;
        return false;
    }

    @Override
    public boolean closedByServer(Attempt attempt) {
        return true;
    }

    @Override
    public boolean replyBegun() {
        return begun;
    }
}
