package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * How likely a fault common to all would have come and gone with the turns, where the subject failed in every attempt of each
 * of its turns and the controls in none. However long or short such faults last, there is one chance p that it has come or
 * gone from one turn to the next; s changes and k stays in the order seen have a chance of p^s (1-p)^k, which is largest where
 * p is s / (s + k). The order A B B A has both.
 */
final class Alternation {
    /** A turn of fewer attempts might have missed it. */
    private static final int LEAST_ATTEMPTS = 5;

    private Alternation() {}

    private record Turn(long startNs, boolean fails) {}

    /** 1 where a turn failed in part, or is too short to tell. */
    static double chance(Timeline subject, List<Timeline> controls) {
        List<Turn> turns = new ArrayList<>();
        if (!add(subject, true, turns)) {
            return 1;
        }
        for (Timeline control : controls) {
            if (!add(control, false, turns)) {
                return 1;
            }
        }
        turns.sort(Comparator.comparingLong(Turn::startNs));
        int changes = 0;
        for (int i = 1; i < turns.size(); i++) {
            changes += turns.get(i).fails() != turns.get(i - 1).fails() ? 1 : 0;
        }
        int steps = turns.size() - 1;
        double change = changes / (double) steps;
        return Math.pow(change, changes) * Math.pow(1 - change, steps - changes);
    }

    private static boolean add(Timeline timeline, boolean fails, List<Turn> turns) {
        TreeMap<Integer, List<Cell>> byRound = new TreeMap<>();
        timeline.cells()
                .forEach(cell -> byRound.computeIfAbsent(cell.round(), round -> new ArrayList<>())
                        .add(cell));
        for (List<Cell> turn : byRound.values()) {
            long attempts = turn.stream().mapToLong(Cell::attempts).sum();
            long failures = turn.stream().mapToLong(Cell::failures).sum();
            if (attempts < LEAST_ATTEMPTS || failures != (fails ? attempts : 0)) {
                return false;
            }
            turns.add(new Turn(turn.get(0).startNs(), fails));
        }
        return !byRound.isEmpty();
    }
}
