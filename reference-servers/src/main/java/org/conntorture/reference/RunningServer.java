package org.conntorture.reference;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One reference server at work, from a bound port to its end. {@link ReferenceServer} starts it on the main thread and
 * waits for its end; the work is done on the threads of its event loops.
 */
final class RunningServer implements Closeable {
    private final ServeOptions options;
    private final NetworkChannel listener;
    private final Handover handover;
    private final Set<EventLoop> loops = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    /** Owned by the accepting loop. */
    private long accepted;

    RunningServer(ServeOptions options, PrintStream err) throws IOException {
        this.options = options;
        listener = bind(options);
        handover = options.kind() == Kind.HANDOVER ? new Handover(this::start) : null;
        if (options.kind() != Kind.REFUSE && options.kind() != Kind.NEVER_ACCEPT) {
            rehearse();
            EventLoop loop = new EventLoop();
            Consumer<SocketChannel> taker = handover == null ? channel -> serve(channel, loop) : handover;
            new Listener((ServerSocketChannel) listener, loop, taker, err);
            start(loop);
        }
    }

    /** Where it listens; for {@link Kind#REFUSE} the port that nobody else can take while nothing listens on it. */
    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) listener.getLocalAddress();
    }

    /** Replaces the workers of a {@link Kind#HANDOVER}; others have none. */
    void reload() {
        try {
            if (handover != null) {
                handover.reload();
            }
        } catch (IOException failure) {
            end.completeExceptionally(failure);
        }
    }

    /** Lets {@link #awaitEnd} return; any thread. */
    void end() {
        end.complete(null);
    }

    /** Waits for {@link #end}; what broke the server is thrown as CompletionException. */
    void awaitEnd() {
        end.join();
    }

    @Override
    public void close() throws IOException {
        loops.forEach(EventLoop::close);
        listener.close();
        if (handover != null) {
            handover.close();
        }
    }

    /**
     * Serves one connection from and to itself, on the calling thread, before anybody can come: some classes of the
     * JDK need descriptors when they are first used, and would break the server if none were left then.
     */
    private static void rehearse() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel stage = ServerSocketChannel.open().bind(anyPort);
                SocketChannel client = SocketChannel.open(stage.getLocalAddress());
                EventLoop loop = new EventLoop()) {
            client.write(ByteBuffer.wrap(new byte[] {1}));
            client.shutdownOutput();
            loop.adopt(stage.accept());
            loop.retire();
            loop.run();
        }
    }

    private void serve(SocketChannel channel, EventLoop loop) {
        accepted++;
        boolean faulty = options.every() > 0 && accepted % options.every() == 0;
        Connection.serve(
                channel,
                loop,
                faulty ? options.kind() : Kind.ECHO,
                options.stall().toNanos(),
                options.proxyProtocol());
    }

    private void start(EventLoop loop) {
        loops.add(loop);
        Thread thread = new Thread(() -> run(loop), "reference-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Nothing restarts a loop: a control that is half dead would acquit the wrong side. */
    private void run(EventLoop loop) {
        try {
            loop.run();
        } catch (RuntimeException | Error failure) {
            end.completeExceptionally(failure);
        } finally {
            loops.remove(loop);
        }
    }

    private static NetworkChannel bind(ServeOptions options) throws IOException {
        // An IPv4 socket, not a mapped IPv6 one, so that it stands where people look for it: in /proc/net/tcp.
        ProtocolFamily family = options.address().getAddress() instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET;
        if (options.kind() == Kind.REFUSE) {
            // Bound and never listening: the kernel refuses every connect, and gives the port to nobody else.
            return SocketChannel.open(family).bind(options.address());
        }
        return ServerSocketChannel.open(family).bind(options.address(), options.backlog());
    }
}
