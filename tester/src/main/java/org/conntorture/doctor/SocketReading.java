package org.conntorture.doctor;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conntorture.kernel.ListenerDetail;
import org.conntorture.kernel.NetFiles;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.SocketTable;
import org.conntorture.kernel.TcpState;

/**
 * The sockets of a namespace at one moment, as far as they may hurt.
 *
 * @param isReadable whether the table could be read at all
 * @param queues of all listeners; unknown without {@code ss}
 * @param closeWaits clients gone, and not closed by the process that accepted them
 * @param hanging connects whose SYN was repeated without an answer
 */
public record SocketReading(
        boolean isReadable,
        List<SocketRow> listeners,
        Optional<List<ListenerDetail>> queues,
        List<SocketRow> closeWaits,
        List<Hanging> hanging) {
    /** In these a socket takes no part in a handshake, so that a SYN on its tuple is not its own. */
    private static final Set<TcpState> OLD = EnumSet.of(
            TcpState.ESTABLISHED,
            TcpState.FIN_WAIT1,
            TcpState.FIN_WAIT2,
            TcpState.TIME_WAIT,
            TcpState.CLOSE_WAIT,
            TcpState.LAST_ACK,
            TcpState.CLOSING);

    /** @param old the socket on the reverse tuple, if it is on this host */
    public record Hanging(SocketRow connect, Optional<SocketRow> old) {}

    private record Tuple(InetSocketAddress local, InetSocketAddress remote) {}

    public SocketReading {
        listeners = List.copyOf(listeners);
        closeWaits = List.copyOf(closeWaits);
        hanging = List.copyOf(hanging);
    }

    /** Reads the table once, and twice more only where a connect hangs. */
    public static SocketReading read(NetFiles net, Optional<List<ListenerDetail>> queues) {
        List<SocketRow> closeWaits = new ArrayList<>();
        List<SocketRow> connects = new ArrayList<>();
        SocketTable.scan(net, row -> {
            if (row.state() == TcpState.CLOSE_WAIT && row.inode() != 0) {
                closeWaits.add(row);
            } else if (repeatsSyn(row)) {
                connects.add(row);
            }
        });
        return new SocketReading(
                SocketTable.isReadable(net), SocketTable.listeners(net), queues, closeWaits, hanging(net, connects));
    }

    private static boolean repeatsSyn(SocketRow row) {
        return row.state() == TcpState.SYN_SENT && row.retransmits() > 0;
    }

    /**
     * Only those that still hang after the reverse tuples were read: a connect that succeeds in between has a reverse
     * tuple of its own.
     */
    private static List<Hanging> hanging(NetFiles net, List<SocketRow> connects) {
        if (connects.isEmpty()) {
            return List.of();
        }
        Map<Tuple, SocketRow> old = old(net, connects);
        Set<Long> stillHanging = new HashSet<>();
        SocketTable.scan(net, row -> {
            if (repeatsSyn(row)) {
                stillHanging.add(row.inode());
            }
        });
        return connects.stream()
                .filter(connect -> stillHanging.contains(connect.inode()))
                .map(connect -> new Hanging(connect, Optional.ofNullable(old.get(reverse(connect)))))
                .toList();
    }

    private static Map<Tuple, SocketRow> old(NetFiles net, List<SocketRow> connects) {
        Set<Tuple> wanted = new HashSet<>();
        connects.forEach(connect -> wanted.add(reverse(connect)));
        Map<Tuple, SocketRow> old = new HashMap<>();
        SocketTable.scan(net, row -> {
            Tuple tuple = new Tuple(row.local(), row.remote());
            if (OLD.contains(row.state()) && wanted.contains(tuple)) {
                old.put(tuple, row);
            }
        });
        return old;
    }

    private static Tuple reverse(SocketRow connect) {
        return new Tuple(connect.remote(), connect.local());
    }
}
