package org.conntorture.attempt;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import java.io.IOException;

/** Bare sockets on which io_uring waits, sends and receives: at most one operation at a time. */
final class RingWire extends BareWire implements IoUringIoHandle {
    private static final long NOTHING = 0;

    /** For as long as the load goes on. */
    private IoRegistration registration;

    private long underWay = NOTHING;

    RingWire(BareSockets shared, AttemptMachine machine) {
        super(shared, machine, shared.newReplyBuffer());
    }

    @Override
    void awaitWritable() {
        submit(RingOperations.poll(socket.intValue(), RingOperations.POLLOUT));
    }

    @Override
    void sendRest() {
        submit(RingOperations.send(socket.intValue(), restAt, restBytes));
    }

    @Override
    void receive() {
        submit(RingOperations.receive(socket.intValue(), replyAt, replyCapacity));
    }

    private void submit(IoUringIoOps operation) {
        try {
            if (registration == null) {
                registration = shared.register(this);
            }
        } catch (IOException noMore) {
            machine.failed(noMore);
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
        // Not open where the loop ends.
        if (socket != null) {
            done(operation, completion.res());
        }
    }

    private void done(byte operation, int result) {
        if (machine.hasHungUp()) {
            endSoon();
        } else if (result < 0) {
            machine.failed(-result);
        } else if (operation == RingOperations.POLL_ADD) {
            writable();
        } else if (operation == RingOperations.SEND) {
            restSent(result);
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
        loopEnds();
    }
}
