package org.conntorture.kernel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * For a namespace of its own: a listener that never accepts, as many connections as fit, and some more that get no
 * answer. Prints the port and stays until its standard input ends.
 */
final class FullQueueMain {
    static final int BACKLOG = 2;
    /** The queue holds one more than the backlog. */
    static final int FITTING = BACKLOG + 1;

    static final int UNANSWERED = 4;

    private FullQueueMain() {}

    public static void main(String[] arguments) throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        List<SocketChannel> clients = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, BACKLOG, loopback)) {
            InetSocketAddress address = new InetSocketAddress(loopback, server.getLocalPort());
            for (int i = 0; i < FITTING; i++) {
                clients.add(SocketChannel.open(address));
            }
            for (int i = 0; i < UNANSWERED; i++) {
                SocketChannel client = SocketChannel.open();
                client.configureBlocking(false);
                client.connect(address);
                clients.add(client);
            }
            System.out.println(server.getLocalPort());
            while (System.in.read() >= 0) {
                continue;
            }
        }
        for (SocketChannel client : clients) {
            client.close();
        }
    }
}
