package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.Socket;
import io.netty.channel.uring.IoUringIoOps;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The io_uring operations of which an attempt is made, as entries of the submission queue; numbers and fields are those of
 * include/uapi/linux/io_uring.h, addresses those of struct sockaddr_in and sockaddr_in6. One for each event loop.
 */
final class RingOperations {
    static final byte ASYNC_CANCEL = 14;
    static final byte CONNECT = 16;
    static final byte SEND = 26;
    static final byte RECV = 27;

    /** IORING_RECVSEND_POLL_FIRST, of Linux 5.19: no look for a reply that cannot be there yet. */
    private static final short POLL_FIRST = 1;

    private static final int MSG_NOSIGNAL = 0x4000;

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int LENGTH_IPV4 = 16;
    private static final int LENGTH_IPV6 = 28;
    private static final int IPV4_BYTES = 4;

    private final long addressAt;
    private final int addressLength;

    /** @param memory of {@link #addressLength} bytes, written here and read by the kernel as long as this is used */
    RingOperations(InetSocketAddress remote, ByteBuf memory) {
        this.addressLength = addressLength();
        write(remote, memory);
        this.addressAt = Ring.at(memory);
    }

    /** Bytes of an address of the family that {@link Socket#newSocketStream} takes. */
    static int addressLength() {
        return Socket.isIPv6Preferred() ? LENGTH_IPV6 : LENGTH_IPV4;
    }

    /** In the byte order of x86-64 and aarch64, for which alone Netty has native code. */
    private static void write(InetSocketAddress remote, ByteBuf memory) {
        InetAddress address = remote.getAddress();
        byte[] bytes = address.getAddress();
        if (Socket.isIPv6Preferred()) {
            memory.writeShortLE(AF_INET6);
            memory.writeShort(remote.getPort()).writeInt(0);
            if (bytes.length == IPV4_BYTES) {
                // Mapped: ten bytes 0, two bytes 255, the address.
                memory.writeZero(10).writeShort(0xffff);
            }
            memory.writeBytes(bytes);
            memory.writeIntLE(address instanceof Inet6Address scoped ? scoped.getScopeId() : 0);
        } else {
            memory.writeShortLE(AF_INET);
            memory.writeShort(remote.getPort()).writeBytes(bytes).writeZero(8);
        }
    }

    IoUringIoOps connect(int descriptor) {
        return of(CONNECT, (short) 0, descriptor, addressLength, addressAt, 0, 0);
    }

    static IoUringIoOps send(int descriptor, long at, int length) {
        return of(SEND, (short) 0, descriptor, 0, at, length, MSG_NOSIGNAL);
    }

    /** Waits for the next bytes. */
    static IoUringIoOps receive(int descriptor, long at, int length) {
        return of(RECV, POLL_FIRST, descriptor, 0, at, length, 0);
    }

    /** @param submitted what {@link io.netty.channel.IoRegistration#submit} answered for the operation to cancel */
    static IoUringIoOps cancel(long submitted) {
        return of(ASYNC_CANCEL, (short) 0, -1, 0, submitted, 0, 0);
    }

    private static IoUringIoOps of(
            byte operation, short priority, int descriptor, long offset, long at, int length, int flags) {
        return new IoUringIoOps(
                operation, (byte) 0, priority, descriptor, offset, at, length, flags, 0L, (short) 0, (short) 0, 0, 0L);
    }
}
