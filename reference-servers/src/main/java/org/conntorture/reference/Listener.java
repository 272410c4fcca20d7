package org.conntorture.reference;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Accepts what waits in the queue and passes it on; lives on the thread of its {@link EventLoop}. Out of descriptors it
 * rests for a moment, as the queue stays readable and an immediate retry would only burn the processor.
 */
final class Listener implements EventLoop.Handler {
    private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Connections taken in a row before the others have their turn again. */
    private static final int BATCH = 256;

    private final ServerSocketChannel channel;
    private final EventLoop loop;
    private final Consumer<SocketChannel> accepted;
    private final PrintStream err;
    private final SelectionKey key;
    private String toldFailure = "";

    Listener(ServerSocketChannel channel, EventLoop loop, Consumer<SocketChannel> accepted, PrintStream err)
            throws IOException {
        this.channel = channel;
        this.loop = loop;
        this.accepted = accepted;
        this.err = err;
        this.key = loop.register(channel, SelectionKey.OP_ACCEPT, this);
    }

    @Override
    public void ready() throws IOException {
        for (int count = 0; count < BATCH; count++) {
            SocketChannel connection = channel.accept();
            if (connection == null) {
                return;
            }
            accepted.accept(connection);
        }
    }

    @Override
    public void failed(IOException failure) {
        loop.pause(key, REST_NS);
        String text = String.valueOf(failure.getMessage());
        if (!text.equals(toldFailure)) {
            toldFailure = text;
            err.println("accepting rests for a moment: " + text + " (if descriptors ran out, raise ulimit -n)");
        }
    }
}
