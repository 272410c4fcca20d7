package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Load;
import org.conntorture.plan.Sources;

/**
 * What the {@link BareWire}s of one event loop share: how sockets are opened, whose turn it is to end.
 */
final class BareSockets implements Wires {
    private static final int SHARED_READ_BYTES = 1 << 16;

    /** Of include/uapi/linux/in.h: leaves the choice of a port to connect(), which knows the destination. */
    private static final int IP_BIND_ADDRESS_NO_PORT = 24;

    private static final int IPPROTO_IP = 0;

    private final Transport transport;
    /** The class, as no interface of it lets a task wait until the loop has looked at what has come. */
    private final SingleThreadIoEventLoop loop;

    private final InetSocketAddress remote;
    private final Load load;
    private final int readBytes;
    private final List<ByteBuf> memory = new ArrayList<>();
    private final List<BareWire> wires = new ArrayList<>();
    private final NumberedSocket.Numbers numbers;
    private ByteBuf replyOfAll;
    private final ArrayDeque<BareWire> ending = new ArrayDeque<>();
    private final Runnable endNext = this::endNext;
    private final Runnable endNextAfterALook = this::endNextAfterALook;

    /** @param readBytes the most that one read takes */
    BareSockets(Transport transport, IoEventLoop loop, InetSocketAddress remote, Load load, int readBytes) {
        this.transport = transport;
        this.loop = (SingleThreadIoEventLoop) loop;
        this.remote = remote;
        this.load = load;
        this.readBytes = readBytes;
        this.numbers = new NumberedSocket.Numbers(Transport.family(remote.getAddress()));
    }

    private ByteBuf newBuffer(int bytes) {
        ByteBuf buffer = Unpooled.directBuffer(bytes, bytes);
        memory.add(buffer);
        return buffer;
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

    @Override
    public Wire newWire(AttemptMachine machine) {
        BareWire wire = transport.newBareWire(this, machine);
        wires.add(wire);
        return wire;
    }

    @Override
    public void later(Runnable step, long delayMs) {
        loop.schedule(step, delayMs, TimeUnit.MILLISECONDS);
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
     * Closes a socket and so ends its attempt, once all that has come with this is seen to. To close and to open the next takes
     * the kernel longer than all else, which must not make what has come for others look late; so the loop looks at what
     * has come after each.
     */
    void endSoon(BareWire wire) {
        if (ending.isEmpty()) {
            loop.execute(endNext);
        }
        ending.add(wire);
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

    @Override
    public void endWhatIsOver() {
        for (BareWire next = ending.poll(); next != null; next = ending.poll()) {
            next.end();
        }
    }

    /** The loop ends, and nobody hears any more of what it has not ended. */
    void loopEnds() {
        for (BareWire over = ending.poll(); over != null; over = ending.poll()) {
            over.forsake();
        }
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
            return;
        }
        try {
            socket.setIntOpt(IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
        } catch (IOException unknownOption) {
            // Before Linux 4.2: the kernel chooses the port at bind, from fewer.
        }
    }

    @Override
    public void close() {
        wires.forEach(BareWire::forget);
        memory.forEach(ByteBuf::release);
    }
}
