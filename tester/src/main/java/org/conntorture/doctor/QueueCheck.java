package org.conntorture.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.kernel.ListenerDetail;
import org.conntorture.kernel.SocketRow;
import org.conntorture.text.Counts;

/** Accept queues near their limit, and listeners that drop. Pure; called by {@link Doctor}. */
final class QueueCheck {
    private static final String SUBJECT = "accept queues";
    private static final double NEAR_LIMIT = 0.8;

    private QueueCheck() {}

    static List<Advice> queues(Host host) {
        SocketReading now = host.now();
        if (!now.isReadable()) {
            return List.of(Advice.warning(SUBJECT, "the socket table cannot be read"));
        }
        if (now.queues().isEmpty()) {
            return List.of(Advice.warning(SUBJECT, "their limits are unknown, as ss did not tell: install iproute2"));
        }
        List<Advice> troubled = new ArrayList<>();
        for (SocketRow row : now.listeners()) {
            detail(now, row).flatMap(detail -> trouble(host, row, detail)).ifPresent(troubled::add);
        }
        boolean dropsKnown =
                now.queues().get().stream().allMatch(detail -> detail.drops().isPresent());
        return troubled.isEmpty()
                ? List.of(Advice.ok(
                        SUBJECT,
                        Advice.count(now.listeners().size(), "listener") + ", each with room"
                                + (dropsKnown ? " and without drops" : "; this kernel does not count drops")))
                : troubled;
    }

    private static Optional<Advice> trouble(Host host, SocketRow row, ListenerDetail detail) {
        String who = ListenerCheck.text(row.local()) + " of " + host.owner(row.inode());
        String is =
                who + " has " + Advice.count(detail.queue(), "connection") + " waiting, the limit is " + detail.limit();
        OptionalLong dropping = droppedSince(host.earlier(), row, detail);
        if (dropping.orElse(0) > 0) {
            return Optional.of(Advice.problem(
                    SUBJECT,
                    is + ", and it dropped " + Counts.of(dropping.getAsLong()) + " SYNs in the last second"
                            + remedy()));
        }
        if (detail.queue() > detail.limit()) {
            return Optional.of(Advice.problem(SUBJECT, is + ": it is full and drops SYNs" + remedy()));
        }
        if (detail.queue() >= 1 && detail.queue() >= detail.limit() * NEAR_LIMIT) {
            return Optional.of(Advice.problem(SUBJECT, is + ": it is nearly full" + remedy()));
        }
        if (detail.drops().orElse(0) > 0) {
            return Optional.of(Advice.warning(
                    SUBJECT,
                    is + ", and it has dropped " + Counts.of(detail.drops().getAsLong())
                            + " SYNs since it was opened, none in the last second"
                            + Advice.seePage(CauseId.SLOW_ACCEPT)));
        }
        return Optional.empty();
    }

    private static String remedy() {
        return "; see why the process does not accept" + Advice.seePage(CauseId.ACCEPT_QUEUE_OVERFLOW);
    }

    private static OptionalLong droppedSince(SocketReading earlier, SocketRow row, ListenerDetail detail) {
        OptionalLong before = detail(earlier, row).map(ListenerDetail::drops).orElse(OptionalLong.empty());
        return before.isPresent() && detail.drops().isPresent()
                ? OptionalLong.of(detail.drops().getAsLong() - before.getAsLong())
                : OptionalLong.empty();
    }

    /**
     * Of the listener of the row. Several on one address (SO_REUSEPORT) come in the same order from the table and from
     * ss, as both walk the kernel's list.
     */
    static Optional<ListenerDetail> detail(SocketReading reading, SocketRow row) {
        List<SocketRow> rows = reading.listeners().stream()
                .filter(other -> other.local().equals(row.local()))
                .toList();
        List<ListenerDetail> details = reading.queues().orElse(List.of()).stream()
                .filter(detail -> detail.local().equals(row.local()))
                .toList();
        for (int i = 0; i < rows.size() && rows.size() == details.size(); i++) {
            if (rows.get(i).inode() == row.inode()) {
                return Optional.of(details.get(i));
            }
        }
        return Optional.empty();
    }
}
