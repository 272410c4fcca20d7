package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How likely a fault of host or path, common to all targets, would have shown in the subject's turns alone.
 *
 * <p>Failures that follow each other closely are one clump, one event. Were the fault common, a clump would begin in
 * the subject's turns rather than in those of the controls with the chance of the subject's share of the exposure
 * (attempts or time under load, whichever is larger), and a clump as long as the window between the clean seconds of
 * its neighbours would hardly have fallen just into it: its chance shrinks with the part of the window it leaves free.
 * The chance of all is the product over the clumps; as nobody knows how long bursts pause, it is taken for pauses of
 * one second, two, four ... up to the whole stay, and the largest stands.
 *
 * <p>So a target that fails from first to last between clean neighbours is told from its host within a few turns,
 * while sparse failures need many clumps in several stays. Turns of one target that follow each other (the B B of
 * A B B A) are one stay. A neighbour's second stays part of the window by the chance that the clump, at its own rate,
 * would have shown nothing in it. A run that begins or ends with the clump has a neighbour on one side alone, where a
 * lasting change of the host would look the same; there the chance of a fit is not taken below one in five.
 */
final class CommonFault {
    static final double CLEAN_CONTROL_CHANCE = 0.05;
    /** Failures to expect in the neighbours of a side that is seen clean: zero of them has then a chance of 5 %. */
    static final double EXPECTED_FAILURES = 3;
    /** No fit is so good that a burst could not have it by chance in one of fifty cases. */
    private static final double LEAST_FIT = 0.02;

    private static final double LEAST_FIT_ONE_SIDED = 0.2;

    private final Timeline subject;
    private final List<Timeline> controls;
    private final List<Cell> witnesses;
    private final List<List<Cell>> stays;
    private final long runStartNs;
    private final long runEndNs;

    /**
     * @param controls without failures
     * @param others every target but the subject, controls among them: their clean seconds confine a clump
     */
    CommonFault(Timeline subject, List<Timeline> controls, List<Timeline> others) {
        this.subject = subject;
        this.controls = List.copyOf(controls);
        this.witnesses = others.stream()
                .flatMap(other -> other.cells().stream())
                .filter(cell -> cell.attempts() > 0 || cell.failing())
                .sorted(Comparator.comparingLong(Cell::startNs))
                .toList();
        this.stays = stays();
        this.runStartNs = Stream.concat(subject.cells().stream(), witnesses.stream())
                .mapToLong(Cell::startNs)
                .min()
                .orElse(0);
        this.runEndNs = Stream.concat(subject.cells().stream(), witnesses.stream())
                .mapToLong(Cell::endNs)
                .max()
                .orElse(0);
    }

    /**
     * @param chance that a common fault hits like this
     * @param attemptsPerControl attempts that each control still lacks, with the failures found so far
     * @param timesAsLong the run would have to be, at the same rate of failures; 0 where no length helps
     */
    record Result(double chance, long attemptsPerControl, long timesAsLong) {
        boolean excludes(double limit) {
            return chance <= limit;
        }
    }

    Result result() {
        double share = share();
        double worst = 0;
        double controlToSubject = 0;
        int longest = stays.stream().mapToInt(List::size).max().orElse(0);
        for (int pause = 1; ; pause *= 2) {
            int clumps = 0;
            double fits = 1;
            for (List<Cell> stay : stays) {
                for (Clump clump : Clump.in(stay, pause)) {
                    clumps++;
                    fits *= fit(clump);
                }
            }
            worst = Math.max(worst, Math.pow(share, clumps) * fits);
            double shareNeeded = Math.min(1, Math.pow(CLEAN_CONTROL_CHANCE / fits, 1.0 / clumps));
            controlToSubject = Math.max(controlToSubject, 1 / shareNeeded - 1);
            if (pause > longest) {
                return new Result(worst, attemptsLacking(controlToSubject), timesAsLong(worst));
            }
        }
    }

    private long timesAsLong(double chance) {
        return chance >= 1 ? 0 : (long) Math.ceil(Math.log(CLEAN_CONTROL_CHANCE) / Math.log(chance));
    }

    private double share() {
        double attempts = subject.attempts();
        double loadNs = subject.loadNs();
        return Math.max(part(attempts, controlAttempts()), part(loadNs, controlLoadNs()));
    }

    private static double part(double own, double others) {
        return own == 0 ? 0 : own / (own + others);
    }

    private double controlAttempts() {
        return controls.stream().mapToLong(Timeline::attempts).sum();
    }

    private double controlLoadNs() {
        return controls.stream().mapToLong(Timeline::loadNs).sum();
    }

    private long attemptsLacking(double controlToSubject) {
        double byTime =
                controlLoadNs() == 0 ? 0 : controlToSubject * subject.loadNs() * controlAttempts() / controlLoadNs();
        double needed = Math.max(controlToSubject * subject.attempts(), byTime);
        return (long) Math.ceil(Math.max(0, needed - controlAttempts()) / Math.max(1, controls.size()));
    }

    /** Chance that a common clump of this length fits between the clean seconds of the neighbours. */
    private double fit(Clump clump) {
        int later = firstWitnessFrom(clump.firstCell().startNs());
        Side left = side(later - 1, -1, clump.firstCell().startNs(), clump.share());
        Side right = side(later, 1, clump.lastCell().endNs(), clump.share());
        if (!left.witnessed() && !right.witnessed()) {
            return 1;
        }
        double least = left.witnessed() && right.witnessed() ? LEAST_FIT : LEAST_FIT_ONE_SIDED;
        double spanNs = clump.lastCell().endNs() - clump.firstCell().startNs();
        return Math.max(least, 1 - clump.lengthNs() / (spanNs + left.freeNs() + right.freeNs()));
    }

    /** How much longer the clump could have lasted here unseen, and whether the neighbours would have seen it at all. */
    private record Side(double freeNs, boolean witnessed) {}

    /**
     * Walks outward over the neighbours' seconds, whose time is free by the chance that the clump showed nothing in it.
     *
     * @param step 1 for later seconds, -1 for earlier ones
     */
    private Side side(int nearest, int step, long fromNs, double failureShare) {
        double freeNs = 0;
        double expected = 0;
        double seenNs = 0;
        for (int i = nearest; i >= 0 && i < witnesses.size(); i += step) {
            Cell cell = witnesses.get(i);
            double nearNs = Math.abs((step > 0 ? cell.startNs() : cell.endNs()) - fromNs);
            double farNs = nearNs + cell.durationNs();
            if (cell.clean()) {
                double added = cell.attempts() * failureShare;
                double hidden = (1 - Math.exp(-added)) / added;
                freeNs += Math.exp(-expected) * (nearNs - seenNs + cell.durationNs() * hidden);
                expected += added;
            } else {
                freeNs = farNs;
                expected = 0;
            }
            if (expected >= EXPECTED_FAILURES) {
                return new Side(freeNs, true);
            }
            seenNs = farNs;
        }
        return new Side(Math.abs((step > 0 ? runEndNs : runStartNs) - fromNs), false);
    }

    private int firstWitnessFrom(long timeNs) {
        int low = 0;
        int high = witnesses.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (witnesses.get(middle).startNs() < timeNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The subject's seconds, cut where another target had its turn. */
    private List<List<Cell>> stays() {
        List<List<Cell>> found = new ArrayList<>();
        int witnessesBefore = -1;
        for (Cell cell : subject.cells()) {
            int before = firstWitnessFrom(cell.startNs());
            if (before != witnessesBefore) {
                found.add(new ArrayList<>());
                witnessesBefore = before;
            }
            found.get(found.size() - 1).add(cell);
        }
        return found;
    }
}
