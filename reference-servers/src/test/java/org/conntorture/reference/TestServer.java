package org.conntorture.reference;

import static org.conntorture.reference.WireClient.loopback;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** A reference server in the test's own process, on a free port. */
final class TestServer implements AutoCloseable {
    private final RunningServer server;

    TestServer(String... arguments) throws IOException {
        server = new RunningServer(ServeOptions.parse(List.of(arguments)), System.err);
    }

    InetSocketAddress address() throws IOException {
        return loopback(server.address().getPort());
    }

    void reload() {
        server.reload();
    }

    List<SocketRow> rows() throws IOException {
        return SocketRow.ofServer(address().getPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
