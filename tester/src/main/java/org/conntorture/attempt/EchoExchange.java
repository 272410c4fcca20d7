package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;

/** Writes the payload, reads it back and compares every byte. */
final class EchoExchange implements Exchange {
    private final SharedBytes payload;
    private final ByteBuf expected;
    private final int length;
    private int receivedBytes;

    EchoExchange(SharedBytes payload) {
        this.payload = payload;
        this.expected = payload.buffer();
        this.length = payload.length();
    }

    @Override
    public void begin() {
        receivedBytes = 0;
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
    public boolean received(ByteBuf reply, Attempt attempt) {
        int count = reply.readableBytes();
        int comparable = Math.min(count, length - receivedBytes);
        if (!ByteBufUtil.equals(expected, receivedBytes, reply, reply.readerIndex(), comparable)) {
            attempt.fail(FailureKind.WRONG_REPLY, Errno.NONE, difference(reply, comparable));
            return true;
        }
        receivedBytes += count;
        if (receivedBytes > length) {
            attempt.fail(
                    FailureKind.WRONG_REPLY,
                    Errno.NONE,
                    "expected " + length + " bytes, got " + receivedBytes + " or more");
        }
        return receivedBytes >= length;
    }

    private String difference(ByteBuf reply, int comparable) {
        for (int i = 0; i < comparable; i++) {
            int sent = expected.getUnsignedByte(receivedBytes + i);
            int actual = reply.getUnsignedByte(reply.readerIndex() + i);
            if (sent != actual) {
                return String.format("byte %d is 0x%02x instead of 0x%02x", receivedBytes + i + 1, actual, sent);
            }
        }
        throw new IllegalStateException("called for equal bytes");
    }

    @Override
    public boolean closedByServer(Attempt attempt) {
        if (receivedBytes == 0) {
            attempt.fail(FailureKind.CLOSED_WITHOUT_REPLY, Errno.NONE, null);
        } else {
            attempt.fail(FailureKind.SHORT_REPLY, Errno.NONE, receivedBytes + " of " + length + " bytes");
        }
        return false;
    }

    @Override
    public boolean replyBegun() {
        return receivedBytes > 0;
    }
}
