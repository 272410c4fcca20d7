package org.conntorture.attempt;

import io.netty.channel.ChannelException;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.conntorture.outcome.Attempt;

/**
 * What the kernel tells of one socket by TCP_INFO, by its descriptor; asked on the loop, of slow and failed attempts and
 * of those that have nothing to say. Offsets are those of struct tcp_info in include/uapi/linux/tcp.h.
 */
final class TcpInfo {
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_INFO = 11;

    private static final int STATE = 0;
    private static final int TOTAL_RETRANS = 100;
    private static final int LENGTH = 104;

    /** Numbers of include/net/tcp_states.h. */
    private static final int SYN_SENT = 2;

    private static final int CLOSE = 7;

    private TcpInfo() {}

    /** Whether a connect goes on, or has failed. */
    static boolean isNotYetConnected(int descriptor) {
        int state = state(descriptor);
        return state == SYN_SENT || state == CLOSE;
    }

    private static int state(int descriptor) {
        ByteBuffer info = ask(descriptor);
        return info == null ? Attempt.UNKNOWN : info.get(STATE);
    }

    /**
     * Packets sent again over the socket's life (tcpi_total_retrans; tcpi_retransmits is back at 0 once the connect has
     * succeeded), or {@link Attempt#UNKNOWN} where the socket is closed or not of TCP.
     */
    static int totalRetransmits(int descriptor) {
        ByteBuffer info = ask(descriptor);
        return info == null ? Attempt.UNKNOWN : info.getInt(TOTAL_RETRANS);
    }

    /** The struct in the byte order of this host, or null. */
    private static ByteBuffer ask(int descriptor) {
        ByteBuffer info = ByteBuffer.allocate(LENGTH).order(ByteOrder.nativeOrder());
        try {
            new Socket(descriptor).getRawOpt(IPPROTO_TCP, TCP_INFO, info);
            return info;
        } catch (IOException | ChannelException notOfTcpOrClosed) {
            return null;
        }
    }
}
