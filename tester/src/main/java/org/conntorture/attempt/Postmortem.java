package org.conntorture.attempt;

import java.nio.channels.ClosedChannelException;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/** Writes into an attempt why it failed, and what the kernel knows of its socket while that is still open. */
final class Postmortem {
    /** A handshake on a near network takes less unless a packet was sent again; worth a look at TCP_INFO. */
    static final long SLOW_CONNECT_NS = 3_000_000;

    /** Less than the least time after which data are sent again, TCP_RTO_MIN of include/net/tcp.h. */
    static final long SLOW_READ_NS = 190_000_000;

    private final Wire wire;
    private final Exchange exchange;
    private final Attempt attempt;

    Postmortem(Wire wire, Exchange exchange, Attempt attempt) {
        this.wire = wire;
        this.exchange = exchange;
        this.attempt = attempt;
    }

    void noteSource() {
        attempt.source = wire.localEnd();
    }

    /** Notes what the kernel knows of the socket, before it is closed. */
    void look() {
        noteSource();
        attempt.retransmits = wire.retransmits();
    }

    /** Looks, and fails the attempt in the phase it is in. */
    void fail(FailureKind kind, String detail) {
        look();
        attempt.fail(kind, Errno.NONE, detail);
    }

    /** What it is that the phase under way has taken too long. */
    FailureKind ofTimeOut() {
        return switch (attempt.phase) {
            case OPEN, CONNECT -> FailureKind.CONNECT_TIMEOUT;
            case WRITE -> FailureKind.WRITE_TIMEOUT;
            case TLS, READ, IDLE -> exchange.replyBegun() ? FailureKind.INCOMPLETE_REPLY : unanswered();
            case CLOSE -> FailureKind.CLOSE_TIMEOUT;
        };
    }

    private FailureKind unanswered() {
        return wire.hasSentAll() ? FailureKind.NO_REPLY : FailureKind.WRITE_TIMEOUT;
    }

    /** The same by what was thrown. */
    void failWith(Throwable cause) {
        if (TlsFailures.isOfTls(cause, attempt)) {
            look();
            TlsFailures.fail(cause, attempt);
            return;
        }
        int errno = Failures.errno(cause);
        if (errno == Errno.NONE && cause instanceof ClosedChannelException && attempt.phase == Phase.READ) {
            fail(FailureKind.CLOSED_WITHOUT_REPLY, "closed before it had the whole request");
            return;
        }
        failWith(errno, cause.toString());
    }

    /** The same by an errno. @param unknown what to tell where no rule knows it */
    void failWith(int errno, String unknown) {
        look();
        FailureKind kind = Failures.classify(attempt.phase, errno);
        attempt.fail(kind, errno, kind == FailureKind.INTERNAL_ERROR ? unknown : null);
    }
}
