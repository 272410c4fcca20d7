package org.conntorture.reference;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * One thread with one selector, on which a listener or connections or both live; {@link RunningServer} and
 * {@link Handover} start it. All but {@link #adopt}, {@link #retire} and {@link #close} belong to its thread.
 */
final class EventLoop implements Runnable, Closeable {
    /** What a channel's key carries: told on the loop's thread that the channel is ready. */
    interface Handler {
        void ready() throws IOException;

        /** {@link #ready} threw: the connection or the listener is of no more use. */
        void failed(IOException failure);
    }

    /** A key that takes part again in the selection from a moment on. */
    private record Resumption(long atNs, SelectionKey key, int operations) {}

    private static final int BUFFER_BYTES = 16 * 1024;

    private final Selector selector;
    private final Queue<SocketChannel> adopted = new ArrayDeque<>();
    private final PriorityQueue<Resumption> resumptions =
            new PriorityQueue<>((one, other) -> Long.signum(one.atNs - other.atNs));
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private int connections;
    private boolean retired;
    private volatile boolean closed;

    EventLoop() throws IOException {
        selector = Selector.open();
    }

    /** Serves until it is closed, or retired with nothing left to serve; an exception is the end of the server. */
    @Override
    public void run() {
        try (selector) {
            while (!closed && !finished()) {
                selector.select(this::dispatch, waitMs());
                resumeDue();
                serveAdopted();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException failure) {
            throw new IllegalStateException("the selector failed: " + failure.getMessage(), failure);
        }
    }

    /** Takes a connection that another thread accepted; false, and nothing done, once it is retired. Any thread. */
    boolean adopt(SocketChannel channel) {
        synchronized (adopted) {
            if (retired) {
                return false;
            }
            adopted.add(channel);
        }
        selector.wakeup();
        return true;
    }

    /** Takes no more connections and ends after the last one it has. Any thread. */
    void retire() {
        synchronized (adopted) {
            retired = true;
        }
        selector.wakeup();
    }

    /** Ends at once and drops its connections. Any thread. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    SelectionKey register(SelectableChannel channel, int operations, Handler handler) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, operations, handler);
    }

    /** Leaves a key out of the selection for a while. */
    void pause(SelectionKey key, long pauseNs) {
        resumptions.add(new Resumption(System.nanoTime() + pauseNs, key, key.interestOps()));
        key.interestOps(0);
    }

    /** Shared by all connections of the loop, which leave nothing in it. */
    ByteBuffer buffer() {
        return buffer;
    }

    void opened() {
        connections++;
    }

    void ended() {
        connections--;
    }

    private void dispatch(SelectionKey key) {
        Handler handler = (Handler) key.attachment();
        try {
            handler.ready();
        } catch (IOException failure) {
            handler.failed(failure);
        }
    }

    private boolean finished() {
        synchronized (adopted) {
            return retired && connections == 0 && adopted.isEmpty();
        }
    }

    /** Until the next resumption, rounded up; 0 is without end to a selector. */
    private long waitMs() {
        if (resumptions.isEmpty()) {
            return 0;
        }
        long waitNs = resumptions.peek().atNs - System.nanoTime();
        return Math.max(1, (waitNs + 999_999) / 1_000_000);
    }

    private void resumeDue() {
        while (!resumptions.isEmpty() && resumptions.peek().atNs - System.nanoTime() <= 0) {
            Resumption due = resumptions.poll();
            if (due.key.isValid()) {
                due.key.interestOps(due.operations);
            }
        }
    }

    private void serveAdopted() {
        for (SocketChannel channel = nextAdopted(); channel != null; channel = nextAdopted()) {
            Connection.serve(channel, this, Kind.ECHO, 0, false);
        }
    }

    private SocketChannel nextAdopted() {
        synchronized (adopted) {
            return adopted.poll();
        }
    }
}
