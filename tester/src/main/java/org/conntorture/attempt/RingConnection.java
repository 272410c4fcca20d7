package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/**
 * The state machine of a worker's connections as bare sockets, where one plain exchange and a close are all there is:
 * io_uring waits for the connect and for the reply, the rest is done by system calls that wait for nothing. It saves the
 * channel, its pipeline, its promises and what Netty asks the kernel for them. Runs on one event loop. At most one
 * operation is under way at a time; a socket is closed only when none is, as the kernel would else keep it open.
 */
final class RingConnection implements Connection, IoUringIoHandle {
    private static final int LOOK_AGAIN_MS = 1;
    private static final long NOTHING = 0;

    private final Connector connector;
    private final Ring ring;
    private final ConnectionOwner owner;
    private final Attempt attempt;
    private final Postmortem postmortem;
    private final Exchange exchange;
    private final ByteBuf reply;
    private final long replyAt;
    private IoRegistration registration;
    private FileDescriptor socket;
    private long underWay = NOTHING;
    private int sentBytes;
    private int sourcesTaken;
    private boolean closing;

    RingConnection(Connector connector, Ring ring, ConnectionOwner owner, Attempt attempt) {
        this.connector = connector;
        this.ring = ring;
        this.owner = owner;
        this.attempt = attempt;
        this.postmortem = new Postmortem(attempt);
        this.exchange = connector.newExchange();
        this.reply = ring.newReadBuffer();
        this.replyAt = Ring.at(reply);
    }

    @Override
    public void open() {
        if (registration == null) {
            registration = ring.register(this);
        }
        sourcesTaken = 0;
        openFromNextSource();
    }

    private void openFromNextSource() {
        closing = false;
        sentBytes = 0;
        exchange.begin();
        try {
            socket = Ring.openSocket();
            attempt.phase = Phase.CONNECT;
            ring.prepare(socket, connector.nextSource());
        } catch (RuntimeException | IOException noSocket) {
            connectFailed(Failures.errno(noSocket), noSocket.toString());
            return;
        }
        underWay = registration.submit(ring.operations().connect(socket.intValue()));
    }

    @Override
    public void handle(IoRegistration ofThis, IoEvent event) {
        IoUringIoEvent completion = (IoUringIoEvent) event;
        byte operation = completion.opcode();
        if (operation == RingOperations.ASYNC_CANCEL) {
            // What was cancelled tells for itself, and may have been done by then.
            return;
        }
        underWay = NOTHING;
        if (closing) {
            end();
            return;
        }
        int result = completion.res();
        switch (operation) {
            case RingOperations.CONNECT -> connectDone(result);
            case RingOperations.SEND -> sendDone(result);
            default -> receiveDone(result);
        }
    }

    private void connectDone(int result) {
        if (result < 0) {
            connectFailed(-result, null);
        } else {
            connected();
        }
    }

    private void connectFailed(int errno, String unknown) {
        if (socket != null && Failures.isSourceTaken(errno) && connector.hasOtherSources(++sourcesTaken)) {
            closeSocket();
            attempt.openNs = System.nanoTime();
            openFromNextSource();
        } else {
            failWith(errno, unknown);
        }
    }

    private void connected() {
        attempt.connected(System.nanoTime());
        if (attempt.connectedNs - attempt.openNs > Postmortem.SLOW_CONNECT_NS) {
            postmortem.look(socket);
        }
        if (connector.selfConnectPossible() && connector.remote().equals(Connector.localEnd(socket))) {
            fail(FailureKind.SELF_CONNECT);
            return;
        }
        send();
    }

    private void send() {
        int length = ring.requestBytes();
        try {
            sentBytes = length == 0 ? 0 : socket.writeAddress(ring.requestAt(), 0, length);
        } catch (IOException broken) {
            await(exchange.expectsReply() ? Phase.READ : Phase.WRITE);
            failWith(Failures.errno(broken), broken.toString());
            return;
        }
        if (sentBytes == 0 && TcpInfo.isConnecting(socket.intValue())) {
            // A socket that takes not a byte, or was given none, may not be connected at all.
            attempt.connected(0);
            lookAgain();
            return;
        }
        await(exchange.expectsReply() ? Phase.READ : Phase.WRITE);
        goOnSending();
    }

