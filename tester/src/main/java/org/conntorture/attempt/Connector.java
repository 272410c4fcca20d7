package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.outcome.Attempt;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.ConnectionUse;
import org.conntorture.plan.Load;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.plan.Sources;
import org.conntorture.plan.Workload;

/**
 * All that the connections of one event loop share: address, payload, options, source addresses. Made before the load
 * starts, used on the loop, closed when the load is done.
 */
public final class Connector implements AutoCloseable {
    /** For one attempt: a search through every port of every address would be a stall. */
    private static final int MOST_SOURCES_TRIED = 1000;

    private static final int LEAST_READ_BYTES = 64;
    /** For codecs, which put together what belongs together. */
    private static final int CODEC_READ_BYTES = 8192;

    /** Of include/uapi/linux/in.h: leaves the choice of a port to connect(), which knows the destination. */
    private static final int IP_BIND_ADDRESS_NO_PORT = 24;

    private static final int IPPROTO_IP = 0;

    private final Transport transport;
    private final IoEventLoop loop;
    private final SocketAddress remote;
    private final InetSocketAddress named;
    private final Load load;
    private final List<ByteBuf> memory = new ArrayList<>();
    private final ByteBuf request;
    private final ByteBuf lastRequest;
    private final ProxyHeaders proxyHeaders;
    private final TlsClient tls;
    private final RecvByteBufAllocator readSize;
    private final SourceAddresses sources;
    private final boolean selfConnectPossible;
    /** Null where channels do the work. */
    private final BareSockets bareSockets;

    /**
     * @param loopIndex of this loop among the {@code load.threads()}
     * @param selfConnectPossible whether a source port may equal the target's, which makes each connect worth a look
     */
    public Connector(
            Transport transport,
            IoEventLoop loop,
            SocketAddress remote,
            Load load,
            int loopIndex,
            boolean selfConnectPossible) {
        this.transport = transport;
        this.loop = loop;
        this.remote = transport.inItsWords(remote);
        this.load = load;
        ConnectionUse manners = load.manners();
        this.named = remote instanceof InetSocketAddress inet ? inet : localhost(manners.tls() != null);
        this.request = shared(requestBytes(load, named, false));
        byte[] last = requestBytes(load, named, true);
        this.lastRequest = shared(last);
        this.proxyHeaders =
                manners.proxyProtocol() == ProxyProtocol.NONE ? null : new ProxyHeaders(manners.proxyProtocol(), named);
        this.tls = manners.tls() == null ? null : new TlsClient(manners.tls());
        int readBytes = tls != null || load.workload().kind().takesHttp()
                ? CODEC_READ_BYTES
                : Math.max(LEAST_READ_BYTES, Math.min(1 << 16, request.readableBytes() + 1));
        this.readSize = new FixedRecvByteBufAllocator(readBytes);
        this.bareSockets =
                transport.hasBareSockets() && load.hasOnePlainExchange() && remote instanceof InetSocketAddress
                        ? new BareSockets(transport, loop, named, load, last, readBytes)
                        : null;
        this.sources = load.sources().isKernels()
                ? null
                : new SourceAddresses(load.sources(), anyLocal(), loopIndex, load.threads());
        this.selfConnectPossible = selfConnectPossible;
    }

    /** What a unix socket is called in what is said on it: a proxy's Host header, and no port. */
    private static InetSocketAddress localhost(boolean secure) {
        return new InetSocketAddress("localhost", secure ? HttpText.HTTPS_PORT : HttpText.HTTP_PORT);
    }

    private static InetAddress anyLocal() {
        return new InetSocketAddress(0).getAddress();
    }

    private ByteBuf shared(byte[] bytes) {
        ByteBuf owned = Unpooled.directBuffer(Math.max(1, bytes.length)).writeBytes(bytes);
        memory.add(owned);
        // Read-only, so that no write can move the indices of what all connections share.
        return Unpooled.unreleasableBuffer(owned.asReadOnly());
    }

    private static byte[] requestBytes(Load load, InetSocketAddress remote, boolean last) {
        Workload workload = load.workload();
        return switch (workload.kind()) {
            case ECHO, CLOSE, REPLY, EOF -> workload.payload().bytes();
            case CONNECT -> new byte[0];
            case REQUEST -> HttpText.request(workload, remote, load.manners().tls() != null, last);
        };
    }

    /** Frees what the connections shared; nothing may be open any more. */
    @Override
    public void close() {
        memory.forEach(ByteBuf::release);
        if (proxyHeaders != null) {
            proxyHeaders.close();
        }
        if (bareSockets != null) {
            bareSockets.close();
        }
    }

