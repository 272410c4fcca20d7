package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/**
 * The state machine of a worker's connections as channels of Netty, one after the other: open, connect, make it safe by
 * TLS, leave the rest to the {@link Dialogue}. Runs on one event loop; fills the attempt and tells its owner. A failure
 * closes the socket, and only a closed socket ends an attempt, so no event of an old connection can reach a new one.
 */
@Sharable
final class ChannelConnection extends ChannelInboundHandlerAdapter implements Connection {
    private final Connector connector;
    private final ConnectionOwner owner;
    private final Attempt attempt;
    private final Postmortem postmortem;
    private final Dialogue dialogue;
    private final ChannelFutureListener whenConnected = this::connectDone;
    private final ChannelFutureListener whenClosed = this::closeDone;
    private final GenericFutureListener<Future<Channel>> whenSecured = this::secureDone;
    private DuplexChannel channel;
    private Future<Channel> handshake;
    private int sourcesTaken;
    private boolean sourceIsTaken;
    private boolean ended;

    ChannelConnection(Connector connector, ConnectionOwner owner, Attempt attempt) {
        this.connector = connector;
        this.owner = owner;
        this.attempt = attempt;
        this.postmortem = new Postmortem(attempt);
        this.dialogue = new Dialogue(connector, owner, attempt, postmortem);
    }

    @Override
    public void open() {
        sourcesTaken = 0;
        openFromNextSource();
    }

    private void openFromNextSource() {
        sourceIsTaken = false;
        ended = false;
        try {
            channel = connector.open();
        } catch (RuntimeException noSocket) {
            channel = null;
            postmortem.failWith(null, noSocket);
            end();
            return;
        }
        channel.closeFuture().addListener(whenClosed);
        channel.pipeline().addLast(this);
        dialogue.prepare(channel);
        ChannelFuture registration = connector.loop().register(channel);
        if (registration.cause() != null) {
            // Closed by now, and no event of it will follow.
            postmortem.failWith(channel, registration.cause());
            end();
            return;
        }
        attempt.phase = Phase.CONNECT;
        channel.connect(connector.remote(), connector.nextSource()).addListener(whenConnected);
    }

    private void connectDone(ChannelFuture connect) {
        if (connect.channel() != channel || attempt.failure != null) {
            return;
        }
        if (!connect.isSuccess()) {
            sourceIsTaken = Failures.isSourceTaken(Failures.errno(connect.cause()))
                    && connector.hasOtherSources(++sourcesTaken);
            if (!sourceIsTaken) {
                postmortem.failWith(channel, connect.cause());
            }
            channel.close();
            return;
        }
        connected();
    }

    private void connected() {
        attempt.connected(System.nanoTime());
        if (attempt.connectedNs - attempt.openNs > Postmortem.SLOW_CONNECT_NS) {
            postmortem.look(channel);
        }
        // Remembered by the channel, which cannot tell any more once the server has closed.
        SocketAddress local = channel.localAddress();
        if (connector.selfConnectPossible() && connector.remote().equals(local)) {
            postmortem.fail(channel, FailureKind.SELF_CONNECT, null);
            return;
        }
        attempt.phase = Phase.WRITE;
        owner.awaits();
        if (connector.tls() == null) {
            dialogue.start(connector.nextProxyHeader());
        } else {
            secure(connector.nextProxyHeader());
        }
    }

    private void secure(ByteBuf proxyHeader) {
        attempt.phase = Phase.TLS;
        if (proxyHeader != null) {
            // Before the handler is there, so in the clear.
            channel.write(proxyHeader, channel.voidPromise());
        }
        SslHandler handler = connector.tls().newHandler(channel, connector.named());
        handshake = handler.handshakeFuture();
        channel.pipeline().addFirst(handler);
        handshake.addListener(whenSecured);
    }

    private void secureDone(Future<Channel> done) {
        if (done != handshake || attempt.phase != Phase.TLS || attempt.failure != null) {
            return;
        }
        if (done.isSuccess()) {
            attempt.securedNs = System.nanoTime();
            attempt.requestNs = attempt.securedNs;
            dialogue.start(null);
        } else {
            postmortem.failWith(channel, done.cause());
            channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (context.channel() == channel) {
            dialogue.received(message);
        }
        ReferenceCountUtil.release(message);
    }

    /** Whether an end that the other side brings about is no failure: this side has closed, or has failed already. */
    private boolean isOver() {
        return attempt.failure != null || attempt.phase == Phase.CLOSE && attempt.closingNs == 0;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // What was still to be written when the other side closed says no more than that, which the last event tells.
        boolean ofClose = cause instanceof ClosedChannelException;
        if (context.channel() == channel && !isOver() && !ofClose) {
            postmortem.failWith(channel, cause);
        }
        context.close();
    }

    @Override
    public void timeOut() {
        if (attempt.phase == Phase.OPEN || attempt.phase == Phase.CONNECT) {
            postmortem.fail(channel, FailureKind.CONNECT_TIMEOUT, null);
        } else {
            dialogue.timeOut();
        }
    }

    @Override
    public void noteSource() {
        postmortem.noteSource(channel);
    }

    @Override
    public void abandon() {
        attempt.phase = Phase.CLOSE;
        attempt.closingNs = 0;
        channel.close();
    }

    private void closeDone(ChannelFuture closed) {
        if (attempt.phase == Phase.CLOSE || attempt.failure != null) {
            end();
        }
    }

    /**
     * The last event of any channel: what else there was to be told of a close that nobody here asked for has been told
     * by now, as the failure of a connect or write, or as the end of a reply that a codec held back.
     */
    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
        if (context.channel() != channel || ended) {
            return;
        }
        if (attempt.phase != Phase.CLOSE && attempt.failure == null) {
            if (sourceIsTaken) {
                attempt.openNs = System.nanoTime();
                openFromNextSource();
                return;
            }
            dialogue.closedByServer();
        }
        end();
    }

    private void end() {
        ended = true;
        attempt.endedNs = System.nanoTime();
        owner.ended();
    }
}
