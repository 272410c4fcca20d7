package org.conntorture.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.conntorture.record.HiccupRecord;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.result.Hiccup;
import org.conntorture.result.WallClock;

/**
 * Tells each time in which the tester stood still once, though all its loops noticed it, some perhaps a block later. On
 * the run's thread.
 */
final class HiccupLog {
    /** What is left of one that was told already, by a loop that came back later than the first. */
    private static final long LEAST_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final WallClock clock;
    private long toldUntilNs = Long.MIN_VALUE;

    HiccupLog(WallClock clock) {
        this.clock = clock;
    }

    /** Those that are new in {@code snapshots}, in order. */
    List<Hiccup> told(List<IntervalSnapshot> snapshots) {
        List<HiccupRecord> all = snapshots.stream()
                .flatMap(snapshot -> snapshot.hiccups().stream())
                .sorted(Comparator.comparingLong(hiccup -> clock.sinceStartNs(hiccup.startNs())))
                .toList();
        List<Hiccup> told = new ArrayList<>();
        for (HiccupRecord one : all) {
            add(told, clock.sinceStartNs(one.startNs()), clock.sinceStartNs(one.startNs() + one.durationNs()));
        }
        return told;
    }

    private void add(List<Hiccup> told, long startNs, long endNs) {
        int last = told.size() - 1;
        if (last >= 0 && startNs < toldUntilNs) {
            long lastStartNs = told.get(last).startNs();
            told.set(last, new Hiccup(lastStartNs, Math.max(toldUntilNs, endNs) - lastStartNs));
        } else {
            long restNs = Math.max(startNs, toldUntilNs);
            if (endNs - restNs < LEAST_NS) {
                return;
            }
            told.add(new Hiccup(restNs, endNs - restNs));
        }
        toldUntilNs = Math.max(toldUntilNs, endNs);
    }
}
