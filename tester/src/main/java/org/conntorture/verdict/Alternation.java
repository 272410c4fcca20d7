package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * How likely a fault common to all would have come and gone with the turns, where the subject failed in each of its turns and the
 * controls in none. The larger of two chances counts. One is of a fault that lasts: there is one chance p that it has come or
 * gone from one turn to the next; s changes and k stays in the order seen have a chance of p^s (1-p)^k, which is largest where
 * p is s / (s + k). The other is of one so short that each turn has it or not by itself: n turns that fail with chance q each
 * and m that do not have q^n (1-q)^m, largest where q is n / (n + m). The order A B B A is unlikely for both.
 */
final class Alternation {
    /** A turn that was shorter might have missed it. */
    private static final double LEAST_WEIGHT = 0.5;

    private Alternation() {}

    private record Turn(List<Cell> cells) {
        long startNs() {
            return cells.get(0).startNs();
        }

        boolean fails() {
            return cells.stream().anyMatch(Cell::failing);
        }

        double attempts() {
            return cells.stream().mapToLong(Cell::attempts).sum();
        }

        double failingShare() {
            double failures = cells.stream().mapToLong(Cell::failures).sum();
            return failures == 0 ? 0 : failures / Math.max(attempts(), failures);
        }

        double loadNs() {
            return cells.stream()
                    .filter(cell -> !cell.drain())
                    .mapToLong(Cell::durationNs)
                    .sum();
        }
    }

    /** 1 where a turn of the subject is clean, or one of a control is not or might not have shown the fault. */
    static double chance(Timeline subject, List<Timeline> controls) {
        List<Turn> failing = turns(subject);
        List<Turn> clean =
                controls.stream().flatMap(control -> turns(control).stream()).toList();
        if (!failing.stream().allMatch(Turn::fails) || clean.stream().anyMatch(Turn::fails)) {
            return 1;
        }
        double leastShare =
                failing.stream().mapToDouble(Turn::failingShare).min().orElse(0);
        double[] weights = clean.stream()
                .mapToDouble(turn -> weight(turn, subject, failing.size(), leastShare))
                .toArray();
        if (Arrays.stream(weights).anyMatch(weight -> weight < LEAST_WEIGHT)) {
            return 1;
        }
        return Math.max(
                lasting(failing, clean),
                largest(failing.size(), Arrays.stream(weights).sum()));
    }

    private static List<Turn> turns(Timeline timeline) {
        TreeMap<Integer, List<Cell>> byRound = new TreeMap<>();
        timeline.cells()
                .forEach(cell -> byRound.computeIfAbsent(cell.round(), round -> new ArrayList<>())
                        .add(cell));
        return byRound.values().stream().map(Turn::new).toList();
    }

    /**
     * Below 1 where the turn had less time than those of the subject, or too few attempts, in which to show the fault.
     *
     * @param leastShare of each turn of the subject that the fault filled: a turn of whatever length falls into it that often
     */
    private static double weight(Turn clean, Timeline subject, int turns, double leastShare) {
        double ofAttempts = part(clean.attempts(), subject.attempts() / (double) turns);
        double failures = clean.attempts() * subject.failures() / Math.max(1, subject.attempts());
        double shown = Math.max(ofAttempts, part(failures, CommonFault.EXPECTED_FAILURES));
        double ofTime = part(clean.loadNs(), subject.loadNs() / (double) turns);
        return Math.min(shown, Math.max(ofTime, leastShare));
    }

    private static double part(double own, double of) {
        return own >= of ? 1 : own / of;
    }

    private static double lasting(List<Turn> failing, List<Turn> clean) {
        List<Turn> turns = new ArrayList<>(failing);
        turns.addAll(clean);
        turns.sort(Comparator.comparingLong(Turn::startNs));
        int changes = 0;
        for (int i = 1; i < turns.size(); i++) {
            changes += turns.get(i).fails() != turns.get(i - 1).fails() ? 1 : 0;
        }
        return largest(changes, turns.size() - 1 - changes);
    }

    /** The largest chance of so many of one kind and so many of the other in this order, whatever the chance of one. */
    private static double largest(double one, double other) {
        double share = one + other == 0 ? 0 : one / (one + other);
        return Math.pow(share, one) * Math.pow(1 - share, other);
    }
}
