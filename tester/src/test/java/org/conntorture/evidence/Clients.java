package org.conntorture.evidence;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections of a test from ports that may be used again at once, closed with it. */
final class Clients implements AutoCloseable {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

    private final List<SocketChannel> open = new ArrayList<>();

    /** A connection that stands. */
    InetSocketAddress connect(InetSocketAddress server) throws IOException {
        return connectFrom(ANY_PORT, server);
    }

    InetSocketAddress connectFrom(InetSocketAddress source, InetSocketAddress server) throws IOException {
        SocketChannel client = bound(source);
        client.connect(server);
        return local(client);
    }

    /** The same with bytes written. */
    InetSocketAddress write(InetSocketAddress server, int bytes) throws IOException {
        SocketChannel client = bound(ANY_PORT);
        client.connect(server);
        client.write(ByteBuffer.allocate(bytes));
        return local(client);
    }

    /** A connection that may not come to stand. */
    InetSocketAddress begin(InetSocketAddress server) throws IOException {
        SocketChannel client = bound(ANY_PORT);
        client.configureBlocking(false);
        client.connect(server);
        return local(client);
    }

    private SocketChannel bound(InetSocketAddress source) throws IOException {
        SocketChannel client = SocketChannel.open();
        open.add(client);
        client.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        return client.bind(source);
    }

    private static InetSocketAddress local(SocketChannel client) throws IOException {
        return (InetSocketAddress) client.getLocalAddress();
    }

    @Override
    public void close() throws IOException {
        closeAll();
    }

    void closeAll() throws IOException {
        for (SocketChannel client : open) {
            client.close();
        }
        open.clear();
    }
}
