package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.ExpectedReply;

/**
 * Writes the payload, if any, and takes whatever comes first for the reply, but for the words of a refusal and for what does
 * not begin as expected: the workload {@code reply}.
 */
final class ReplyExchange implements Exchange {
    private final SharedBytes payload;
    /** Null where any reply will do. */
    private final ExpectedReply.Matcher expected;

    private final byte[] reply;
    private int length;

    ReplyExchange(SharedBytes payload, ExpectedReply expected) {
        this.payload = payload;
        this.expected = expected == null ? null : expected.matcher();
        this.reply = new byte[expected == null ? 0 : ExpectedReply.MOST_BYTES];
    }

    @Override
    public void begin() {
        length = 0;
    }

    @Override
    public SharedBytes request(boolean last) {
        return payload.length() == 0 ? null : payload;
    }

    @Override
    public boolean expectsReply() {
        return true;
    }

    @Override
    public boolean received(ByteBuf bytes, Attempt attempt) {
        if (length == 0) {
            Replies.failBy(bytes, attempt);
        }
        return attempt.failure != null || expected == null || isDecided(bytes, attempt);
    }

    private boolean isDecided(ByteBuf bytes, Attempt attempt) {
        int more = Math.min(bytes.readableBytes(), reply.length - length);
        bytes.readBytes(reply, length, more);
        length += more;
        Optional<Boolean> matches = expected.matches(reply, length);
        if (matches.isPresent() && !matches.get()) {
            fail(attempt);
        }
        return matches.isPresent();
    }

    private void fail(Attempt attempt) {
        attempt.fail(
                FailureKind.WRONG_REPLY, Errno.NONE, "the reply begins with \"" + Replies.told(reply, length) + "\"");
    }

    @Override
    public boolean closedByServer(Attempt attempt) {
        if (length == 0) {
            attempt.fail(FailureKind.CLOSED_WITHOUT_REPLY, Errno.NONE, null);
        } else {
            fail(attempt);
        }
        return false;
    }

    @Override
    public boolean replyBegun() {
        return length > 0;
    }
}
