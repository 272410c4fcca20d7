package org.conntorture.kernel;

import java.net.InetSocketAddress;

/**
 * A row of tcp or tcp6; IPv4-mapped addresses are given as IPv4.
 *
 * @param txQueue bytes not acknowledged yet
 * @param rxQueue bytes not read yet; of a listener how many connections wait in its accept queue
 * @param timer 0 none, 1 retransmission, 2 another one (keepalive), 3 TIME_WAIT, 4 zero window probe
 * @param retransmits in a row without an answer
 * @param inode 0 while no process has it: still in an accept queue, or closed
 */
public record SocketRow(
        InetSocketAddress local,
        InetSocketAddress remote,
        TcpState state,
        long txQueue,
        long rxQueue,
        int timer,
        long retransmits,
        long uid,
        long inode) {

    /** rxQueue, less the one that a received FIN counts until it is read too; none of a listener. */
    public long unreadBytes() {
        if (state == TcpState.LISTEN) {
            return 0;
        }
        return state.hasReceivedFin() ? Math.max(0, rxQueue - 1) : rxQueue;
    }
}
