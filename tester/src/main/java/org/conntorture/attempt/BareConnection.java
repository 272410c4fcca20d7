package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/**
 * The state machine of a worker's connections as bare sockets, where one plain exchange and a close are all there is:
 * io_uring or epoll waits for the reply and for a connect that takes its time, the rest is done by system calls that wait for
 * nothing. It saves the channel, its pipeline, its promises and what Netty asks the kernel for them. Runs on one event loop.
 */
final class BareConnection implements Connection {
    /** Where a socket is said to be writable and is not connected. */
    private static final int LOOK_AGAIN_MS = 1;

    private final Connector connector;
    private final BareSockets shared;
    private final ConnectionOwner owner;
    private final Attempt attempt;
    private final Postmortem postmortem;
    private final Exchange exchange;
    private final BareSocket socket;
    private int sourcesTaken;
    private boolean closing;

    BareConnection(Connector connector, BareSockets shared, ConnectionOwner owner, Attempt attempt) {
        this.connector = connector;
        this.shared = shared;
        this.owner = owner;
        this.attempt = attempt;
        this.postmortem = new Postmortem(attempt);
        this.exchange = connector.newExchange();
        this.socket = shared.newBareSocket(this);
    }

    @Override
    public void open() {
        sourcesTaken = 0;
        openFromNextSource();
    }

    private void openAgain() {
        attempt.openNs = System.nanoTime();
        openFromNextSource();
    }

    private void openFromNextSource() {
        closing = false;
        exchange.begin();
        try {
            socket.open(connector.nextSource());
        } catch (RuntimeException | IOException noSocket) {
            attempt.phase = socket.isOpen() ? Phase.CONNECT : Phase.OPEN;
            connectFailed(Failures.errno(noSocket), noSocket.toString());
            return;
        }
        attempt.phase = Phase.CONNECT;
        goOnConnecting();
    }

    private void goOnConnecting() {
        if (isConnecting()) {
            socket.awaitWritable();
        }
    }

    /**
     * Whether the connect still goes on; otherwise the request is on its way, or the attempt has failed. Near servers have
     * answered by the time the call that connects is back, and to send is the cheapest way to ask.
     */
    private boolean isConnecting() {
        long now = System.nanoTime();
        try {
            if (!socket.sendIfConnected()) {
                return true;
            }
        } catch (RuntimeException | IOException broken) {
            connectFailed(Failures.errno(broken), broken.toString());
            return false;
        }
        connected(now);
        return false;
    }

    private void connectFailed(int errno, String unknown) {
        if (socket.isOpen() && Failures.isSourceTaken(errno) && connector.hasOtherSources(++sourcesTaken)) {
            socket.shut();
            // After a look at what has come, as there may be many to try.
            whileConnecting(this::openAgain, 0);
        } else {
            failed(errno, unknown);
        }
    }

    /** The connect is done, perhaps. */
    void writable() {
        if (isConnecting()) {
            whileConnecting(this::goOnConnecting, LOOK_AGAIN_MS);
        }
    }

    /** Goes on with {@code step} later, unless the attempt is over by then. */
    private void whileConnecting(Runnable step, int ms) {
        long number = attempt.number;
        connector
                .loop()
                .schedule(
                        () -> {
                            if (number == attempt.number && attempt.phase == Phase.CONNECT && !closing) {
                                step.run();
                            }
                        },
                        ms,
                        TimeUnit.MILLISECONDS);
    }

    private void connected(long now) {
        attempt.connected(now);
        if (attempt.connectedNs - attempt.openNs > Postmortem.SLOW_CONNECT_NS) {
            postmortem.look(socket.descriptor());
        }
        if (connector.selfConnectPossible() && connector.remote().equals(Connector.localEnd(socket.descriptor()))) {
            fail(FailureKind.SELF_CONNECT);
            return;
        }
        attempt.phase = exchange.expectsReply() ? Phase.READ : Phase.WRITE;
        owner.awaits();
        goOnSending();
    }

    /** What was given to the kernel last has been taken. */
    void goOnSending() {
        if (!socket.hasSentAll()) {
            socket.sendRest();
        } else if (attempt.phase == Phase.READ) {
            socket.receive();
        } else {
            finish();
        }
    }

    /** @param bytes of the reply; the connection has them until the next receive */
    void received(ByteBuf bytes) {
        boolean over;
        try {
            over = exchange.received(bytes, attempt);
        } catch (RuntimeException unexpected) {
            failed(unexpected);
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

    void closedByServer() {
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
        if (socket.isOpen()) {
            postmortem.look(socket.descriptor());
        }
        attempt.fail(kind, Errno.NONE, null);
        hangUp();
    }

    /** The socket can do no more. */
    void failed(Throwable cause) {
        failed(Failures.errno(cause), cause.toString());
    }

    /** @param unknown what to tell where no rule knows the errno */
    void failed(int errno, String unknown) {
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
        } else if (!socket.hasSentAll()) {
            fail(FailureKind.WRITE_TIMEOUT);
        } else {
            fail(exchange.replyBegun() ? FailureKind.INCOMPLETE_REPLY : FailureKind.NO_REPLY);
        }
    }

    @Override
    public void noteSource() {
        if (socket.isOpen()) {
            postmortem.noteSource(socket.descriptor());
        }
    }

    @Override
    public void abandon() {
        if (!closing) {
            attempt.phase = Phase.CLOSE;
            hangUp();
        }
    }

    /** Ends the attempt as soon as it is its turn and what is under way has come back. */
    private void hangUp() {
        closing = true;
        attempt.endedNs = System.nanoTime();
        if (!socket.cancel()) {
            shared.endSoon(this);
        }
    }

    /** Over, but for its end. */
    boolean isClosing() {
        return closing;
    }

    /** What was under way has come back. */
    void cancelled() {
        shared.endSoon(this);
    }

    /** Closes, and tells the owner; that it had to wait for its turn is no part of the attempt. */
    void end() {
        long beginNs = System.nanoTime();
        socket.shut();
        attempt.endedNs += System.nanoTime() - beginNs;
        owner.ended();
    }

    /** The loop ends, perhaps with an attempt still open, of which nobody hears any more. */
    void loopEnds() {
        shut();
        shared.loopEnds();
    }

    /** Closes, and tells nobody. */
    void shut() {
        closing = true;
        socket.shut();
    }
}
