package org.conntorture.verdict;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.FailureKind;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;

/**
 * Which failures of one target the tester may have made itself. A tester that stands still lets time-outs run out; it
 * refuses nothing and spoils no reply. A shortage of ports or descriptors fails at once and makes nothing else.
 */
public final class TesterTrouble {
    private static final Set<FailureKind> TIME_OUTS = EnumSet.of(
            FailureKind.CONNECT_TIMEOUT, FailureKind.NO_REPLY, FailureKind.INCOMPLETE_REPLY, FailureKind.WRITE_TIMEOUT);
    private static final Map<FailureKind, Set<FailureKind>> MAY_MAKE = Map.of(
            FailureKind.TESTER_STALLED,
            TIME_OUTS,
            FailureKind.MEMORY_EXHAUSTED,
            TIME_OUTS,
            FailureKind.LOCAL_POLICY,
            EnumSet.of(FailureKind.CONNECT_TIMEOUT, FailureKind.CONNECT_REFUSED, FailureKind.UNREACHABLE),
            FailureKind.INTERNAL_ERROR,
            EnumSet.allOf(FailureKind.class));

    private final Map<Integer, Set<FailureKind>> doubtfulByRound = new HashMap<>();
    private final Map<FailureKind, Long> counts = new EnumMap<>(FailureKind.class);

    /** @param blocks of one tester, or of a merge, which has said what each of its testers may have made */
    public TesterTrouble(List<Block> blocks) {
        for (Block block : blocks) {
            for (FailureCount failure : block.failures()) {
                if (failure.kind().blame() == Blame.TESTER) {
                    counts.merge(failure.kind(), failure.count(), Long::sum);
                    doubtfulByRound
                            .computeIfAbsent(block.round(), round -> EnumSet.noneOf(FailureKind.class))
                            .addAll(MAY_MAKE.getOrDefault(failure.kind(), Set.of()));
                }
            }
        }
    }

    /**
     * Whether the tester failed in a way that makes such failures too, in the same round. A stall that spoiled no
     * attempt is none: a loop that stands still lets no time-out come nearer, and marks what it overlapped.
     */
    public boolean mayHaveMade(Block block, FailureCount failure) {
        return failure.doubtful() != null
                ? failure.doubtful()
                : doubtfulByRound.getOrDefault(block.round(), Set.of()).contains(failure.kind());
    }

    long failures() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Null where the tester failed in no attempt. */
    FailureKind dominatingKind() {
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** What to change so that the tester stops failing in this way. */
    static String remedy(FailureKind kind) {
        return switch (kind) {
            case PORTS_EXHAUSTED -> "give more --source addresses, --close rst or a lower --rate";
            case PORT_IN_USE -> "give other or more --source-ports, or fewer workers (-c)";
            case DESCRIPTORS_EXHAUSTED -> "raise ulimit -n or give fewer workers (-c)";
            case MEMORY_EXHAUSTED -> "raise net.ipv4.tcp_mem or give fewer workers (-c)";
            case LOCAL_POLICY ->
                "allow the connection: a rule, a route or the permissions of a file on this host forbid it";
            case SELF_CONNECT ->
                "check that something listens there, or use a port outside net.ipv4.ip_local_port_range";
            case TESTER_STALLED -> "give fewer workers (-c) or take other load off this host";
            default -> "report the error told in the failures";
        };
    }
}
