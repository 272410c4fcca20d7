package org.conntorture.reference;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One accepted connection: echoes until the client has ended its side, or does what its fault says. Lives on the
 * thread of its {@link EventLoop}. While the client does not take its replies nothing more is read from it, so a
 * connection holds at most one buffer of bytes, and holds none as long as the client keeps up.
 */
final class Connection implements EventLoop.Handler {
    private final SocketChannel channel;
    private final EventLoop loop;
    private final SelectionKey key;
    /** {@link Kind#ECHO} where this connection has no fault, or has had it. */
    private Kind fault;
    /** Bytes the client has not taken yet, or null. */
    private ByteBuffer unsent;
    /** What has come of the PROXY protocol header that must come first, or null where none is due any more. */
    private ByteBuffer header;

    private Connection(SocketChannel channel, EventLoop loop, Kind fault, boolean proxied) throws IOException {
        this.channel = channel;
        this.loop = loop;
        this.fault = fault;
        this.header = proxied ? ByteBuffer.allocate(0) : null;
        this.key = loop.register(channel, fault == Kind.NEVER_READ ? 0 : SelectionKey.OP_READ, this);
    }

    /**
     * Begins to serve a connection just accepted; one that is already reset is closed, as nobody waits for it.
     *
     * @param proxied it must begin with a PROXY protocol header, which is not echoed; else it is closed
     */
    static void serve(SocketChannel channel, EventLoop loop, Kind fault, long stallNs, boolean proxied) {
        try {
            // A reply longer than the buffer leaves in several writes, which must not wait for each other's ACK.
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Connection connection = new Connection(channel, loop, fault, proxied);
            loop.opened();
            if (fault == Kind.STALL) {
                loop.pause(connection.key, stallNs);
            }
        } catch (IOException failure) {
            closeQuietly(channel);
        }
    }

    @Override
    public void ready() throws IOException {
        if (unsent != null) {
            send(unsent);
        } else {
            read();
        }
    }

    @Override
    public void failed(IOException failure) {
        end();
    }

    private void read() throws IOException {
        if (fault == Kind.RESET) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            end();
            return;
        }
        ByteBuffer buffer = loop.buffer().clear();
        if (channel.read(buffer) >= 0) {
            received(buffer.flip());
        } else if (fault == Kind.LOSE) {
            key.interestOps(0);
        } else {
            end();
        }
    }

    private void received(ByteBuffer bytes) throws IOException {
        if (header == null) {
            answer(bytes);
            return;
        }
        ByteBuffer all = ByteBuffer.allocate(header.remaining() + bytes.remaining());
        all.put(header).put(bytes).flip();
        int length = ProxyHeader.length(all);
        header = length == 0 ? all : null;
        if (length > 0 && length < all.limit()) {
            answer(all.position(length).slice());
        }
    }

    private void answer(ByteBuffer request) throws IOException {
        switch (fault) {
            case NEVER_ANSWER, LOSE -> {}
            case CLOSE -> finish();
            case SHORT -> send(request.limit(request.limit() - 1));
            case CORRUPT -> {
                request.put(0, (byte) (request.get(0) ^ 1));
                fault = Kind.ECHO;
                send(request);
            }
            default -> send(request);
        }
    }

    private void send(ByteBuffer reply) throws IOException {
        channel.write(reply);
        if (reply.hasRemaining()) {
            keep(reply);
        } else if (fault == Kind.SHORT) {
            finish();
        } else if (unsent != null) {
            unsent = null;
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void keep(ByteBuffer reply) {
        if (reply != unsent) {
            unsent = ByteBuffer.allocate(reply.remaining()).put(reply).flip();
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    /** Sends a FIN and drops what still comes: closing with unread bytes would send a RST instead. */
    private void finish() throws IOException {
        unsent = null;
        fault = Kind.NEVER_ANSWER;
        key.interestOps(SelectionKey.OP_READ);
        channel.shutdownOutput();
    }

    private void end() {
        closeQuietly(channel);
        loop.ended();
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // The client reset it; the descriptor is free all the same.
            return;
        }
    }
}
