package org.conntorture.selftest;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What else goes on in a sandbox besides the tester: fills queues, occupies ports, leaves stale sockets behind, makes
 * noise. A process of its own, started by {@code sandbox.sh}.
 */
public final class FaultClient {
    private static final int MOST_UNDER_WAY = 64;
    private static final int NOISE_PAUSE_MS = 5;

    private final FaultOptions options;

    private FaultClient(FaultOptions options) {
        this.options = options;
    }

    public static void main(String[] words) throws Exception {
        new FaultClient(FaultOptions.parse(words)).run();
    }

    private void run() throws IOException, InterruptedException {
        switch (options.kind()) {
            case "idle" -> hold(true);
            case "half-open" -> hold(false);
            case "leave" -> leave();
            case "noise" -> noise();
            default -> throw new IllegalArgumentException("no client is called " + options.kind());
        }
    }

    private void ready() throws IOException {
        Files.createFile(options.ready());
    }

    /** Opens {@code --count} connections and keeps them as they are. */
    private void hold(boolean connected) throws IOException, InterruptedException {
        List<SocketChannel> held = new ArrayList<>();
        for (int count = options.number("count", 1); count > 0; count--) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(connected);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (options.hasSource()) {
                channel.bind(options.source(0));
            }
            channel.connect(options.address());
            held.add(channel);
        }
        ready();
        while (!held.isEmpty()) {
            Thread.sleep(1000);
        }
    }

    /** One exchange from each of {@code --ports}, closed by this side alone. */
    private void leave() throws IOException {
        for (int port : options.numbers("ports")) {
            try (SocketChannel channel = SocketChannel.open()) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.bind(options.source(port));
                channel.connect(options.address());
                channel.write(ByteBuffer.wrap(new byte[] {'x'}));
                channel.read(ByteBuffer.allocate(1));
            }
        }
        ready();
    }

    /** Connects without end and never waits for an answer. */
    private void noise() throws IOException, InterruptedException {
        Deque<SocketChannel> underWay = new ArrayDeque<>();
        ready();
        while (true) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(options.address());
            underWay.addLast(channel);
            if (underWay.size() > MOST_UNDER_WAY) {
                underWay.removeFirst().close();
            }
            Thread.sleep(NOISE_PAUSE_MS);
        }
    }
}
