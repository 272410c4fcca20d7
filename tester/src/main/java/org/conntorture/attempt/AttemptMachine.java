package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.CloseMode;

/**
 * The state machine of a worker's attempts, one after the other: open, connect, the exchanges, the hold before the last, the
 * close. Fills the attempt, whose phase is its state, tells its owner, and has its {@link Wire} do what is to be done. On one
 * event loop. Only a closed wire ends an attempt, and the owner may begin the next within that; so to hang up is the last
 * thing that any method here does.
 */
public final class AttemptMachine {
    private final Connector connector;
    private final Wires wires;
    private final ConnectionOwner owner;
    private final Attempt attempt;
    private final Exchange exchange;
    private final Wire wire;
    private final Postmortem postmortem;
    private final Runnable openNext = this::openNext;
    private int sourcesTaken;
    private int exchangesLeft;
    private boolean eofSent;
    private boolean closedByServer;
    private boolean hungUp;
    /** What it hung up on was a source that others hold: no end, but another try. */
    private boolean opensNext;

    AttemptMachine(Connector connector, Wires wires, ConnectionOwner owner, Attempt attempt) {
        this.connector = connector;
        this.wires = wires;
        this.owner = owner;
        this.attempt = attempt;
        this.exchange = connector.newExchange();
        this.wire = wires.newWire(this);
        this.postmortem = new Postmortem(wire, exchange, attempt);
    }

    /** Opens and connects; the attempt has begun. Ends by {@link ConnectionOwner#ended()}, perhaps within the call. */
    public void open() {
        sourcesTaken = 0;
        openFromNextSource();
    }

    private void openFromNextSource() {
        exchangesLeft = connector.exchanges();
        eofSent = false;
        closedByServer = false;
        hungUp = false;
        exchange.begin();
        attempt.phase = Phase.OPEN;
        try {
            wire.open();
        } catch (RuntimeException noSocket) {
            failed(noSocket);
            return;
        }
        attempt.phase = Phase.CONNECT;
        wire.connect(connector.nextSource(), exchange.request(exchangesLeft == 1));
    }

    private boolean hasOtherSource(Throwable cause) {
        return attempt.phase == Phase.CONNECT
                && connector.hasOtherSources(sourcesTaken + 1)
                && Failures.isSourceTaken(Failures.errno(cause));
    }

    private void openNext() {
        if (opensNext) {
            opensNext = false;
            attempt.openNs = System.nanoTime();
            openFromNextSource();
        }
    }

    /** The connection stands; what is said first on it follows. */
    void connected(long nowNs) {
        attempt.connected(nowNs);
        if (nowNs - attempt.openNs > Postmortem.SLOW_CONNECT_NS) {
            postmortem.look();
        }
        if (connector.selfConnectPossible() && connector.remote().equals(wire.localEnd())) {
            fail(FailureKind.SELF_CONNECT, null);
            return;
        }
        attempt.phase = connector.secures() ? Phase.TLS : exchanging();
        owner.awaits();
    }

    void secured(long nowNs) {
        attempt.securedNs = nowNs;
        attempt.requestNs = nowNs;
        attempt.phase = exchanging();
    }

    private Phase exchanging() {
        return exchange.expectsReply() ? Phase.READ : Phase.WRITE;
    }

    /** Whether it matters when the request is sent; else {@link #sent} need not be told. */
    boolean awaitsSent() {
        return attempt.phase == Phase.WRITE || exchange.endsByEof();
    }

    /** The kernel has taken the request. */
    void sent() {
        if (attempt.phase == Phase.WRITE) {
            finish();
        } else if (exchange.endsByEof()) {
            eofSent = true;
            wire.shutOutput();
        }
    }

    /** @param bytes the wire's, which may use them again after the call */
    void received(ByteBuf bytes) {
        if (attempt.phase != Phase.READ || !endsExchange(bytes)) {
            return;
        }
        if (attempt.failure == null) {
            replied();
        } else {
            postmortem.look();
            hangUp();
        }
    }

    private boolean endsExchange(ByteBuf bytes) {
        try {
            return exchange.received(bytes, attempt);
        } catch (RuntimeException unexpected) {
            postmortem.failWith(unexpected);
            return true;
        }
    }

