package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;

/**
 * Sockets without a channel: io_uring or epoll waits for the reply and for a connect that takes its time, the rest is done by
 * system calls that wait for nothing. It saves the channel, its pipeline, its promises and what Netty asks the kernel for them.
 * One thing at a time is under way. It closes in its turn, never within {@link #hangUp}.
 */
abstract class BareWire implements Wire {
    /** Where a socket is said to be writable and is not connected. */
    private static final int LOOK_AGAIN_MS = 1;

    final BareSockets shared;
    final AttemptMachine machine;
    /** Where what is received is put. */
    final long replyAt;

    final int replyCapacity;
    private final ByteBuf reply;
    private final Runnable lookAgain = this::lookAgain;
    /** The open one, or null. */
    Socket socket;
    /** Where what is not yet sent of the request begins. */
    long restAt;

    int restBytes;
    private boolean looksAgain;
    private long hungUpNs;

    /** @param reply where what is received is put, which the machine has until the next receive */
    BareWire(BareSockets shared, AttemptMachine machine, ByteBuf reply) {
        this.shared = shared;
        this.machine = machine;
        this.reply = reply;
        this.replyAt = SharedBytes.addressOf(reply);
        this.replyCapacity = reply.capacity();
    }

    /** Throws ChannelException where the kernel gives none. */
    @Override
    public final void open() {
        socket = shared.newSocket();
    }

    @Override
    public final void connect(InetSocketAddress source, SharedBytes first) {
        restAt = first == null ? 0 : first.address();
        restBytes = first == null ? 0 : first.length();
        try {
            shared.connect(socket, source);
        } catch (RuntimeException | IOException refused) {
            machine.failed(refused);
            return;
        }
        goOnConnecting();
    }

    private void goOnConnecting() {
        if (isConnecting()) {
            awaitWritable();
        }
    }

    /** The connect is done, perhaps. */
    final void writable() {
        if (isConnecting()) {
            looksAgain = true;
            shared.later(lookAgain, LOOK_AGAIN_MS);
        }
    }

    private void lookAgain() {
        if (looksAgain) {
            looksAgain = false;
            goOnConnecting();
        }
    }

    /**
     * Whether the connect still goes on; otherwise the request is on its way, or the attempt has failed. Near servers have
     * answered by the time the call that connects is back, and to send is the cheapest way to ask.
     */
    private boolean isConnecting() {
        long now = System.nanoTime();
        try {
            if (!sendIfConnected()) {
                return true;
            }
        } catch (RuntimeException | IOException broken) {
            machine.failed(broken);
            return false;
        }
        machine.connected(now);
        if (!machine.hasHungUp()) {
            goOn();
        }
        return false;
    }

    /** Sends of the request what the kernel takes now, unless the connect goes on; throws what that has failed with. */
    private boolean sendIfConnected() throws IOException {
        if (restBytes == 0) {
            throwErrno();
            return !TcpInfo.isNotYetConnected(socket.intValue());
        }
        int bytes = socket.writeAddress(restAt, 0, restBytes);
        sent(bytes);
        return bytes > 0;
    }

    /** Throws the error that the kernel holds against it, which it gives once. */
    private void throwErrno() throws IOException {
        int errno = Math.abs(socket.getSoError());
        if (errno != Errno.NONE) {
            throw new Errors.NativeIoException("connect", -errno);
        }
    }

    private void sent(int bytes) {
        restAt += bytes;
        restBytes -= bytes;
    }

    private void goOn() {
        if (restBytes > 0) {
            sendRest();
            return;
        }
        machine.sent();
        if (!machine.hasHungUp()) {
            receive();
        }
    }

    /** What was sent of the rest. */
    final void restSent(int bytes) {
        sent(bytes);
        goOn();
    }

    /** What was received; 0 is the server's close. */
    final void received(int bytes) {
        if (bytes == 0) {
            machine.closedByServer();
            return;
        }
        machine.received(reply.setIndex(0, bytes));
        if (!machine.hasHungUp()) {
            receive();
        }
    }

    /** Waits for the connect; tells by {@link #writable}. */
    abstract void awaitWritable();

    /** Sends the rest of the request, or some of it; tells by {@link #restSent}. */
    abstract void sendRest();

    /** Waits for the next bytes; tells by {@link #received}. */
    abstract void receive();

    /**
     * Ends what is under way, for which the kernel would keep a closed socket open; once it has come back {@link #endSoon}
     * follows. False where there is nothing to wait for.
     */
    abstract boolean cancel();

    /** Has the loop tell of nothing any more; the load is done. */
    abstract void forget();

    @Override
    public final void send(SharedBytes bytes) {
        throw new IllegalStateException("bare sockets carry one exchange for each connection");
    }

    @Override
    public final boolean hasSentAll() {
        return restBytes == 0;
    }

    @Override
    public final void shutOutput() {
        try {
            socket.shutdown(false, true);
        } catch (IOException broken) {
            machine.failed(broken);
        }
    }

    @Override
    public final InetSocketAddress localEnd() {
        return socket != null ? Transport.assigned(socket.localAddress()) : null;
    }

    @Override
    public final int retransmits() {
        return socket != null ? TcpInfo.totalRetransmits(socket.intValue()) : Attempt.UNKNOWN;
    }

    @Override
    public final void hangUp() {
        looksAgain = false;
        hungUpNs = System.nanoTime();
        if (!cancel()) {
            endSoon();
        }
    }

    /** Nothing is under way any more. */
    final void endSoon() {
        shared.endSoon(this);
    }

    /** Closes, and tells; that it had to wait for its turn is no part of the attempt. */
    final void end() {
        long beginNs = System.nanoTime();
        shut();
        machine.closed(hungUpNs + System.nanoTime() - beginNs);
    }

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

    /** The loop ends, perhaps with an attempt still open. */
    final void loopEnds() {
        forsake();
        shared.loopEnds();
    }

    /** Closes, and nobody hears of it. */
    final void forsake() {
        machine.forget();
        shut();
    }
}
