package org.conntorture.screen;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.text.Counts;

/**
 * Decides which failures of one target are news: each kind once a turn, at once, but never more than one line in
 * {@code intervalNs}; what has to wait comes with the next line. Used by {@link TerminalProgress} on its thread.
 */
final class FailureNews {
    private final long intervalNs;
    private final Set<FailureKind> toldInTurn = EnumSet.noneOf(FailureKind.class);
    private final Map<FailureKind, FailureCount> pending = new EnumMap<>(FailureKind.class);
    private boolean told;
    private long lastToldNs;

    FailureNews(long intervalNs) {
        this.intervalNs = intervalNs;
    }

    void turnStarted() {
        toldInTurn.clear();
    }

    /** What is news now, on one line; empty while there is nothing, or it has to wait. */
    String after(Block block) {
        for (FailureCount failure : block.failures()) {
            if (!toldInTurn.contains(failure.kind())) {
                pending.merge(failure.kind(), failure, FailureCount::plus);
            }
        }
        long nowNs = block.startNs() + block.durationNs();
        if (pending.isEmpty() || told && nowNs - lastToldNs < intervalNs) {
            return "";
        }
        told = true;
        lastToldNs = nowNs;
        toldInTurn.addAll(pending.keySet());
        String news = pending.values().stream().map(FailureNews::text).collect(Collectors.joining("; "));
        pending.clear();
        return news;
    }

    private static String text(FailureCount failure) {
        String errno = failure.errno() == Errno.NONE ? "" : ", " + Errno.name(failure.errno());
        String whose = failure.kind().blame() == Blame.TESTER ? "the tester's own: " : "";
        return Counts.of(failure.count()) + " x " + failure.kind().id() + " (" + whose
                + failure.kind().text() + errno + ")";
    }
}
