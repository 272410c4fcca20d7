package org.conntorture.attempt;

import io.netty.channel.socket.DuplexChannel;
import java.nio.channels.ClosedChannelException;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/** Writes into an attempt why it failed, and what the kernel knows of its socket while that is still open. */
final class Postmortem {
    private final Attempt attempt;

    Postmortem(Attempt attempt) {
        this.attempt = attempt;
    }

    /** Notes the local end while the attempt is open. */
    void noteSource(DuplexChannel channel) {
        attempt.source = Connector.localEnd(channel);
    }

    /** What the kernel knows of the socket, noted before it is closed. */
    void look(DuplexChannel channel) {
        noteSource(channel);
        attempt.retransmits = TcpInfo.totalRetransmits(channel);
    }

    /** Fails the attempt in the phase it is in, and closes its socket. */
    void fail(DuplexChannel channel, FailureKind kind, String detail) {
        look(channel);
        attempt.fail(kind, Errno.NONE, detail);
        channel.close();
    }

    /** Fails the attempt by what was thrown. @param channel null where there was none yet */
    void failWith(DuplexChannel channel, Throwable cause) {
        if (channel != null) {
            look(channel);
        }
        if (TlsFailures.isOfTls(cause, attempt)) {
            TlsFailures.fail(cause, attempt);
            return;
        }
        int errno = Failures.errno(cause);
        if (errno == Errno.NONE && cause instanceof ClosedChannelException && attempt.phase == Phase.READ) {
            attempt.fail(FailureKind.CLOSED_WITHOUT_REPLY, errno, "closed before it had the whole request");
            return;
        }
        FailureKind kind = Failures.classify(attempt.phase, errno);
        attempt.fail(kind, errno, kind == FailureKind.INTERNAL_ERROR ? cause.toString() : null);
    }
}
