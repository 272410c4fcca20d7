package org.conntorture.doctor;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.kernel.ListenerDetail;
import org.conntorture.kernel.SocketRow;

/** Whether and how the target listens. Pure; called by {@link Doctor}. */
final class ListenerCheck {
    private static final String SUBJECT = "target";
    private static final long SHORT_BACKLOG = 128;

    private ListenerCheck() {}

    static List<Advice> target(Host host) {
        if (host.purpose().target().isEmpty()) {
            return List.of();
        }
        InetSocketAddress target = host.purpose().target().get();
        if (!host.now().isReadable()) {
            return List.of(Advice.warning(SUBJECT, "the socket table cannot be read"));
        }
        if (!host.purpose().isLocal()) {
            return List.of(Advice.ok(
                    SUBJECT,
                    text(target) + " is not an address of this host or namespace: its listener cannot be seen from"
                            + " here; run this command there too"));
        }
        List<SocketRow> onPort = host.now().listeners().stream()
                .filter(row -> row.local().getPort() == target.getPort())
                .toList();
        List<SocketRow> matching =
                onPort.stream().filter(row -> answers(row, target)).toList();
        return matching.isEmpty()
                ? List.of(silent(host, target, onPort))
                : matching.stream().map(row -> found(host, row)).toList();
    }

    /** A socket on :: takes IPv4 too, unless IPV6_V6ONLY was set, which the table does not show. */
    private static boolean answers(SocketRow row, InetSocketAddress target) {
        InetAddress local = row.local().getAddress();
        boolean isIpv4Only = local instanceof Inet4Address;
        return local.equals(target.getAddress())
                || local.isAnyLocalAddress() && (!isIpv4Only || target.getAddress() instanceof Inet4Address);
    }

    private static Advice silent(Host host, InetSocketAddress target, List<SocketRow> onPort) {
        if (onPort.isEmpty()) {
            return Advice.problem(
                    SUBJECT,
                    "nothing listens on " + text(target) + ": start the server" + Advice.seePage(CauseId.NO_LISTENER));
        }
        String others = String.join(
                ", ",
                onPort.stream()
                        .map(row -> text(row.local()) + " by " + host.owner(row.inode()))
                        .toList());
        return Advice.problem(
                SUBJECT,
                "nothing listens on " + text(target) + ", only on " + others
                        + ": aim there, or bind the server to the address" + Advice.seePage(CauseId.NO_LISTENER));
    }

    private static Advice found(Host host, SocketRow row) {
        Optional<ListenerDetail> detail = QueueCheck.detail(host.now(), row);
        String is = text(row.local()) + " is listened on by " + host.owner(row.inode()) + ", "
                + Advice.count(row.rxQueue(), "connection") + " in its accept queue";
        if (detail.isEmpty()) {
            return Advice.ok(SUBJECT, is + "; its limit is known to ss alone");
        }
        long limit = detail.get().limit();
        String withLimit = is + " of " + limit;
        return limit >= SHORT_BACKLOG
                ? Advice.ok(SUBJECT, withLimit)
                : Advice.warning(
                        SUBJECT,
                        withLimit + ": more workers (-c) than that may overflow it; raise the backlog in listen()"
                                + Advice.seePage(CauseId.ACCEPT_QUEUE_OVERFLOW));
    }

    static String text(InetSocketAddress endpoint) {
        InetAddress address = endpoint.getAddress();
        String literal = address instanceof Inet4Address ? address.getHostAddress() : "[" + short6(address) + "]";
        return literal + ":" + endpoint.getPort();
    }

    private static String short6(InetAddress address) {
        return address.isAnyLocalAddress() ? "::" : address.isLoopbackAddress() ? "::1" : address.getHostAddress();
    }
}
