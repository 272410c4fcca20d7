package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * How likely a fault that knows nothing of the disturbances of a target would have begun as often just where they were. Fisher's
 * exact test over the seconds in which a failure could begin: those near a disturbance against the others, those in which
 * one began against the others. A burst, however long and wherever it falls, begins once and near a disturbance no more often
 * than elsewhere; so no control is needed to tell it. One that keeps the disturbances' own rhythm would hit the controls too.
 */
final class DisturbedSeconds {
    /** What fails does so in the second of the disturbance, or up to one later: the smaller of two chances, paid for twice. */
    private static final int REACHES = 2;

    private DisturbedSeconds() {}

    /** 1 where nothing was disturbed, or no second was far from a disturbance. */
    static double chance(Timeline subject) {
        double least = 1;
        for (int reach = 0; reach < REACHES; reach++) {
            least = Math.min(least, chance(subject.cells(), reach));
        }
        return Math.min(1, REACHES * least);
    }

    private static double chance(List<Cell> cells, int reach) {
        // First index: whether near a disturbance; second: whether failures begin.
        int[][] seconds = new int[2][2];
        for (int i = 0; i < cells.size(); i++) {
            boolean fails = cells.get(i).failing();
            if ((fails || cells.get(i).clean()) && !goesOn(cells, i)) {
                seconds[isNear(cells, i, reach) ? 1 : 0][fails ? 1 : 0]++;
            }
        }
        int[] near = seconds[1];
        int[] far = seconds[0];
        if (near[0] + near[1] == 0 || far[0] + far[1] == 0 || near[1] == 0) {
            return 1;
        }
        return FisherExactTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .test(new int[][] {{near[1], near[0]}, {far[1], far[0]}})
                .getPValue();
    }

    /** Whether the second before has the same fault: what lasts begins once. */
    private static boolean goesOn(List<Cell> cells, int index) {
        return cells.get(index).failing() && inTurn(cells, index, 1).stream().anyMatch(Cell::failing);
    }

    private static boolean isNear(List<Cell> cells, int index, int reach) {
        return cells.get(index).disturbances() > 0
                || inTurn(cells, index, reach).stream().anyMatch(cell -> cell.disturbances() > 0);
    }

    /** Up to {@code count} seconds of the same turn that come before. */
    private static List<Cell> inTurn(List<Cell> cells, int index, int count) {
        List<Cell> before = new ArrayList<>();
        for (int i = index - 1;
                i >= Math.max(0, index - count)
                        && cells.get(i).round() == cells.get(index).round();
                i--) {
            before.add(cells.get(i));
        }
        return before;
    }
}
