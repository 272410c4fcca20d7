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

/** Which failures of one target the tester may have made itself. */
public final class TesterTrouble {
    private final Map<Integer, Set<FailureKind>> ownByRound = new HashMap<>();
    private final Map<FailureKind, Long> counts = new EnumMap<>(FailureKind.class);

    /** @param blocks of one tester, or of a merge, which has said what each of its testers may have made */
    public TesterTrouble(List<Block> blocks) {
        for (Block block : blocks) {
            for (FailureCount failure : block.failures()) {
                if (failure.kind().blame() == Blame.TESTER) {
                    counts.merge(failure.kind(), failure.count(), Long::sum);
                    ownByRound
                            .computeIfAbsent(block.round(), round -> EnumSet.noneOf(FailureKind.class))
                            .add(failure.kind());
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
                : ownByRound.getOrDefault(block.round(), Set.of()).stream()
                        .anyMatch(own -> own.mayMake(failure.kind()));
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
}
