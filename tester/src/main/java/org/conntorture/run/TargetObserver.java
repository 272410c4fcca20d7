package org.conntorture.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.conntorture.evidence.BackgroundNoise;
import org.conntorture.evidence.HostSample;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.plan.Load;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.record.OverdueRecord;

/**
 * Looks at one target from its first turn to the end of the run. The run's thread calls it; {@link CauseWatch}'s asks for
 * evidence meanwhile, and confirms leaks after a turn. What only TCP has does nothing else.
 */
interface TargetObserver {
    /** Before the run's first turn. */
    default void quietBefore(BackgroundNoise quiet) {}

    /** Before the load of a turn. @param overdue answers the next attempt that waits too long, or null */
    default void turnBegins(Supplier<OverdueRecord> overdue) {}

    /** What ended within the last interval. */
    void add(List<IntervalSnapshot> snapshots);

    /** What was last seen under load; returns at once. */
    default HostSample lastSample() {
        return HostSample.UNKNOWN;
    }

    /** A little after the load of a turn. */
    void settle();

    /** Whether the server has closed sockets of closed clients since it was last asked. */
    default boolean closesLate() {
        return false;
    }

    /** What stands open now is leaked. */
    default void confirmLeaks() {}

    /** Reads what the target logs; whether that has changed since it was last asked. */
    default boolean logsGrow(Load load) {
        return false;
    }

    /** Asks the target a little more, once the load is over. */
    default void probe(Load load) {}

    /** In mid-turn; empty where nothing is known before its end. */
    default Optional<TargetEvidence> evidenceSoFar() {
        return Optional.empty();
    }

    TargetEvidence evidence();
}
