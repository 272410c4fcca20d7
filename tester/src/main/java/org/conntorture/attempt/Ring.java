package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Load;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.plan.Sources;
import org.conntorture.plan.Workload;

/**
 * What the {@link RingConnection}s of one event loop share: the request, the target's address as the kernel reads it, how
 * sockets are opened. Made before the load starts, used on the loop, closed when no operation is under way any more.
 */
final class Ring implements AutoCloseable {
    /** Such a request is never still being written while its echo fills the buffers of the way back. */
    private static final int MOST_REQUEST_BYTES = 16384;

    private final IoEventLoop loop;
    private final Load load;
    private final int readBytes;
    private final List<ByteBuf> memory = new ArrayList<>();
    private final List<IoRegistration> registrations = new ArrayList<>();
    private final RingOperations operations;
    private final int requestBytes;
    private final long requestAt;

    /** @param readBytes the most that one read takes */
    Ring(IoEventLoop loop, InetSocketAddress remote, Load load, byte[] request, int readBytes) {
        this.loop = loop;
        this.load = load;
        this.readBytes = readBytes;
        this.operations = new RingOperations(remote, newBuffer(RingOperations.addressLength()));
        this.requestBytes = request.length;
        this.requestAt = at(newBuffer(Math.max(1, request.length)).writeBytes(request));
    }

    /** Whether it carries a load: all else needs what Netty's channels bring. The ring's operations are of Linux 5.19. */
    static boolean carries(Transport transport, SocketAddress remote, Load load, int requestBytes) {
        return transport == Transport.IO_URING
                // Of the same version as they, and all that Netty tells of it.
                && IoUring.isRegisterBufferRingSupported()
                && remote instanceof InetSocketAddress
                && load.manners().tls() == null
                && load.manners().proxyProtocol() == ProxyProtocol.NONE
                && load.manners().exchanges() == 1
                && (load.closeMode() == CloseMode.FIN || load.closeMode() == CloseMode.RST)
                && load.workload().kind() != Workload.Kind.EOF
                && requestBytes <= MOST_REQUEST_BYTES;
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
        var registering = loop.register(connection);
        if (!registering.isSuccess()) {
            throw new IllegalStateException("the event loop takes no more connections", registering.cause());
        }
        registrations.add(registering.getNow());
        return registering.getNow();
    }

    RingOperations operations() {
        return operations;
    }

    int requestBytes() {
        return requestBytes;
    }

    /** Its address, for as long as this is open. */
    long requestAt() {
        return requestAt;
    }

    /** An open socket that waits for nothing; throws ChannelException where the kernel gives none. */
    static FileDescriptor openSocket() {
        return new FileDescriptor(SocketOpener.open());
    }

    /** Netty's sockets ask the kernel for their family as they are made, which is a system call for each. */
    private static final class SocketOpener extends Socket {
        private SocketOpener(int descriptor) {
            super(descriptor);
        }

        static int open() {
            return newSocketStream0();
        }
    }

    /** Sets what the load asks of a socket. @param source the local end to bind, or null for the kernel's choice */
    void prepare(FileDescriptor descriptor, InetSocketAddress source) throws IOException {
        if (load.closeMode() == CloseMode.RST) {
            new Socket(descriptor.intValue()).setSoLinger(0);
        }
        if (source != null) {
            Socket socket = new Socket(descriptor.intValue());
            prepareBind(socket, load.sources());
            socket.bind(source);
        }
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
