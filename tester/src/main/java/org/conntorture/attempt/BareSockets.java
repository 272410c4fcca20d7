package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Load;
import org.conntorture.plan.Sources;

/**
 * What the {@link BareConnection}s of one event loop share: the request, how sockets are opened, whose turn it is to
 * end. Made before the load starts, used on the loop, closed when nothing is under way any more.
 */
final class BareSockets implements AutoCloseable {
    private static final int SHARED_READ_BYTES = 1 << 16;

    private final Transport transport;
    /** The class, as no interface of it lets a task wait until the loop has looked at what has come. */
    private final SingleThreadIoEventLoop loop;

    private final InetSocketAddress remote;
    private final Load load;
    private final int readBytes;
    private final List<ByteBuf> memory = new ArrayList<>();
    private final List<BareSocket> sockets = new ArrayList<>();
    private final NumberedSocket.Numbers numbers;
    private final int requestBytes;
    private final long requestAt;
    private ByteBuf replyOfAll;
    private final ArrayDeque<BareConnection> ending = new ArrayDeque<>();
    private final Runnable endNext = this::endNext;
    private final Runnable endNextAfterALook = this::endNextAfterALook;

    /** @param readBytes the most that one read takes */
    BareSockets(
            Transport transport, IoEventLoop loop, InetSocketAddress remote, Load load, byte[] request, int readBytes) {
        this.transport = transport;
        this.loop = (SingleThreadIoEventLoop) loop;
        this.remote = remote;
        this.load = load;
        this.readBytes = readBytes;
        this.numbers = new NumberedSocket.Numbers(Transport.family(remote.getAddress()));
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

    /** Room for what one receive brings, of one connection. */
    ByteBuf newReplyBuffer() {
        return newBuffer(readBytes);
    }

    /** The same, of all connections of the loop: for what is read at once and never kept, and so may be larger. */
    ByteBuf replyBuffer() {
        if (replyOfAll == null) {
            replyOfAll = newBuffer(Math.max(readBytes, SHARED_READ_BYTES));
        }
        return replyOfAll;
    }

    /** The sockets of a worker, which tell {@code connection}. */
    BareSocket newBareSocket(BareConnection connection) {
        BareSocket socket = transport.newBareSocket(this, connection);
        sockets.add(socket);
        return socket;
    }

    /** Lets a socket ask the kernel for what the loop then tells it of; on the loop. */
    IoRegistration register(IoHandle socket) throws IOException {
        var registering = loop.register(socket);
        if (!registering.isSuccess()) {
            throw new IOException(registering.cause());
        }
        return registering.getNow();
    }

    /**
     * Ends the attempt of a connection, once all that has come with this is seen to. To close and to open the next takes
     * the kernel longer than all else, which must not make what has come for others look late; so the loop looks at what
     * has come after each.
     */
    void endSoon(BareConnection connection) {
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
                loop.executeAfterEventLoopIteration(endNextAfterALook);
            }
        }
    }

    /** Runs when all tasks have; what it adds is done after the next look. */
    private void endNextAfterALook() {
        loop.execute(endNext);
    }

    /** Ends at once whose turn it will be. */
    void endAll() {
        for (BareConnection next = ending.poll(); next != null; next = ending.poll()) {
            next.end();
        }
    }

    /** The loop ends, and nobody hears any more of what it has not ended. */
    void loopEnds() {
        for (BareConnection over = ending.poll(); over != null; over = ending.poll()) {
            over.shut();
        }
    }

    int requestBytes() {
        return requestBytes;
    }

    /** Its address, for as long as this is open. */
    long requestAt() {
        return requestAt;
    }

    /** Open; throws ChannelException where the kernel gives none. */
    Socket newSocket() {
        return numbers.open();
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
        sockets.forEach(BareSocket::forget);
        memory.forEach(ByteBuf::release);
    }
}
