package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import org.conntorture.outcome.Attempt;

/**
 * Channels of Netty, which carry what bare sockets do not: TLS, PROXY headers, several exchanges, unix sockets, NIO. One
 * instance is the handler of all its channels. What becomes of one that was hung up does not reach the machine, but for its
 * end; a channel that the other side closed is told of by its last event.
 */
@Sharable
final class ChannelWire extends ChannelInboundHandlerAdapter implements Wire {
    private final Channels shared;
    private final AttemptMachine machine;
    private final ChannelFutureListener whenConnected = this::connectDone;
    private final ChannelFutureListener whenSent = this::sendDone;
    private final ChannelFutureListener whenClosed = this::closeDone;
    private final GenericFutureListener<Future<Channel>> whenSecured = this::secureDone;
    private DuplexChannel channel;
    private SharedBytes first;
    private Future<Channel> handshake;

    ChannelWire(Channels shared, AttemptMachine machine) {
        this.shared = shared;
        this.machine = machine;
    }

    @Override
    public void open() {
        handshake = null;
        channel = shared.newChannel(this);
        channel.closeFuture().addListener(whenClosed);
        shared.register(channel);
    }

    @Override
    public void connect(InetSocketAddress source, SharedBytes bytes) {
        first = bytes;
        channel.connect(shared.remote(), source).addListener(whenConnected);
    }

    /** Whether what is told is of no use any more. */
    private boolean isOver(Channel told) {
        return told != channel || machine.hasHungUp();
    }

    private void connectDone(ChannelFuture connect) {
        if (isOver(connect.channel())) {
            return;
        }
        if (!connect.isSuccess()) {
            machine.failed(connect.cause());
            return;
        }
        machine.connected(System.nanoTime());
        if (!isOver(connect.channel())) {
            begin(shared.nextProxyHeader(), shared.newTlsHandler(channel));
        }
    }

    private void begin(ByteBuf header, SslHandler tls) {
        if (tls != null) {
            if (header != null) {
                // Before the handler is there, so in the clear.
                channel.write(header, channel.voidPromise());
            }
            channel.pipeline().addFirst(tls);
            handshake = tls.handshakeFuture();
            handshake.addListener(whenSecured);
        } else if (header == null || first == null) {
            write(first == null ? header : duplicate(first));
        } else {
            write(Unpooled.wrappedBuffer(header, duplicate(first)));
        }
    }

    private void secureDone(Future<Channel> done) {
        if (done != handshake || machine.hasHungUp()) {
            return;
        }
        if (done.isSuccess()) {
            machine.secured(System.nanoTime());
            write(first == null ? null : duplicate(first));
        } else {
            machine.failed(done.cause());
        }
    }

    private static ByteBuf duplicate(SharedBytes bytes) {
        return bytes.buffer().retainedDuplicate();
    }

    @Override
    public void send(SharedBytes bytes) {
        write(duplicate(bytes));
    }

    /** @param message null for nothing */
    private void write(ByteBuf message) {
        if (message == null) {
            machine.sent();
        } else if (machine.awaitsSent()) {
            channel.writeAndFlush(message).addListener(whenSent);
        } else {
            channel.writeAndFlush(message, channel.voidPromise());
        }
    }

    private void sendDone(ChannelFuture write) {
        if (isOver(write.channel())) {
            return;
        }
        if (write.isSuccess()) {
            machine.sent();
        } else {
            machine.failed(write.cause());
        }
    }

    @Override
    public boolean hasSentAll() {
        var pending = channel.unsafe().outboundBuffer();
        return pending == null || pending.isEmpty();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (!isOver(context.channel())) {
                machine.received(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // What was still to be written when the other side closed says no more than that, which the last event tells.
        if (isOver(context.channel()) || cause instanceof ClosedChannelException) {
            context.close();
        } else {
            machine.failed(cause);
        }
    }

    /**
     * The last event of any channel: what else there was to be told of a close that nobody here asked for has been told
     * by now, as the failure of a connect or write.
     */
    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
        if (!isOver(context.channel())) {
            machine.closedByServer();
        }
    }

    @Override
    public void shutOutput() {
        channel.shutdownOutput();
    }

    @Override
    public void hangUp() {
        if (channel != null && channel.isOpen()) {
            channel.close();
        } else {
            end();
        }
    }

    private void closeDone(ChannelFuture closed) {
        if (closed.channel() == channel && machine.hasHungUp()) {
            end();
        }
    }

    private void end() {
        channel = null;
        machine.closed(System.nanoTime());
    }

    @Override
    public InetSocketAddress localEnd() {
        if (!(channel instanceof SocketChannel tcp)) {
            return null;
        }
        // A closed channel remembers it, if it was ever asked for.
        return Transport.assigned(
                tcp.isOpen() && tcp instanceof UnixChannel unix
                        ? new Socket(unix.fd().intValue()).localAddress()
                        : tcp.localAddress());
    }

    @Override
    public int retransmits() {
        return channel instanceof UnixChannel unix && channel.isOpen()
                ? TcpInfo.totalRetransmits(unix.fd().intValue())
                : Attempt.UNKNOWN;
    }
}
