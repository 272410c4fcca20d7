package org.conntorture.attempt;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.EnumMap;
import java.util.Map;
import org.conntorture.plan.TransportChoice;

/** The kernel interface that carries the load: makes event loop handlers, bare sockets and channels. Chosen once per run. */
public enum Transport {
    IO_URING {
        @Override
        public IoHandlerFactory handlerFactory(int workersPerLoop) {
            int entries = Integer.highestOneBit(Math.min(4096, Math.max(128, 4 * workersPerLoop)));
            return IoUringIoHandler.newFactory(new IoUringIoHandlerConfig().setRingSize(entries));
        }

        @Override
        BareWire newBareWire(BareSockets shared, AttemptMachine machine) {
            return new RingWire(shared, machine);
        }

        @Override
        DuplexChannel newChannel(InetAddress remote) {
            throw new IllegalStateException("bare sockets go over io_uring, and no channels");
        }

        @Override
        DuplexChannel newUnixChannel() {
            throw new IllegalStateException("the plan should not have allowed io_uring for a unix socket");
        }

        @Override
        Throwable unavailabilityCause() {
            // Of the same version of Linux as the operations used, and all that Netty tells of it.
            return IoUring.isAvailable() && !IoUring.isRegisterBufferRingSupported()
                    ? new UnsupportedOperationException("it needs Linux 5.19")
                    : IoUring.unavailabilityCause();
        }
    },
    EPOLL {
        @Override
        public IoHandlerFactory handlerFactory(int workersPerLoop) {
            return EpollIoHandler.newFactory();
        }

        @Override
        BareWire newBareWire(BareSockets shared, AttemptMachine machine) {
            return new EpollWire(shared, machine);
        }

        @Override
        DuplexChannel newChannel(InetAddress remote) {
            return new EpollSocketChannel(family(remote));
        }

        @Override
        DuplexChannel newUnixChannel() {
            return new EpollDomainSocketChannel();
        }

        @Override
        Throwable unavailabilityCause() {
            return Epoll.unavailabilityCause();
        }
    },
    NIO {
        @Override
        public IoHandlerFactory handlerFactory(int workersPerLoop) {
            return NioIoHandler.newFactory();
        }

        @Override
        BareWire newBareWire(BareSockets shared, AttemptMachine machine) {
            throw new IllegalStateException("NIO has channels, and no bare sockets");
        }

        @Override
        DuplexChannel newChannel(InetAddress remote) {
            return new NioSocketChannel(SelectorProvider.provider(), family(remote));
        }

        @Override
        DuplexChannel newUnixChannel() {
            return new NioDomainSocketChannel();
        }

        @Override
        SocketAddress inItsWords(SocketAddress remote) {
            return remote;
        }

        @Override
        Throwable unavailabilityCause() {
            return null;
        }
    };

    private static final Map<TransportChoice, Transport> FORCED = new EnumMap<>(Map.of(
            TransportChoice.IO_URING, IO_URING,
            TransportChoice.EPOLL, EPOLL,
            TransportChoice.NIO, NIO));

    /** Handlers for event loops that carry {@code workersPerLoop} connections each. */
    public abstract IoHandlerFactory handlerFactory(int workersPerLoop);

    /** Whether it can wait for a socket that is no channel. */
    boolean hasBareSockets() {
        return this != NIO;
    }

    /** The bare sockets of a worker, one after the other. */
    abstract BareWire newBareWire(BareSockets shared, AttemptMachine machine);

    abstract DuplexChannel newChannel(InetAddress remote);

    abstract DuplexChannel newUnixChannel();

    /** The address as its channels take it: Netty's native ones have a type of their own for unix sockets. */
    SocketAddress inItsWords(SocketAddress remote) {
        return remote instanceof InetSocketAddress ? remote : new DomainSocketAddress(remote.toString());
    }

    /** Why it cannot be used here, or null. */
    abstract Throwable unavailabilityCause();

    /**
     * The forced transport, or with AUTO the first that works here, silently: containers block io_uring.
     *
     * @param fitsIoUring of {@link org.conntorture.plan.RunPlan#fitsIoUring}, for which alone AUTO takes it
     * @throws IllegalArgumentException when the forced one does not work here, with the reason
     */
    public static Transport choose(TransportChoice choice, boolean fitsIoUring) {
        Transport forced = FORCED.get(choice);
        if (forced == null) {
            return fitsIoUring && IO_URING.unavailabilityCause() == null ? IO_URING : Epoll.isAvailable() ? EPOLL : NIO;
        }
        Throwable cause = forced.unavailabilityCause();
        if (cause != null) {
            throw new IllegalArgumentException("transport " + choice.id() + " does not work here (" + rootMessage(cause)
                    + "); leave --transport out to take the best that does");
        }
        return forced;
    }

    /**
     * Makes native sockets plain IPv4 ones, which cost less than dual-stack ones and stand in /proc/net/tcp; to be called
     * before anything else of Netty, and only where every target is IPv4.
     */
    public static void useIpv4Sockets() {
        System.setProperty("java.net.preferIPv4Stack", "true");
    }

    private static String rootMessage(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    /** A local end that the kernel tells of, or null where it has assigned none yet. */
    static InetSocketAddress assigned(InetSocketAddress local) {
        return local == null || local.getPort() == 0 ? null : local;
    }

    static SocketProtocolFamily family(InetAddress address) {
        return address instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
    }

    /** Name in files and reports, such as {@code io_uring}. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