    private void await(Phase phase) {
        attempt.phase = phase;
        owner.awaits();
    }

    /** What the kernel said of the connect is not true yet; the deadline of the connect goes on. */
    private void lookAgain() {
        FileDescriptor seen = socket;
        connector.loop().schedule(() -> connectedAfterAll(seen), LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
    }

    private void connectedAfterAll(FileDescriptor seen) {
        if (seen != socket || attempt.phase != Phase.CONNECT || closing || attempt.failure != null) {
            return;
        }
        int errno = errno(seen);
        if (errno != Errno.NONE) {
            connectFailed(errno, null);
        } else if (TcpInfo.isNotYetConnected(seen.intValue())) {
            lookAgain();
        } else {
            connected();
        }
    }

    private static int errno(FileDescriptor seen) {
        try {
            return new Socket(seen.intValue()).getSoError();
        } catch (IOException | ChannelException untold) {
            return Failures.errno(untold);
        }
    }

    private void goOnSending() {
        int left = ring.requestBytes() - sentBytes;
        if (left > 0) {
            underWay = registration.submit(RingOperations.send(socket.intValue(), ring.requestAt() + sentBytes, left));
        } else if (attempt.phase == Phase.READ) {
            receive();
        } else {
            finish();
        }
    }

    private void sendDone(int result) {
        if (result < 0) {
            failWith(-result, null);
        } else {
            sentBytes += result;
            goOnSending();
        }
    }

    private void receive() {
        underWay = registration.submit(RingOperations.receive(socket.intValue(), replyAt, reply.capacity()));
    }

    private void receiveDone(int result) {
        if (result < 0) {
            failWith(-result, null);
        } else if (result == 0) {
            closedByServer();
        } else {
            received(reply.setIndex(0, result));
        }
    }

    private void received(ByteBuf bytes) {
        if (!exchange.received(bytes, attempt)) {
            receive();
            return;
        }
        if (attempt.failure != null) {
            postmortem.look(socket);
            hangUp();
            return;
        }
        replied();
    }

    private void closedByServer() {
        if (exchange.closedByServer(attempt)) {
            replied();
        } else {
            postmortem.look(socket);
            hangUp();
        }
    }

    private void replied() {
        attempt.repliedNs = System.nanoTime();
        attempt.replies++;
        if (attempt.repliedNs - attempt.requestNs > Postmortem.SLOW_READ_NS) {
            postmortem.look(socket);
        }
        finish();
    }

    private void finish() {
        attempt.phase = Phase.CLOSE;
        hangUp();
    }

    private void fail(FailureKind kind) {
        postmortem.look(socket);
        attempt.fail(kind, Errno.NONE, null);
        hangUp();
    }

    private void failWith(int errno, String unknown) {
        if (socket != null) {
            postmortem.look(socket);
        }
        postmortem.failWith(errno, unknown);
        hangUp();
    }

    @Override
    public void timeOut() {
        if (closing) {
            return;
        }
        if (attempt.phase == Phase.CONNECT) {
            fail(FailureKind.CONNECT_TIMEOUT);
        } else if (sentBytes < ring.requestBytes()) {
            fail(FailureKind.WRITE_TIMEOUT);
        } else {
            fail(exchange.replyBegun() ? FailureKind.INCOMPLETE_REPLY : FailureKind.NO_REPLY);
        }
    }

    @Override
    public void noteSource() {
        postmortem.noteSource(socket);
    }

    @Override
    public void abandon() {
        attempt.phase = Phase.CLOSE;
        hangUp();
    }

    /** Ends the attempt, at once or as soon as what is under way has come back. */
    private void hangUp() {
        closing = true;
        if (underWay == NOTHING) {
            end();
        } else {
            registration.submit(RingOperations.cancel(underWay));
        }
    }

    private void end() {
        closeSocket();
        attempt.endedNs = System.nanoTime();
        owner.ended();
    }

    private void closeSocket() {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (IOException told) {
            // What close() has to tell is of data that were not delivered; the descriptor is free all the same.
        }
        socket = null;
    }

    /** The loop ends, perhaps with an attempt still open. */
    @Override
    public void close() {
        if (socket != null && !closing) {
            hangUp();
        }
    }
}
