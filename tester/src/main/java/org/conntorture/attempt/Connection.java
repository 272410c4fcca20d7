package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.uring.IoUringTcpInfo;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/**
 * The state machine of a worker's connections, one after the other: open, connect, write, read, close. Runs on one
 * event loop; fills the attempt and tells its owner. A failure closes the socket, and only a closed socket ends an
 * attempt, so no event of an old connection can reach a new one.
 */
@Sharable
public final class Connection extends ChannelInboundHandlerAdapter {
    /** A handshake on a near network takes less unless a packet was sent again; worth a look at TCP_INFO. */
    private static final long SLOW_CONNECT_NS = 3_000_000;
    /** Less than the least time after which data are sent again, TCP_RTO_MIN of include/net/tcp.h. */
    private static final long SLOW_READ_NS = 190_000_000;

    private static final int LOOK_AGAIN_MS = 1;

    private final Connector connector;
    private final ConnectionOwner owner;
    private final Exchange exchange;
    private final Attempt attempt;
    private final IoUringTcpInfo tcpInfo = new IoUringTcpInfo();
    private final ChannelFutureListener whenConnected = this::connectDone;
    private final ChannelFutureListener whenWritten = this::writeDone;
    private final ChannelFutureListener whenClosed = this::closeDone;
    private SocketChannel channel;
    private int sourcesTaken;
    private boolean sourceIsTaken;
    private boolean ended;

    public Connection(Connector connector, ConnectionOwner owner, Attempt attempt) {
        this.connector = connector;
        this.owner = owner;
        this.attempt = attempt;
        this.exchange = connector.newExchange();
    }

    /** Opens and connects; {@code attempt} has begun. Ends by {@link ConnectionOwner#ended()}, perhaps within the call. */
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
            failWith(noSocket);
            end();
            return;
        }
        channel.closeFuture().addListener(whenClosed);
        channel.pipeline().addLast(this);
        exchange.begin(channel.pipeline());
        ChannelFuture registration = connector.loop().register(channel);
        if (registration.cause() != null) {
            // Closed by now, and no event of it will follow.
            failWith(registration.cause());
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
            sourceIsTaken = Failures.isSourceTaken(connect.cause()) && connector.hasOtherSources(++sourcesTaken);
            if (!sourceIsTaken) {
                failWith(connect.cause());
            }
            channel.close();
            return;
        }
        if (channel.remoteAddress() == connector.remote() && TcpInfo.isConnecting(channel, tcpInfo)) {
            // The very object it was given: the kernel knows of no other end, which costs no further call to see.
            lookAgain();
        } else {
            connected();
        }
    }

    /** What the kernel said of the connect is not true yet; the deadline of the connect goes on. */
    private void lookAgain() {
        SocketChannel seen = channel;
        connector.loop().schedule(() -> connectedAfterAll(seen), LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
    }

    private void connectedAfterAll(SocketChannel seen) {
        if (seen != channel || attempt.phase != Phase.CONNECT || attempt.failure != null || !seen.isOpen()) {
            return;
        }
        if (TcpInfo.isNotYetConnected(seen, tcpInfo)) {
            lookAgain();
        } else {
            connected();
        }
    }

    private void connected() {
        attempt.connectedNs = System.nanoTime();
        if (attempt.connectedNs - attempt.openNs > SLOW_CONNECT_NS) {
            look();
        }
        // Remembered by the channel, which cannot tell any more once the server has closed.
        SocketAddress local = channel.localAddress();
        if (connector.selfConnectPossible() && connector.remote().equals(local)) {
            fail(FailureKind.SELF_CONNECT, Errno.NONE, null);
            return;
        }
        owner.connected();
        write();
    }

    private void write() {
        attempt.phase = Phase.WRITE;
        ByteBuf request = exchange.request();
        if (exchange.expectsReply()) {
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

    private void writeDone(ChannelFuture write) {
        if (write.channel() != channel || attempt.phase != Phase.WRITE) {
            return;
        }
        if (write.isSuccess()) {
            finish();
        } else {
            failWith(write.cause());
            channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (context.channel() == channel && attempt.phase == Phase.READ && exchange.received(message, attempt)) {
            if (attempt.failure == null) {
                attempt.repliedNs = System.nanoTime();
                if (attempt.repliedNs - attempt.connectedNs > SLOW_READ_NS) {
                    look();
                }
                finish();
            } else {
                look();
                channel.close();
            }
        }
        ReferenceCountUtil.release(message);
    }

    private void finish() {
        attempt.phase = Phase.CLOSE;
        channel.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (context.channel() == channel && attempt.phase != Phase.CLOSE && attempt.failure == null) {
            failWith(cause);
        }
        context.close();
    }

    /** The owner's deadline for the phase under way has passed. */
    public void timeOut() {
        fail(
                switch (attempt.phase) {
                    case OPEN, CONNECT -> FailureKind.CONNECT_TIMEOUT;
                    case WRITE -> FailureKind.WRITE_TIMEOUT;
                    default ->
                        exchange.replyBegun()
                                ? FailureKind.INCOMPLETE_REPLY
                                : requestIsWritten() ? FailureKind.NO_REPLY : FailureKind.WRITE_TIMEOUT;
                },
                Errno.NONE,
                null);
    }

    private boolean requestIsWritten() {
        var pending = channel.unsafe().outboundBuffer();
        return pending == null || pending.isEmpty();
    }

    /** Notes the local end while the attempt is open. */
    public void noteSource() {
        attempt.source = Connector.localEnd(channel);
    }

    /** What the kernel knows of the socket, noted before it is closed. */
    private void look() {
        noteSource();
        attempt.retransmits = TcpInfo.totalRetransmits(channel);
    }

    /** Closes an attempt the run has no more time for. */
    public void abandon() {
        attempt.phase = Phase.CLOSE;
        channel.close();
    }

    private void failWith(Throwable cause) {
        int errno = Failures.errno(cause);
        FailureKind kind = Failures.classify(attempt.phase, errno);
        if (channel != null) {
            look();
        }
        attempt.fail(kind, errno, kind == FailureKind.INTERNAL_ERROR ? cause.toString() : null);
    }

    private void fail(FailureKind kind, int errno, String detail) {
        look();
        attempt.fail(kind, errno, detail);
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
            closedByOther();
        }
        end();
    }

    private void closedByOther() {
        look();
        if (attempt.phase != Phase.READ) {
            attempt.fail(FailureKind.INTERNAL_ERROR, Errno.NONE, "closed for no reason told");
        } else if (exchange.closedByServer(attempt)) {
            attempt.repliedNs = System.nanoTime();
        }
    }

    private void end() {
        ended = true;
        attempt.endedNs = System.nanoTime();
        owner.ended();
    }
}
