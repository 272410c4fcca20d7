package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.Socket;
import io.netty.channel.uring.IoUringIoHandle;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.conntorture.outcome.Errno;

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
    private Socket socket;
    private int sentBytes;
    private long underWay = NOTHING;

    /** @param told of each operation's end, which it passes on by {@link #operationDone} */
    RingSocket(Ring ring, IoUringIoHandle told) {
        this.ring = ring;
        this.told = told;
        this.reply = ring.newReadBuffer();
        this.replyAt = Ring.at(reply);
    }

    /**
     * Opens one and begins to connect it; throws ChannelException where the kernel gives none, IOException where it cannot
     * be bound or the connect fails at once.
     */
    void open(InetSocketAddress source) throws IOException {
        if (registration == null) {
            registration = ring.register(told);
        }
        sentBytes = 0;
        socket = Socket.newSocketStream();
        ring.connect(socket, source);
    }

    boolean isOpen() {
        return socket != null;
    }

    /** The open one. */
    Socket descriptor() {
        return socket;
    }

    /** Submits the wait for the connect. */
    void awaitWritable() {
        underWay = registration.submit(RingOperations.poll(socket.intValue(), RingOperations.POLLOUT));
    }

    /** Sends of the request what the kernel takes now, unless the connect goes on; throws what that has failed with. */
    boolean sendIfConnected() throws IOException {
        int length = ring.requestBytes();
        if (length == 0) {
            throwErrno();
            return !TcpInfo.isNotYetConnected(socket.intValue());
        }
        sentBytes = socket.writeAddress(ring.requestAt(), 0, length);
        return sentBytes > 0;
    }

    /** Throws the error that the kernel holds against it, which it gives once. */
    private void throwErrno() throws IOException {
        int errno = Math.abs(socket.getSoError());
        if (errno != Errno.NONE) {
            throw new Errors.NativeIoException("connect", -errno);
        }
    }

    /** Takes the end of an operation that has sent. */
    void sent(int bytes) {
        sentBytes += bytes;
    }

    boolean hasSentAll() {
        return sentBytes == ring.requestBytes();
    }

    /** Submits the rest of the request. */
    void sendRest() {
        underWay = registration.submit(
                RingOperations.send(socket.intValue(), ring.requestAt() + sentBytes, ring.requestBytes() - sentBytes));
    }

    void receive() {
        underWay = registration.submit(RingOperations.receive(socket.intValue(), replyAt, reply.capacity()));
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

    void close() {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (IOException undelivered) {
            // What close() has to tell is of data that were not delivered; the descriptor is free all the same.
        }
        socket = null;
    }
}
