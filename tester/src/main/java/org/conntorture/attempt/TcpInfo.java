package org.conntorture.attempt;

import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import org.conntorture.outcome.Attempt;

/** What the kernel tells of one socket by TCP_INFO; asked on the loop, of slow and failed attempts only. */
final class TcpInfo {
    private TcpInfo() {}

    /**
     * Packets sent again over the socket's life (tcpi_total_retrans; tcpi_retransmits is back at 0 once the connect has
     * succeeded), or {@link Attempt#UNKNOWN} with NIO, which has no such option, and where the socket is closed.
     */
    static int totalRetransmits(SocketChannel channel) {
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
