package org.conntorture.attempt;

import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.channel.uring.IoUringTcpInfo;
import org.conntorture.outcome.Attempt;

/** What the kernel tells of one socket by TCP_INFO; asked on the loop, of slow and failed attempts only. */
final class TcpInfo {
    /** Numbers of include/net/tcp_states.h. */
    private static final int SYN_SENT = 2;

    private static final int CLOSE = 7;

    private TcpInfo() {}

    /**
     * Whether a connect that was told to have succeeded has not: io_uring (seen on Linux 6.18) says so at once where an
     * ICMP error answers the SYN within the call, while the socket goes on to send SYNs.
     */
    static boolean isConnecting(DuplexChannel channel, IoUringTcpInfo info) {
        return state(channel, info) == SYN_SENT;
    }

    /** The same where that was found before: such a socket may have failed meanwhile. */
    static boolean isNotYetConnected(DuplexChannel channel, IoUringTcpInfo info) {
        int state = state(channel, info);
        return state == SYN_SENT || state == CLOSE;
    }

    private static int state(DuplexChannel channel, IoUringTcpInfo info) {
        if (!(channel instanceof IoUringSocketChannel ring) || !ring.isOpen()) {
            return Attempt.UNKNOWN;
        }
        try {
            ring.tcpInfo(info);
            return info.state();
        } catch (ChannelException closedMeanwhile) {
            return Attempt.UNKNOWN;
        }
    }

    /**
     * Packets sent again over the socket's life (tcpi_total_retrans; tcpi_retransmits is back at 0 once the connect has
     * succeeded), or {@link Attempt#UNKNOWN} with NIO, which has no such option, and where the socket is closed.
     */
    static int totalRetransmits(DuplexChannel channel) {
        if (!channel.isOpen()) {
            return Attempt.UNKNOWN;
        }
        try {
            if (channel instanceof IoUringSocketChannel ring) {
                return (int) ring.tcpInfo().totalRetrans();
            }
            return channel instanceof EpollSocketChannel epoll
                    ? (int) epoll.tcpInfo().totalRetrans()
                    : Attempt.UNKNOWN;
        } catch (ChannelException closedMeanwhile) {
            return Attempt.UNKNOWN;
        }
    }
}
