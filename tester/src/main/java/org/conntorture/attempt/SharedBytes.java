package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.unix.Buffer;

/** What all connections of an event loop say, kept once: as a buffer for channels, at an address for bare sockets. */
final class SharedBytes implements AutoCloseable {
    private final ByteBuf owned;
    private final ByteBuf buffer;
    private final int length;
    private long address;

    SharedBytes(byte[] bytes) {
        this.owned = Unpooled.directBuffer(Math.max(1, bytes.length)).writeBytes(bytes);
        // Read-only, so that no write can move the indices of what all connections share.
        this.buffer = Unpooled.unreleasableBuffer(owned.asReadOnly());
        this.length = bytes.length;
    }

    int length() {
        return length;
    }

    /** To be read by index, or duplicated. */
    ByteBuf buffer() {
        return buffer;
    }

    /** Where they are, for as long as this is open. */
    long address() {
        if (address == 0) {
            address = addressOf(owned);
        }
        return address;
    }

    /** Where the bytes of a direct buffer begin. */
    static long addressOf(ByteBuf direct) {
        return Buffer.memoryAddress(direct.nioBuffer(0, direct.capacity()));
    }

    @Override
    public void close() {
        owned.release();
    }
}
