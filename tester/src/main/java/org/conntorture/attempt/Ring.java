package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.Socket;
import io.netty.channel.uring.IoUringIoHandle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Load;
import org.conntorture.plan.Sources;

/**
 * What the {@link RingConnection}s of one event loop share: the request, how sockets are opened, whose turn it is to
 * end. Made before the load starts, used on the loop, closed when no operation is under way any more.
 */
final class Ring implements AutoCloseable {
    private final IoEventLoop loop;
    private final InetSocketAddress remote;
    private final Load load;
    private final int readBytes;
    private final List<ByteBuf> memory = new ArrayList<>();
    private final List<IoRegistration> registrations = new ArrayList<>();
    private final int requestBytes;
    private final long requestAt;
    private final ArrayDeque<RingConnection> ending = new ArrayDeque<>();
    private final Runnable endNext = this::endNext;
    private IoRegistration lookingFirst;

    /** @param readBytes the most that one read takes */
    Ring(IoEventLoop loop, InetSocketAddress remote, Load load, byte[] request, int readBytes) {
        this.loop = loop;
        this.remote = remote;
        this.load = load;
        this.readBytes = readBytes;
        this.requestBytes = request.length;
        this.requestAt = at(newBuffer(Math.max(1, request.length)).writeBytes(request));
    }

    private ByteBuf newBuffer(int bytes) {
        ByteBuf buffer = Unpooled.directBuffer(bytes, bytes);
        memory.add(buffer);
        return buffer;
    }

    /** Where the bytes of a direct buffer begin. */
    static long at(ByteBuf buffer) {
        return Buffer.memoryAddress(buffer.nioBuffer(0, buffer.capacity()));
    }

    /** Room for a reply, of one connection. */
    ByteBuf newReadBuffer() {
        return newBuffer(readBytes);
    }

    /** Lets a connection submit operations and be told of their ends; on the loop, once for each worker. */
    IoRegistration register(IoUringIoHandle connection) {
        if (lookingFirst == null) {
            lookingFirst = registered(new LookedFirst());
        }
        return registered(connection);
    }

    private IoRegistration registered(IoUringIoHandle connection) {
        var registering = loop.register(connection);
        if (!registering.isSuccess()) {
            throw new IllegalStateException("the event loop takes no more connections", registering.cause());
        }
        registrations.add(registering.getNow());
        return registering.getNow();
    }

    /**
     * Ends the attempt of a connection, once all that has come with this is seen to. To close and to open the next takes
     * the kernel longer than all else, which must not make what has come for others look late; so it looks at what has
     * come after each.
     */
    void endSoon(RingConnection connection) {
        if (ending.isEmpty()) {
            loop.execute(endNext);
        }
        ending.add(connection);
    }

    private void endNext() {
        if (ending.isEmpty()) {
            return;
        }
        try {
            ending.element().end();
        } finally {
            ending.poll();
            if (!ending.isEmpty()) {
                lookingFirst.submit(RingOperations.NOTHING);
            }
        }
    }

    /** Ends at once whose turn it will be. */
    void endAll() {
        for (RingConnection next = ending.poll(); next != null; next = ending.poll()) {
            next.end();
        }
    }

    /** Told when the loop has been to the kernel for what has come since the last connection ended. */
    private final class LookedFirst implements IoUringIoHandle {
        @Override
        public void handle(IoRegistration ofThis, IoEvent event) {
            loop.execute(endNext);
        }

        /** The loop ends. */
        @Override
        public void close() {
            ending.clear();
        }
    }

    int requestBytes() {
        return requestBytes;
    }

    /** Its address, for as long as this is open. */
    long requestAt() {
        return requestAt;
    }

    /** Binds a new socket where the load says so, and begins to connect it. @param source null for the kernel's choice */
    void connect(Socket socket, InetSocketAddress source) throws IOException {
        if (load.closeMode() == CloseMode.RST) {
            socket.setSoLinger(0);
        }
        if (source != null) {
            prepareBind(socket, load.sources());
            socket.bind(source);
        }
        socket.connect(remote);
    }

    private static void prepareBind(Socket socket, Sources sources) throws IOException {
        if (sources.choosesPort()) {
            socket.setReuseAddress(true);
        } else {
            Connector.leavePortToConnect(socket);
        }
    }

    @Override
    public void close() {
        registrations.forEach(IoRegistration::cancel);
        memory.forEach(ByteBuf::release);
    }
}
