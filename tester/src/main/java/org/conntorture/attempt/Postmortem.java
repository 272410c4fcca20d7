package org.conntorture.attempt;

import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.nio.channels.ClosedChannelException;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/**
 * Writes into an attempt why it failed, and what the kernel knows of its socket while that is still open. The socket is
 * a channel, or a bare one where there is no channel.
 */
final class Postmortem {
    /** A handshake on a near network takes less unless a packet was sent again; worth a look at TCP_INFO. */
    static final long SLOW_CONNECT_NS = 3_000_000;

    /** Less than the least time after which data are sent again, TCP_RTO_MIN of include/net/tcp.h. */
    static final long SLOW_READ_NS = 190_000_000;

    private final Attempt attempt;

    Postmortem(Attempt attempt) {
        this.attempt = attempt;
    }

    /** Notes the local end while the attempt is open. */
    void noteSource(DuplexChannel channel) {
        attempt.source = Connector.localEnd(channel);
    }

    /** The same of a bare socket. */
    void noteSource(Socket socket) {
        attempt.source = Connector.localEnd(socket);
    }

    /** What the kernel knows of the socket, noted before it is closed. */
    void look(DuplexChannel channel) {
        noteSource(channel);
        attempt.retransmits = channel.isOpen() && channel instanceof UnixChannel unix
                ? TcpInfo.totalRetransmits(unix.fd().intValue())
                : Attempt.UNKNOWN;
    }

    /** The same of a bare socket. */
    void look(Socket socket) {
        noteSource(socket);
        attempt.retransmits = TcpInfo.totalRetransmits(socket.intValue());
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
        failWith(errno, cause.toString());
    }

    /** Fails the attempt in the phase it is in by an errno. @param unknown what to tell where no rule knows it */
    void failWith(int errno, String unknown) {
        FailureKind kind = Failures.classify(attempt.phase, errno);
        attempt.fail(kind, errno, kind == FailureKind.INTERNAL_ERROR ? unknown : null);
    }
}
