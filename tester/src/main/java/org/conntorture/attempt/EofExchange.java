package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;

/**
 * Writes the payload and a FIN, and takes whatever comes until the server closes, which it must: the workload {@code eof},
 * and {@code reply} with close half-close, for which something but a refusal must come.
 */
final class EofExchange implements Exchange {
    private final SharedBytes payload;
    private final boolean needsReply;
    private boolean begun;

    EofExchange(SharedBytes payload, boolean needsReply) {
        this.payload = payload;
        this.needsReply = needsReply;
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
        if (needsReply && !begun) {
            Replies.failBy(bytes, attempt);
        }
        begun = true;
        return attempt.failure != null;
    }

    @Override
    public boolean closedByServer(Attempt attempt) {
        boolean complete = begun || !needsReply;
        if (!complete) {
            attempt.fail(FailureKind.CLOSED_WITHOUT_REPLY, Errno.NONE, null);
        }
        return complete;
    }

    @Override
    public boolean replyBegun() {
        return begun;
    }
}
