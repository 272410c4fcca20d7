package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.conntorture.outcome.Errno;

/**
 * A worker's bare sockets, one after the other, and what the kernel is asked to do on the open one: one thing at a time, of
 * whose end it tells the connection. On the worker's event loop.
 */
abstract class BareSocket {
    final BareSockets shared;
    final BareConnection connection;
    private final ByteBuf reply;
    private final long replyAt;
    private Socket socket;
    private int sentBytes;

    /** @param reply where what is received is put, which the connection has until the next receive */
    BareSocket(BareSockets shared, BareConnection connection, ByteBuf reply) {
        this.shared = shared;
        this.connection = connection;
        this.reply = reply;
        this.replyAt = BareSockets.at(reply);
    }

    /**
     * Opens one and begins to connect it; throws ChannelException where the kernel gives none, IOException where it cannot
     * be bound or the connect fails at once.
     */
    final void open(InetSocketAddress source) throws IOException {
        sentBytes = 0;
        socket = shared.newSocket();
        shared.connect(socket, source);
    }

    final boolean isOpen() {
        return socket != null;
    }

    /** The open one. */
    final Socket descriptor() {
        return socket;
    }

    /** Waits for the connect; tells by {@link BareConnection#writable}. */
    abstract void awaitWritable();

    /** Sends of the request what the kernel takes now, unless the connect goes on; throws what that has failed with. */
    final boolean sendIfConnected() throws IOException {
        int length = shared.requestBytes();
        if (length == 0) {
            throwErrno();
            return !TcpInfo.isNotYetConnected(socket.intValue());
        }
        sentBytes = socket.writeAddress(shared.requestAt(), 0, length);
        return sentBytes > 0;
    }

    /** Throws the error that the kernel holds against it, which it gives once. */
    private void throwErrno() throws IOException {
        int errno = Math.abs(socket.getSoError());
        if (errno != Errno.NONE) {
            throw new Errors.NativeIoException("connect", -errno);
        }
    }

    final boolean hasSentAll() {
        return sentBytes == shared.requestBytes();
    }

    /** Sends the rest of the request, or some of it; tells by {@link BareConnection#goOnSending}. */
    abstract void sendRest();

    /** Where the rest begins. */
    final long restAt() {
        return shared.requestAt() + sentBytes;
    }

    final int restBytes() {
        return shared.requestBytes() - sentBytes;
    }

    final void sent(int bytes) {
        sentBytes += bytes;
        connection.goOnSending();
    }

    /** Waits for the next bytes; tells by {@link BareConnection#received} or {@link BareConnection#closedByServer}. */
    abstract void receive();

    /** Where they are put. */
    final long replyAt() {
        return replyAt;
    }

    final int replyCapacity() {
        return reply.capacity();
    }

    final void received(int bytes) {
        connection.received(reply.setIndex(0, bytes));
    }

    /**
     * Ends what is under way, for which the kernel would keep a closed socket open; {@link BareConnection#cancelled} then
     * tells that it has ended. False where there is nothing to wait for.
     */
    abstract boolean cancel();

    /** Has the loop tell of nothing any more; the load is done. */
    abstract void forget();

    void shut() {
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
