package org.conntorture.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.doctor.SocketReading.Hanging;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.TcpState;

/** Sockets that are leaked, and connects that hang on them. Pure; called by {@link Doctor}. */
final class SocketCheck {
    private static final String LEAKS = "leaked sockets";
    private static final String HANGING = "connects";
    private static final int MOST_LISTED = 5;

    private SocketCheck() {}

    static List<Advice> leaks(Host host) {
        if (!host.now().isReadable()) {
            return List.of(Advice.warning(LEAKS, "the socket table cannot be read"));
        }
        Set<Long> lasting =
                host.earlier().closeWaits().stream().map(SocketRow::inode).collect(Collectors.toSet());
        Map<String, List<SocketRow>> unreadByOwner = new LinkedHashMap<>();
        Map<String, List<SocketRow>> readByOwner = new LinkedHashMap<>();
        for (SocketRow row : host.now().closeWaits()) {
            if (lasting.contains(row.inode())) {
                Map<String, List<SocketRow>> byOwner = row.unreadBytes() > 0 ? unreadByOwner : readByOwner;
                byOwner.computeIfAbsent(host.owner(row.inode()), first -> new ArrayList<>())
                        .add(row);
            }
        }
        List<Advice> advice = new ArrayList<>();
        unreadByOwner.forEach((owner, rows) -> advice.add(Advice.problem(
                LEAKS,
                held(owner, rows) + " with unread bytes, for more than a second: their clients are gone and it never"
                        + " read what they sent; close them, or restart it"
                        + Advice.seePage(CauseId.LEAKED_BY_ACCEPTOR))));
        readByOwner.forEach((owner, rows) -> advice.add(Advice.warning(
                LEAKS,
                held(owner, rows) + ", for more than a second: their clients are gone and it does not close"
                        + Advice.seePage(CauseId.LEAKED_BY_ACCEPTOR))));
        return advice.isEmpty()
                ? List.of(Advice.ok(LEAKS, "no process holds a connection in CLOSE_WAIT for more than a second"))
                : advice;
    }

    private static String held(String owner, List<SocketRow> rows) {
        Set<Integer> ports = new TreeSet<>();
        rows.forEach(row -> ports.add(row.local().getPort()));
        List<String> remotes = rows.stream()
                .map(row -> Integer.toString(row.remote().getPort()))
                .toList();
        return owner + " holds " + Advice.count(rows.size(), "connection") + " of port "
                + listed(ports.stream().map(String::valueOf).toList())
                + " in CLOSE_WAIT (clients' ports " + listed(remotes) + ")";
    }

    static List<Advice> hangingConnects(Host host) {
        if (!host.now().isReadable()) {
            return List.of(Advice.warning(HANGING, "the socket table cannot be read"));
        }
        List<Advice> advice = new ArrayList<>();
        List<Hanging> stale = host.now().hanging().stream()
                .filter(hanging -> hanging.old().isPresent())
                .toList();
        stale.stream().limit(MOST_LISTED).forEach(hanging -> advice.add(stale(host, hanging)));
        if (stale.size() > MOST_LISTED) {
            advice.add(Advice.problem(
                    HANGING,
                    Advice.count(stale.size() - MOST_LISTED, "more connect") + " hang on old sockets in the same way"));
        }
        advice.addAll(unanswered(host));
        return advice.isEmpty() ? List.of(Advice.ok(HANGING, "none repeats its SYN")) : advice;
    }

    private static Advice stale(Host host, Hanging hanging) {
        SocketRow connect = hanging.connect();
        SocketRow old = hanging.old().orElseThrow();
        String hangs = "the connect of " + host.owner(connect.inode()) + " from "
                + ListenerCheck.text(connect.local()) + " to " + ListenerCheck.text(connect.remote())
                + " has repeated its SYN " + Advice.count(connect.retransmits(), "time")
                + ", as it meets an old socket on the same addresses and ports: ";
        if (old.state() == TcpState.TIME_WAIT) {
            return Advice.problem(
                    HANGING,
                    hangs + "TIME_WAIT, gone within 60 s; let clients close first"
                            + Advice.seePage(CauseId.TIME_WAIT_COLLISION));
        }
        return Advice.problem(
                HANGING,
                hangs + old.state() + " with " + Advice.count(old.unreadBytes(), "unread byte") + ", held by "
                        + host.owner(old.inode()) + "; restart that process" + Advice.seePage(CauseId.STALE_TUPLE));
    }

    /** Those whose reverse tuple is not on this host, a line for each destination. */
    private static List<Advice> unanswered(Host host) {
        Map<String, List<SocketRow>> byDestination = host.now().hanging().stream()
                .filter(hanging -> hanging.old().isEmpty())
                .map(Hanging::connect)
                .collect(Collectors.groupingBy(
                        connect -> ListenerCheck.text(connect.remote()), LinkedHashMap::new, Collectors.toList()));
        List<Advice> advice = new ArrayList<>();
        byDestination.forEach((destination, connects) -> advice.add(Advice.warning(
                HANGING,
                Advice.count(connects.size(), "connect") + " to " + destination + ", of "
                        + host.owner(connects.get(0).inode())
                        + ", repeated the SYN without an answer, and no old socket of this host is in the way; look"
                        + " there" + Advice.seePage(CauseId.BLACKHOLE))));
        return advice.stream().limit(MOST_LISTED).toList();
    }

    private static String listed(List<String> all) {
        String first = String.join(", ", all.subList(0, Math.min(MOST_LISTED, all.size())));
        return all.size() > MOST_LISTED ? first + " and " + (all.size() - MOST_LISTED) + " more" : first;
    }
}
