package org.conntorture.result;

import java.util.List;
import org.conntorture.record.IntervalSnapshot;

/**
 * When the first and the last of some attempts were begun: by it, and not by when they ended, a rate is measured.
 *
 * @param firstNs since the start of the run
 * @param lastNs since the start of the run
 */
public record Begun(long firstNs, long lastNs) {
    /** Null where nothing ended, or in a closed loop. */
    public static Begun of(List<IntervalSnapshot> snapshots, WallClock clock) {
        Begun begun = null;
        for (IntervalSnapshot snapshot : snapshots) {
            if (snapshot.firstBegunNs() != 0) {
                begun = both(
                        begun,
                        new Begun(
                                clock.sinceStartNs(snapshot.firstBegunNs()),
                                clock.sinceStartNs(snapshot.lastBegunNs())));
            }
        }
        return begun;
    }

    /** Of the attempts of both; either may be null. */
    public static Begun both(Begun one, Begun other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Begun(Math.min(one.firstNs, other.firstNs), Math.max(one.lastNs, other.lastNs));
    }

    /** The same on a clock that is ahead by {@code shiftNs}. */
    public Begun plus(long shiftNs) {
        return new Begun(firstNs + shiftNs, lastNs + shiftNs);
    }
}