    private void replied() {
        attempt.repliedNs = System.nanoTime();
        attempt.replies++;
        exchangesLeft--;
        long tookNs = attempt.repliedNs - attempt.requestNs;
        if (tookNs > Postmortem.SLOW_READ_NS) {
            attempt.slowReplyNs = Math.max(attempt.slowReplyNs, tookNs);
            postmortem.look();
        }
        if (exchangesLeft == 0) {
            finish();
        } else if (exchange.leavesOpen()) {
            goOn();
        } else if (connector.holds()) {
            fail(FailureKind.WRONG_REPLY, "its reply ends the connection, which was to be kept");
        } else {
            finish();
        }
    }

    private void goOn() {
        owner.replied();
        if (connector.holds() && exchangesLeft == 1) {
            attempt.phase = Phase.IDLE;
            owner.awaits();
        } else {
            useAgain();
        }
    }

    private void useAgain() {
        attempt.beginExchange(System.nanoTime());
        attempt.phase = exchanging();
        owner.awaits();
        exchange.begin();
        wire.send(exchange.request(exchangesLeft == 1));
    }

    private void finish() {
        attempt.phase = Phase.CLOSE;
        boolean waits = connector.closeMode().waitsForServer();
        if (waits) {
            attempt.closingNs = System.nanoTime();
        }
        if (!waits || closedByServer) {
            hangUp();
            return;
        }
        owner.awaits();
        if (connector.closeMode() == CloseMode.HALF_CLOSE) {
            wire.shutOutput();
        }
    }

    /** The server has closed, and the wire receives no more. */
    void closedByServer() {
        closedByServer = true;
        switch (attempt.phase) {
            case READ -> closedInReply();
            case TLS -> fail(FailureKind.CLOSED_WITHOUT_REPLY, null);
            case IDLE -> fail(FailureKind.CLOSED_WHILE_IDLE, null);
            case CLOSE -> hangUp();
            default -> fail(FailureKind.INTERNAL_ERROR, "closed for no reason told");
        }
    }

    private void closedInReply() {
        if (exchange.endsByEof() && !eofSent) {
            fail(FailureKind.CLOSED_WITHOUT_REPLY, "closed before it had the whole payload");
        } else if (exchange.closedByServer(attempt)) {
            replied();
        } else {
            postmortem.look();
            hangUp();
        }
    }

    private void fail(FailureKind kind, String detail) {
        postmortem.fail(kind, detail);
        hangUp();
    }

    /** The wire can do no more. */
    void failed(Throwable cause) {
        if (hasOtherSource(cause)) {
            sourcesTaken++;
            opensNext = true;
            hungUp = true;
            wire.hangUp();
        } else {
            postmortem.failWith(cause);
            hangUp();
        }
    }

    /** The same once it is connected, and the kernel tells no more than this. */
    void failed(int errno) {
        postmortem.failWith(errno, null);
        hangUp();
    }

    /** The owner's deadline for the phase under way has passed: an idle connection is used, else it is a failure. */
    public void timeOut() {
        if (isOver()) {
            return;
        }
        if (attempt.phase == Phase.IDLE) {
            useAgain();
        } else {
            fail(postmortem.ofTimeOut(), null);
        }
    }

    /** Notes the local end while the attempt is open. */
    public void noteSource() {
        postmortem.noteSource();
    }

    /** Closes an attempt the run has no more time for. */
    public void abandon() {
        if (!isOver()) {
            attempt.phase = Phase.CLOSE;
            attempt.closingNs = 0;
            hangUp();
        }
    }

    private boolean isOver() {
        return hungUp && !opensNext;
    }

    private void hangUp() {
        opensNext = false;
        if (!hungUp) {
            hungUp = true;
            wire.hangUp();
        }
    }

    /** Whether nothing is to be told of the connection any more but that it is closed. */
    boolean hasHungUp() {
        return hungUp;
    }

    /** What was hung up is closed. */
    void closed(long nowNs) {
        if (opensNext) {
            hungUp = false;
            // Not at once, as there may be many to try.
            wires.later(openNext, 0);
        } else {
            attempt.endedNs = nowNs;
            owner.ended();
        }
    }

    /** The loop ends, perhaps with an attempt still open, of which nobody hears any more. */
    void forget() {
        opensNext = false;
        hungUp = true;
    }
}
