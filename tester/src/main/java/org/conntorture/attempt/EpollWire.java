package org.conntorture.attempt;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Bare sockets for which epoll waits until they can be written to or read from. It tells once for each time it is asked, so
 * that the end of a connection which waits to be closed does not wake the loop again and again.
 */
final class EpollWire extends BareWire implements EpollIoHandle {
    private static final EpollIoOps READABLE = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET);
    private static final EpollIoOps WRITABLE = EpollIoOps.EPOLLOUT.with(EpollIoOps.EPOLLET);

    /** What to do once epoll tells. */
    private interface Step {
        void run() throws IOException;
    }

    private final Step connect = this::writable;
    private final Step send = this::send;
    private final Step read = this::read;

    /** Null where nothing is awaited. */
    private Step awaiting;

    private Socket registered;
    private IoRegistration registration;

    EpollWire(BareSockets shared, AttemptMachine machine) {
        super(shared, machine, shared.replyBuffer());
    }

    @Override
    void awaitWritable() {
        await(WRITABLE, connect);
    }

    @Override
    void sendRest() {
        await(WRITABLE, send);
    }

    @Override
    void receive() {
        await(READABLE, read);
    }

    private void await(EpollIoOps readiness, Step next) {
        awaiting = next;
        try {
            if (registration == null) {
                registered = socket;
                registration = shared.register(this);
            }
            registration.submit(readiness);
        } catch (IOException | UncheckedIOException noMore) {
            machine.failed(noMore);
        }
    }

    @Override
    public FileDescriptor fd() {
        return registered;
    }

    @Override
    public void handle(IoRegistration ofOne, IoEvent event) {
        Step next = awaiting;
        awaiting = null;
        if (next == null) {
            return;
        }
        try {
            next.run();
        } catch (IOException | RuntimeException broken) {
            // What is unexpected, thrown on, would take from the loop what else has come.
            if (!machine.hasHungUp()) {
                machine.failed(broken);
            }
        }
    }

    private void send() throws IOException {
        restSent(socket.writeAddress(restAt, 0, restBytes));
    }

    private void read() throws IOException {
        int bytes = socket.readAddress(replyAt, 0, replyCapacity);
        if (bytes == 0) {
            receive();
        } else {
            received(Math.max(0, bytes));
        }
    }

    @Override
    boolean cancel() {
        awaiting = null;
        return false;
    }

    /** To close it takes it from epoll as well, of which only Netty has to be told. */
    @Override
    void shut() {
        super.shut();
        awaiting = null;
        forget();
    }

    @Override
    void forget() {
        if (registration != null) {
            registration.cancel();
            registration = null;
        }
    }

    @Override
    public void close() {
        loopEnds();
    }
}
