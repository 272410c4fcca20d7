package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Load;
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
    private static final int HTTP_READ_BYTES = 8192;
    /** Of include/uapi/linux/in.h: leaves the choice of a port to connect(), which knows the destination. */
    private static final int IP_BIND_ADDRESS_NO_PORT = 24;

    private static final int IPPROTO_IP = 0;

    private final Transport transport;
    private final EventLoop loop;
    private final InetSocketAddress remote;
    private final Load load;
    private final ByteBuf memory;
    private final ByteBuf request;
    private final RecvByteBufAllocator readSize;
    private final SourceAddresses sources;
    private final boolean selfConnectPossible;

    /**
     * @param loopIndex of this loop among the {@code load.eventLoops()}
     * @param selfConnectPossible whether a source port may equal the target's, which makes each connect worth a look
     */
    public Connector(
            Transport transport,
            EventLoop loop,
            InetSocketAddress remote,
            Load load,
            int loopIndex,
            boolean selfConnectPossible) {
        this.transport = transport;
        this.loop = loop;
        this.remote = remote;
        this.load = load;
        this.memory = requestBytes(load.workload(), remote);
        // Read-only, so that no write can move the indices of what all connections share.
        this.request = Unpooled.unreleasableBuffer(memory.asReadOnly());
        this.readSize = new FixedRecvByteBufAllocator(
                load.workload().kind() == Workload.Kind.REQUEST
                        ? HTTP_READ_BYTES
                        : Math.max(LEAST_READ_BYTES, Math.min(1 << 16, request.readableBytes() + 1)));
        this.sources = load.sources().isKernels()
                ? null
                : new SourceAddresses(load.sources(), anyLocal(), loopIndex, load.eventLoops());
        this.selfConnectPossible = selfConnectPossible;
    }

    private InetAddress anyLocal() {
        return new InetSocketAddress(0).getAddress();
    }

    private static ByteBuf requestBytes(Workload workload, InetSocketAddress remote) {
        byte[] bytes = switch (workload.kind()) {
            case ECHO, CLOSE, REPLY -> workload.payload().bytes();
            case CONNECT -> new byte[0];
            case REQUEST -> httpGet(workload.http(), remote);
        };
        return Unpooled.directBuffer(Math.max(1, bytes.length)).writeBytes(bytes);
    }

    /** Frees the payload; nothing may be open any more. */
    @Override
    public void close() {
        memory.release();
    }

    private static byte[] httpGet(Workload.Http http, InetSocketAddress remote) {
        String request = "GET " + http.path() + " HTTP/1.1\r\n"
                + "Host: " + host(remote) + "\r\n"
                + "User-Agent: conntorture\r\n"
                + "Accept: */*\r\n"
                + "Connection: close\r\n\r\n";
        return request.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The name it was given by, and the port where it is not HTTP's own. */
    private static String host(InetSocketAddress remote) {
        String name = remote.getHostString();
        String host = name.contains(":") ? "[" + name + "]" : name;
        return remote.getPort() == 80 ? host : host + ":" + remote.getPort();
    }

    /** A new exchange for a worker of this loop. */
    Exchange newExchange() {
        return switch (load.workload().kind()) {
            case ECHO -> new EchoExchange(request);
            case CLOSE, CONNECT -> new PlainExchange(request, false);
            case REPLY -> new PlainExchange(request, true);
            case REQUEST -> new RequestExchange(request, load.workload().http().expectedStatus());
        };
    }

    EventLoop loop() {
        return loop;
    }

    InetSocketAddress remote() {
        return remote;
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
    SocketChannel open() {
        SocketChannel channel = transport.newChannel(remote.getAddress());
        var config = channel.config();
        config.setConnectTimeoutMillis(0);
        config.setRecvByteBufAllocator(readSize);
        if (load.closeMode() == CloseMode.RST) {
            config.setSoLinger(0);
        }
        if (sources != null) {
            prepareBind(channel, load.sources());
        }
        return channel;
    }

    private static void prepareBind(SocketChannel channel, Sources sources) {
        if (sources.choosesPort()) {
            channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        } else if (channel instanceof IoUringSocketChannel ring) {
            try {
                new Socket(ring.fd().intValue()).setIntOpt(IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
            } catch (IOException unknownOption) {
                // Before Linux 4.2: the kernel chooses the port at bind, from fewer.
            }
        } else {
            // NIO answers false: it has no such option, and fewer ports.
            channel.config().setOption(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
    }

    /** The local end of a channel, also while it is connecting or closed; null where none was assigned or asked for. */
    static InetSocketAddress localEnd(SocketChannel channel) {
        InetSocketAddress local = channel.isOpen() && channel instanceof UnixChannel unix
                ? new Socket(unix.fd().intValue()).localAddress()
                : channel.localAddress();
        return local == null || local.getPort() == 0 ? null : local;
    }
}
