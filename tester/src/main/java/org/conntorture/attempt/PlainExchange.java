package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;

/**
 * Writes the payload, if any, and compares nothing: the workloads {@code close} and {@code connect}, which are over then,
 * and {@code reply}, which takes whatever comes first but the words of a refusal.
 */
final class PlainExchange implements Exchange {
    private final SharedBytes payload;
    private final boolean expectsReply;

    /** Takes a payload of any length; an empty one is not written. */
    PlainExchange(SharedBytes payload, boolean expectsReply) {
        this.payload = payload;
        this.expectsReply = expectsReply;
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
        return expectsReply;
    }

    @Override
    public boolean received(ByteBuf bytes, Attempt attempt) {
        if (expectsReply) {
            Replies.failBy(bytes, attempt);
        }
        return expectsReply;
    }

    @Override
    public boolean closedByServer(Attempt attempt) {
        if (expectsReply) {
            attempt.fail(FailureKind.CLOSED_WITHOUT_REPLY, Errno.NONE, null);
        }
        return !expectsReply;
    }

    @Override
    public boolean replyBegun() {
        return false;
    }
}
