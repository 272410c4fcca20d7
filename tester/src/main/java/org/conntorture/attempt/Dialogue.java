package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.CloseMode;

/**
 * What happens on a connection that stands: its exchanges one after the other, the hold before the last, the close. Belongs to
 * one {@link ChannelConnection}, which tells it what the channel does; on the event loop.
 */
final class Dialogue {
    private final Connector connector;
    private final ConnectionOwner owner;
    private final Exchange exchange;
    private final Attempt attempt;
    private final Postmortem postmortem;
    private final ChannelFutureListener whenWritten = this::written;
    private final ChannelFutureListener whenAllWritten = this::sendEof;
    private DuplexChannel channel;
    private int exchangesLeft;
    private boolean eofSent;

    Dialogue(Connector connector, ConnectionOwner owner, Attempt attempt, Postmortem postmortem) {
        this.connector = connector;
        this.owner = owner;
        this.attempt = attempt;
        this.postmortem = postmortem;
        this.exchange = connector.newExchange();
    }

    /** For a channel that is about to connect. */
    void prepare(DuplexChannel next) {
        channel = next;
        exchangesLeft = connector.exchanges();
        eofSent = false;
        exchange.begin();
        exchange.addCodec(next.pipeline());
    }

    /** The first exchange. @param header to go before it, or null */
    void start(ByteBuf header) {
        attempt.phase = Phase.WRITE;
        ByteBuf request = exchange.request(exchangesLeft == 1);
        if (header != null && request != null) {
            channel.write(header, channel.voidPromise());
        }
        write(request == null ? header : request);
    }

    private void write(ByteBuf request) {
        if (exchange.endsByEof()) {
            attempt.phase = Phase.READ;
            channel.writeAndFlush(request).addListener(whenAllWritten);
        } else if (exchange.expectsReply()) {
            attempt.phase = Phase.READ;
            if (request != null) {
                channel.writeAndFlush(request, channel.voidPromise());
            }
        } else if (request == null) {
            finish();
        } else {
            channel.writeAndFlush(request).addListener(whenWritten);
        }
    }

    private void written(ChannelFuture write) {
        if (write.channel() != channel || attempt.phase != Phase.WRITE) {
            return;
        }
        if (write.isSuccess()) {
            finish();
        } else {
            postmortem.failWith(channel, write.cause());
            channel.close();
        }
    }

    private void sendEof(ChannelFuture write) {
        if (write.channel() != channel || attempt.failure != null) {
            return;
        }
        if (!write.isSuccess()) {
            postmortem.failWith(channel, write.cause());
            channel.close();
        } else if (channel.isOpen()) {
            eofSent = true;
            channel.shutdownOutput();
        }
    }

    /** Takes what was read, which the caller releases. */
    void received(Object message) {
        if (attempt.phase != Phase.READ || !exchange.received(message, attempt)) {
            return;
        }
        if (attempt.failure != null) {
            postmortem.look(channel);
            channel.close();
            return;
        }
        noteReply();
        if (attempt.repliedNs - attempt.requestNs > Postmortem.SLOW_READ_NS) {
            postmortem.look(channel);
        }
        if (exchangesLeft == 0) {
            finish();
        } else {
            goOn();
        }
    }

    private void noteReply() {
        attempt.repliedNs = System.nanoTime();
        attempt.replies++;
        exchangesLeft--;
    }

    private void goOn() {
        boolean holds = connector.holds() && exchangesLeft == 1;
        if (!exchange.leavesOpen() || !channel.isOpen()) {
            if (connector.holds()) {
                postmortem.fail(
                        channel, FailureKind.WRONG_REPLY, "its reply ends the connection, which was to be kept");
            } else {
                finish();
            }
            return;
        }
        owner.replied();
        if (holds) {
            attempt.phase = Phase.IDLE;
            owner.awaits();
        } else {
            useAgain();
        }
    }

    private void useAgain() {
        attempt.beginExchange(System.nanoTime());
        attempt.phase = Phase.WRITE;
        owner.awaits();
        exchange.repeat();
        write(exchange.request(exchangesLeft == 1));
    }

    private void finish() {
        attempt.phase = Phase.CLOSE;
        if (!connector.closeMode().waitsForServer()) {
            channel.close();
            return;
        }
        attempt.closingNs = System.nanoTime();
        owner.awaits();
        if (connector.closeMode() == CloseMode.HALF_CLOSE) {
            channel.shutdownOutput();
        }
    }

    /** The deadline of what it waits for has passed: an idle connection is used, else it is a failure. */
    void timeOut() {
        switch (attempt.phase) {
            case IDLE -> useAgain();
            case CLOSE -> closeTimedOut();
            case WRITE -> postmortem.fail(channel, FailureKind.WRITE_TIMEOUT, null);
            default -> postmortem.fail(channel, unfinished(), null);
        }
    }

    private void closeTimedOut() {
        if (attempt.closingNs != 0) {
            postmortem.fail(channel, FailureKind.CLOSE_TIMEOUT, null);
        }
    }

    private FailureKind unfinished() {
        if (exchange.replyBegun()) {
            return FailureKind.INCOMPLETE_REPLY;
        }
        var pending = channel.unsafe().outboundBuffer();
        return pending == null || pending.isEmpty() ? FailureKind.NO_REPLY : FailureKind.WRITE_TIMEOUT;
    }

    private void closedInReply() {
        if (exchange.endsByEof() && !eofSent) {
            attempt.fail(FailureKind.CLOSED_WITHOUT_REPLY, Errno.NONE, "closed before it had the whole payload");
        } else if (exchange.closedByServer(attempt)) {
            noteReply();
        }
    }

    /** The other side has closed and nobody here asked for it. */
    void closedByServer() {
        postmortem.look(channel);
        switch (attempt.phase) {
            case READ -> closedInReply();
            case TLS -> attempt.fail(FailureKind.CLOSED_WITHOUT_REPLY, Errno.NONE, null);
            case IDLE -> attempt.fail(FailureKind.CLOSED_WHILE_IDLE, Errno.NONE, null);
            default -> attempt.fail(FailureKind.INTERNAL_ERROR, Errno.NONE, "closed for no reason told");
        }
    }
}
