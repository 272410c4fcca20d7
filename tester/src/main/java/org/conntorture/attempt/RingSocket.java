package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.channel.uring.IoUringIoHandle;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A worker's bare sockets, one after the other, and what io_uring is doing on the one that is open: at most one operation at
 * a time. On the worker's event loop.
 */
final class RingSocket {
    private static final long NOTHING = 0;

    private final Ring ring;
    private final IoUringIoHandle told;
    private final ByteBuf reply;
    private final long replyAt;
    private IoRegistration registration;
    private FileDescriptor descriptor;
    private long underWay = NOTHING;

    /** @param told of each operation's end, which it passes on by {@link #operationDone} */
    RingSocket(Ring ring, IoUringIoHandle told) {
        this.ring = ring;
        this.told = told;
        this.reply = ring.newReadBuffer();
        this.replyAt = Ring.at(reply);
    }

    /** Opens one; throws ChannelException where the kernel gives none, IOException where it cannot be bound. */
    void open(InetSocketAddress source) throws IOException {
        if (registration == null) {
            registration = ring.register(told);
        }
        descriptor = Ring.openSocket();
        ring.prepare(descriptor, source);
    }

    boolean isOpen() {
        return descriptor != null;
    }

    /** Of the open one. */
    FileDescriptor descriptor() {
        return descriptor;
    }

    void connect() {
        underWay = registration.submit(ring.operations().connect(descriptor.intValue()));
    }

    /** Writes what of the request the kernel takes now. @return bytes taken */
    int write() throws IOException {
        int length = ring.requestBytes();
        return length == 0 ? 0 : descriptor.writeAddress(ring.requestAt(), 0, length);
    }

    /** Writes the rest of the request. @param from bytes taken so far */
    void send(int from) {
        underWay = registration.submit(
                RingOperations.send(descriptor.intValue(), ring.requestAt() + from, ring.requestBytes() - from));
    }

    void receive() {
        underWay = registration.submit(RingOperations.receive(descriptor.intValue(), replyAt, reply.capacity()));
    }

    /** What the last receive brought, until the next one. */
    ByteBuf received(int bytes) {
        return reply.setIndex(0, bytes);
    }

    /** Whether an operation is under way: the kernel keeps a socket open as long as one is. */
    boolean isBusy() {
        return underWay != NOTHING;
    }

    void operationDone() {
        underWay = NOTHING;
    }

    /** Ends the operation under way, which tells for itself. */
    void cancel() {
        registration.submit(RingOperations.cancel(underWay));
    }

    /** The error that the kernel holds against it, which it gives once. */
    int takeErrno() {
        try {
            return Math.abs(new Socket(descriptor.intValue()).getSoError());
        } catch (IOException | ChannelException untold) {
            return Failures.errno(untold);
        }
    }

    /** Whether what it was told of its connect is not so: see {@link TcpInfo#isConnecting}. */
    boolean isConnecting() {
        return TcpInfo.isConnecting(descriptor.intValue());
    }

    /** The same where that was found before. */
    boolean isNotYetConnected() {
        return TcpInfo.isNotYetConnected(descriptor.intValue());
    }

    void close() {
        if (descriptor == null) {
            return;
        }
        try {
            descriptor.close();
        } catch (IOException undelivered) {
            // What close() has to tell is of data that were not delivered; the descriptor is free all the same.
        }
        descriptor = null;
    }
}
