package org.conntorture.attempt;

import io.netty.channel.uring.IoUringIoOps;

/**
 * The io_uring operations of which an attempt is made, as entries of the submission queue; numbers and fields are those of
 * include/uapi/linux/io_uring.h.
 */
final class RingOperations {
    static final byte POLL_ADD = 6;
    static final byte ASYNC_CANCEL = 14;
    static final byte SEND = 26;
    static final byte RECV = 27;

    /** IORING_RECVSEND_POLL_FIRST, of Linux 5.19: no look for a reply that cannot be there yet. */
    private static final short POLL_FIRST = 1;

    private static final int MSG_NOSIGNAL = 0x4000;

    /** Of include/uapi/asm-generic/poll.h. */
    static final int POLLOUT = 4;

    private RingOperations() {}

    /** @param events such as {@link #POLLOUT}; errors are told of as well */
    static IoUringIoOps poll(int descriptor, int events) {
        return of(POLL_ADD, (short) 0, descriptor, 0, 0, events);
    }

    static IoUringIoOps send(int descriptor, long at, int length) {
        return of(SEND, (short) 0, descriptor, at, length, MSG_NOSIGNAL);
    }

    /** Waits for the next bytes. */
    static IoUringIoOps receive(int descriptor, long at, int length) {
        return of(RECV, POLL_FIRST, descriptor, at, length, 0);
    }

    /** @param submitted what {@link io.netty.channel.IoRegistration#submit} answered for the operation to cancel */
    static IoUringIoOps cancel(long submitted) {
        return of(ASYNC_CANCEL, (short) 0, -1, submitted, 0, 0);
    }

    private static IoUringIoOps of(byte operation, short priority, int descriptor, long at, int length, int flags) {
        return new IoUringIoOps(
                operation, (byte) 0, priority, descriptor, 0L, at, length, flags, 0L, (short) 0, (short) 0, 0, 0L);
    }
}
