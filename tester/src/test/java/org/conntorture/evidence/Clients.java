package org.conntorture.evidence;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections of a test, closed with it. */
final class Clients implements AutoCloseable {
    private final List<SocketChannel> open = new ArrayList<>();

    /** A connection that stands. */
    InetSocketAddress connect(InetSocketAddress server) throws IOException {
        return local(keep(SocketChannel.open(server)));
    }

    /** The same with bytes written. */
    InetSocketAddress write(InetSocketAddress server, int bytes) throws IOException {
        SocketChannel client = keep(SocketChannel.open(server));
        client.write(ByteBuffer.allocate(bytes));
        return local(client);
    }

    /** A connection that may not come to stand. */
    InetSocketAddress begin(InetSocketAddress server) throws IOException {
        SocketChannel client = keep(SocketChannel.open());
        client.configureBlocking(false);
        client.connect(server);
        return local(client);
    }

    /** Once more from the same port. */
    void connectFrom(InetSocketAddress source, InetSocketAddress server) throws IOException {
        SocketChannel client = keep(SocketChannel.open());
        client.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        client.bind(source).connect(server);
    }

    private SocketChannel keep(SocketChannel client) {
        open.add(client);
        return client;
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
