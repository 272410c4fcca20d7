package org.conntorture.diagnosis;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.evidence.Sighting;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.TcpState;
import org.conntorture.outcome.Phase;

/** Both ends of an attempt while it waits, as a test describes them. */
public record Sockets(End client, End server, long ownerPid) {
    public static final InetSocketAddress TARGET = new InetSocketAddress("127.0.0.1", 8085);

    /** One end, or null for none. */
    record End(TcpState state, long txQueue, long rxQueue, int timer, long retransmits, long inode) {}

    /** The SYN has no answer and nothing is on the other side. */
    public static Sockets unanswered() {
        return new Sockets(new End(TcpState.SYN_SENT, 1, 0, 1, 2, 7), null, 0);
    }

    /** The SYN has no answer, and the other side has an old socket of that state. */
    public static Sockets stale(TcpState state, long ownerPid) {
        return new Sockets(new End(TcpState.SYN_SENT, 1, 0, 1, 2, 7), new End(state, 0, 6, 0, 0, 48_743), ownerPid);
    }

    public static Sockets halfOpen() {
        return new Sockets(connected(6, 1, 2), new End(TcpState.SYN_RECV, 0, 0, 1, 2, 0), 0);
    }

    public static Sockets inQueue() {
        return new Sockets(connected(0, 0, 0), new End(TcpState.ESTABLISHED, 0, 6, 0, 0, 0), 0);
    }

    /** Accepted; {@code unread} bytes have not been read. */
    public static Sockets accepted(long unread, long ownerPid) {
        return new Sockets(connected(0, 0, 0), new End(TcpState.ESTABLISHED, 0, unread, 0, 0, 5_001), ownerPid);
    }

    /** What the client sends is sent again and not acknowledged. */
    public static Sockets requestLost() {
        return new Sockets(connected(6, 1, 2), new End(TcpState.ESTABLISHED, 0, 0, 0, 0, 5_001), 43);
    }

    public static Sockets replyLost() {
        return new Sockets(connected(0, 0, 0), new End(TcpState.ESTABLISHED, 6, 0, 1, 2, 5_001), 43);
    }

    /** @param timer 4 while it probes a closed window */
    public static Sockets full(int timer) {
        return new Sockets(connected(200_000, timer, 0), new End(TcpState.ESTABLISHED, 0, 65_000, 0, 0, 5_001), 43);
    }

    /** As on another host. */
    public Sockets unseenServer() {
        return new Sockets(client, null, 0);
    }

    private static End connected(long txQueue, int timer, long retransmits) {
        return new End(TcpState.ESTABLISHED, txQueue, 0, timer, retransmits, 7);
    }

    public Sighting sighting(long attempt, InetSocketAddress source) {
        Optional<ProcessState> owner = server == null || ownerPid == 0
                ? Optional.empty()
                : Optional.of(new ProcessState(
                        ownerPid, "server", "", 'S', 1, 1, OptionalLong.empty(), OptionalLong.empty()));
        boolean connecting = client != null && client.state() == TcpState.SYN_SENT;
        return new Sighting(
                attempt,
                connecting ? Phase.CONNECT : Phase.READ,
                source,
                row(client, source, TARGET),
                row(server, TARGET, source),
                owner);
    }

    private static Optional<SocketRow> row(End end, InetSocketAddress local, InetSocketAddress remote) {
        return Optional.ofNullable(end)
                .map(one -> new SocketRow(
                        local,
                        remote,
                        one.state(),
                        one.txQueue(),
                        one.rxQueue(),
                        one.timer(),
                        one.retransmits(),
                        0,
                        one.inode()));
    }
}
