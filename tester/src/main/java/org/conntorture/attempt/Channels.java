package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.ConnectionUse;
import org.conntorture.plan.Load;
import org.conntorture.plan.ProxyProtocol;

/** What the {@link ChannelWire}s of one event loop share: how channels are opened, and what goes before an exchange. */
final class Channels implements Wires {
    private final Transport transport;
    private final EventLoop loop;
    private final SocketAddress remote;
    private final InetSocketAddress named;
    private final Load load;
    private final RecvByteBufAllocator readSize;
    private final ProxyHeaders proxyHeaders;
    private final TlsClient tls;

    /** @param named what the other end is called in what is said on a connection @param readBytes the most that one read takes */
    Channels(
            Transport transport,
            EventLoop loop,
            SocketAddress remote,
            InetSocketAddress named,
            Load load,
            int readBytes) {
        this.transport = transport;
        this.loop = loop;
        this.remote = transport.inItsWords(remote);
        this.named = named;
        this.load = load;
        this.readSize = new FixedRecvByteBufAllocator(readBytes);
        ConnectionUse manners = load.manners();
        this.proxyHeaders =
                manners.proxyProtocol() == ProxyProtocol.NONE ? null : new ProxyHeaders(manners.proxyProtocol(), named);
        this.tls = manners.tls() == null ? null : new TlsClient(manners.tls());
    }

    @Override
    public Wire newWire(AttemptMachine machine) {
        return new ChannelWire(this, machine);
    }

    @Override
    public void later(Runnable step, long delayMs) {
        loop.schedule(step, delayMs, TimeUnit.MILLISECONDS);
    }

    /** A new channel, not yet registered; throws ChannelException where the kernel gives none. */
    DuplexChannel newChannel(ChannelHandler handler) {
        DuplexChannel channel = remote instanceof InetSocketAddress inet
                ? transport.newChannel(inet.getAddress())
                : transport.newUnixChannel();
        var config = channel.config();
        config.setConnectTimeoutMillis(0);
        config.setRecvByteBufAllocator(readSize);
        if (load.closeMode() == CloseMode.RST) {
            config.setOption(ChannelOption.SO_LINGER, 0);
        }
        if (!load.sources().isKernels()) {
            prepareBind(channel);
        }
        channel.pipeline().addLast(handler);
        return channel;
    }

    private void prepareBind(DuplexChannel channel) {
        if (load.sources().choosesPort()) {
            channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        } else {
            // NIO answers false: it has no such option, and fewer ports.
            channel.config().setOption(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
    }

    /** Gives it to the loop; throws ChannelException where that cannot take it, and closes it. */
    void register(DuplexChannel channel) {
        ChannelFuture registration = loop.register(channel);
        if (registration.cause() != null) {
            throw new ChannelException(registration.cause());
        }
    }

    /** The address to connect to, as the channels take it. */
    SocketAddress remote() {
        return remote;
    }

    /** What goes before all else on a connection, to be released by the write; null for nothing. */
    ByteBuf nextProxyHeader() {
        return proxyHeaders == null ? null : proxyHeaders.next();
    }

    /** The handler of TLS for a channel, or null for connections in the clear. */
    SslHandler newTlsHandler(DuplexChannel channel) {
        return tls == null ? null : tls.newHandler(channel, named);
    }

    @Override
    public void endWhatIsOver() {
        // Channels close at once.
    }

    @Override
    public void close() {
        if (proxyHeaders != null) {
            proxyHeaders.close();
        }
    }
}
