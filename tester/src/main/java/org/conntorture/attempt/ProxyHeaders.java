package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.conntorture.plan.ProxyProtocol;

/**
 * PROXY protocol headers of made-up clients, encoded once and taken in turn: addresses that are reserved for
 * documentation (RFC 5737, RFC 3849), so that they are nobody's. Used on one event loop.
 */
final class ProxyHeaders implements AutoCloseable {
    private static final int CLIENTS = 254;
    private static final int FIRST_PORT = 1024;

    private final ByteBuf[] headers = new ByteBuf[CLIENTS];
    private int next;

    ProxyHeaders(ProxyProtocol version, InetSocketAddress remote) {
        EmbeddedChannel encoder = new EmbeddedChannel(HAProxyMessageEncoder.INSTANCE);
        for (int i = 0; i < CLIENTS; i++) {
            encoder.writeOutbound(message(version, remote, i + 1));
            ByteBuf encoded = encoder.readOutbound();
            headers[i] = Unpooled.directBuffer(encoded.readableBytes()).writeBytes(encoded);
            encoded.release();
        }
        encoder.finishAndReleaseAll();
    }

    private static HAProxyMessage message(ProxyProtocol version, InetSocketAddress remote, int client) {
        boolean six = remote.getAddress() instanceof Inet6Address;
        return new HAProxyMessage(
                version == ProxyProtocol.V1 ? HAProxyProtocolVersion.V1 : HAProxyProtocolVersion.V2,
                HAProxyCommand.PROXY,
                six ? HAProxyProxiedProtocol.TCP6 : HAProxyProxiedProtocol.TCP4,
                six ? "2001:db8::" + Integer.toHexString(client) : "198.51.100." + client,
                remote.getAddress().getHostAddress().replaceFirst("%.*", ""),
                FIRST_PORT + client,
                remote.getPort());
    }

    /** The next client's header, to be released by the write. */
    ByteBuf next() {
        next = next + 1 == CLIENTS ? 0 : next + 1;
        return headers[next].retainedDuplicate();
    }

    @Override
    public void close() {
        for (ByteBuf header : headers) {
            header.release();
        }
    }
}
