package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
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
 * channel, its pipeline, its promises and what Netty asks the kernel for them. Runs on one event loop.
 */
final class RingConnection implements Connection, IoUringIoHandle {
    private static final int LOOK_AGAIN_MS = 1;

    private final Connector connector;
    private final Ring ring;
    private final ConnectionOwner owner;
    private final Attempt attempt;
    private final Postmortem postmortem;
    private final Exchange exchange;
    private final RingSocket socket;
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
        this.socket = new RingSocket(ring, this);
    }

    @Override
    public void open() {
        sourcesTaken = 0;
        openFromNextSource();
    }

    private void openFromNextSource() {
        closing = false;
        sentBytes = 0;
        exchange.begin();
        try {
            socket.open(connector.nextSource());
        } catch (RuntimeException | IOException noSocket) {
            attempt.phase = socket.isOpen() ? Phase.CONNECT : Phase.OPEN;
            connectFailed(Failures.errno(noSocket), noSocket.toString());
            return;
        }
        attempt.phase = Phase.CONNECT;
        socket.connect();
    }

    @Override
    public void handle(IoRegistration ofThis, IoEvent event) {
        IoUringIoEvent completion = (IoUringIoEvent) event;
        byte operation = completion.opcode();
        if (operation == RingOperations.ASYNC_CANCEL) {
            // What was cancelled tells for itself, and may have been done by then.
            return;
        }
        socket.operationDone();
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
        if (socket.isOpen() && Failures.isSourceTaken(errno) && connector.hasOtherSources(++sourcesTaken)) {
            socket.close();
            attempt.openNs = System.nanoTime();
            openFromNextSource();
        } else {
            failWith(errno, unknown);
        }
    }

    private void connected() {
        attempt.connected(System.nanoTime());
        if (attempt.connectedNs - attempt.openNs > Postmortem.SLOW_CONNECT_NS) {
            postmortem.look(socket.descriptor());
        }
        if (connector.selfConnectPossible() && connector.remote().equals(Connector.localEnd(socket.descriptor()))) {
            fail(FailureKind.SELF_CONNECT);
            return;
        }
        send();
    }

    private void send() {
        try {
            sentBytes = socket.write();
        } catch (IOException broken) {
            await(exchange.expectsReply() ? Phase.READ : Phase.WRITE);
            failWith(Failures.errno(broken), broken.toString());
            return;
        }
        if (sentBytes == 0 && socket.isConnecting()) {
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
        long number = attempt.number;
        connector.loop().schedule(() -> connectedAfterAll(number), LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
    }

    private void connectedAfterAll(long number) {
        if (number != attempt.number || attempt.phase != Phase.CONNECT || closing) {
            return;
        }
        int errno = socket.takeErrno();
        if (errno != Errno.NONE) {
            connectFailed(errno, null);
        } else if (socket.isNotYetConnected()) {
            lookAgain();
        } else {
            connected();
        }
    }

    private void goOnSending() {
        if (sentBytes < ring.requestBytes()) {
            socket.send(sentBytes);
        } else if (attempt.phase == Phase.READ) {
            socket.receive();
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

    private void receiveDone(int result) {
        if (result < 0) {
            failWith(-result, null);
        } else if (result == 0) {
            closedByServer();
        } else {
            received(socket.received(result));
        }
    }

    private void received(ByteBuf bytes) {
        boolean over;
        try {
            over = exchange.received(bytes, attempt);
        } catch (RuntimeException unexpected) {
            failWith(Failures.errno(unexpected), unexpected.toString());
            return;
        }
        if (!over) {
            socket.receive();
        } else if (attempt.failure != null) {
            postmortem.look(socket.descriptor());
            hangUp();
        } else {
            replied();
        }
    }

    private void closedByServer() {
        if (exchange.closedByServer(attempt)) {
            replied();
        } else {
            postmortem.look(socket.descriptor());
            hangUp();
        }
    }

    private void replied() {
        attempt.repliedNs = System.nanoTime();
        attempt.replies++;
        if (attempt.repliedNs - attempt.requestNs > Postmortem.SLOW_READ_NS) {
            postmortem.look(socket.descriptor());
        }
        finish();
    }

    private void finish() {
        attempt.phase = Phase.CLOSE;
        hangUp();
    }

    private void fail(FailureKind kind) {
        postmortem.look(socket.descriptor());
        attempt.fail(kind, Errno.NONE, null);
        hangUp();
    }

    private void failWith(int errno, String unknown) {
        if (socket.isOpen()) {
            postmortem.look(socket.descriptor());
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
        postmortem.noteSource(socket.descriptor());
    }

    @Override
    public void abandon() {
        attempt.phase = Phase.CLOSE;
        hangUp();
    }

    /** Ends the attempt, at once or as soon as what is under way has come back. */
    private void hangUp() {
        closing = true;
        if (socket.isBusy()) {
            socket.cancel();
        } else {
            end();
        }
    }

    private void end() {
        socket.close();
        attempt.endedNs = System.nanoTime();
        owner.ended();
    }

    /** The loop ends, perhaps with an attempt still open. */
    @Override
    public void close() {
        if (socket.isOpen() && !closing) {
            hangUp();
        }
    }
}
