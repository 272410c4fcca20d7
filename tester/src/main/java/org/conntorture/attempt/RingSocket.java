package org.conntorture.attempt;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import java.io.IOException;

/** Bare sockets on which io_uring waits, sends and receives: at most one operation at a time. */
final class RingSocket extends BareSocket implements IoUringIoHandle {
    private static final long NOTHING = 0;

    /** For as long as the load goes on. */
    private IoRegistration registration;

    private long underWay = NOTHING;

    RingSocket(BareSockets shared, BareConnection connection) {
        super(shared, connection, shared.newReplyBuffer());
    }

    @Override
    void awaitWritable() {
        submit(RingOperations.poll(descriptor().intValue(), RingOperations.POLLOUT));
    }

    @Override
    void sendRest() {
        submit(RingOperations.send(descriptor().intValue(), restAt(), restBytes()));
    }

    @Override
    void receive() {
        submit(RingOperations.receive(descriptor().intValue(), replyAt(), replyCapacity()));
    }

    private void submit(IoUringIoOps operation) {
        try {
            if (registration == null) {
                registration = shared.register(this);
            }
        } catch (IOException noMore) {
            connection.failed(noMore);
            return;
        }
        underWay = registration.submit(operation);
    }

    @Override
    public void handle(IoRegistration ofThis, IoEvent event) {
        IoUringIoEvent completion = (IoUringIoEvent) event;
        byte operation = completion.opcode();
        if (operation == RingOperations.ASYNC_CANCEL) {
            // What was cancelled tells for itself, and may have been done by then.
            return;
        }
        underWay = NOTHING;
        if (!isOpen()) {
            // The loop ends.
            return;
        }
        int result = completion.res();
        if (connection.isClosing()) {
            connection.cancelled();
        } else if (result < 0) {
            connection.failed(-result, null);
        } else if (operation == RingOperations.POLL_ADD) {
            connection.writable();
        } else if (operation == RingOperations.SEND) {
            sent(result);
        } else if (result == 0) {
            connection.closedByServer();
        } else {
            received(result);
        }
    }

    @Override
    boolean cancel() {
        if (underWay == NOTHING) {
            return false;
        }
        registration.submit(RingOperations.cancel(underWay));
        return true;
    }

    @Override
    void forget() {
        if (registration != null) {
            registration.cancel();
        }
    }

    @Override
    public void close() {
        connection.loopEnds();
    }
}