    /** The connections of a worker of this loop. */
    public Connection newConnection(ConnectionOwner owner, Attempt attempt) {
        return bareSockets == null
                ? new ChannelConnection(this, owner, attempt)
                : new BareConnection(this, bareSockets, owner, attempt);
    }

    /** Ends the attempts that are over and wait for their turn to be closed; on the loop. */
    public void endWhatIsOver() {
        if (bareSockets != null) {
            bareSockets.endAll();
        }
    }

    /** A new exchange for a worker of this loop. */
    Exchange newExchange() {
        if (load.closeMode() == CloseMode.ABANDON) {
            return new PlainExchange(lastRequest, false);
        }
        Workload workload = load.workload();
        return switch (workload.kind()) {
            case ECHO -> new EchoExchange(request);
            case CLOSE, CONNECT -> new PlainExchange(request, false);
            case REPLY -> new PlainExchange(request, true);
            case EOF -> new EofExchange(request);
            case REQUEST -> bareSockets == null ? newHttp(workload) : new DecodedExchange(newHttp(workload));
        };
    }

    private RequestExchange newHttp(Workload workload) {
        return new RequestExchange(
                request,
                lastRequest,
                workload.http().method().equals("HEAD"),
                workload.http().status());
    }

    /** How many there are on each connection. */
    int exchanges() {
        return load.manners().requestsPerConnection() + (holds() ? 1 : 0);
    }

    /** Whether a connection is held idle before its last exchange. */
    boolean holds() {
        return load.closeMode() == CloseMode.KEEP;
    }

    CloseMode closeMode() {
        return load.closeMode();
    }

    /** Null for connections in the clear. */
    TlsClient tls() {
        return tls;
    }

    /** What goes before all else on a connection, to be released by the write; null for nothing. */
    ByteBuf nextProxyHeader() {
        return proxyHeaders == null ? null : proxyHeaders.next();
    }

    EventLoop loop() {
        return loop;
    }

    /** Where to connect to, as the transport's channels take it. */
    SocketAddress remote() {
        return remote;
    }

    /** What the other end is called in what is said on a connection. */
    InetSocketAddress named() {
        return named;
    }

    boolean selfConnectPossible() {
        return selfConnectPossible;
    }

    /** The local end to bind, or null for the kernel's choice. */
    InetSocketAddress nextSource() {
        return sources == null ? null : sources.next();
    }

    /** Whether there may be a free one among the sources asked for, after {@code taken} that others hold. */
    boolean hasOtherSources(int taken) {
        return sources != null && taken < Math.min(sources.count(), MOST_SOURCES_TRIED);
    }

    /** An open socket with its options set; throws ChannelException where the kernel gives none. */
    DuplexChannel open() {
        DuplexChannel channel = remote instanceof InetSocketAddress inet
                ? transport.newChannel(inet.getAddress())
                : transport.newUnixChannel();
        var config = channel.config();
        config.setConnectTimeoutMillis(0);
        config.setRecvByteBufAllocator(readSize);
        if (load.closeMode() == CloseMode.RST) {
            config.setOption(ChannelOption.SO_LINGER, 0);
        }
        if (sources != null) {
            prepareBind(channel, load.sources());
        }
        return channel;
    }

    private static void prepareBind(DuplexChannel channel, Sources sources) {
        if (sources.choosesPort()) {
            channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        } else {
            // NIO answers false: it has no such option, and fewer ports.
            channel.config().setOption(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
    }

    static void leavePortToConnect(Socket socket) {
        try {
            socket.setIntOpt(IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
        } catch (IOException unknownOption) {
            // Before Linux 4.2: the kernel chooses the port at bind, from fewer.
        }
    }

    /**
     * The local end of a channel, also while it is connecting or closed; null where none was assigned or asked for, and
     * for a unix socket, whose client has none.
     */
    static InetSocketAddress localEnd(DuplexChannel channel) {
        if (!(channel instanceof SocketChannel tcp)) {
            return null;
        }
        return tcp.isOpen() && tcp instanceof UnixChannel unix
                ? localEnd(new Socket(unix.fd().intValue()))
                : assigned(tcp.localAddress());
    }

    /** The same of a bare socket of TCP. */
    static InetSocketAddress localEnd(Socket socket) {
        return assigned(socket.localAddress());
    }

    private static InetSocketAddress assigned(InetSocketAddress local) {
        return local == null || local.getPort() == 0 ? null : local;
    }
}
