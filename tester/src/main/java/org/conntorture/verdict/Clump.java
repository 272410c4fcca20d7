package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * Failing seconds of one stay that no longer pause than a given one parts: one event, as far as can be told.
 *
 * @param cells from its first failing second to its last, with the clean ones between
 */
record Clump(List<Cell> cells) {

    /** @param pause clean seconds that do not yet part two clumps */
    static List<Clump> in(List<Cell> stay, int pause) {
        List<Clump> clumps = new ArrayList<>();
        int first = -1;
        int last = -1;
        int clean = 0;
        for (int i = 0; i < stay.size(); i++) {
            Cell cell = stay.get(i);
            if (!cell.failing()) {
                clean += cell.clean() ? 1 : 0;
                continue;
            }
            if (first >= 0 && clean > pause) {
                clumps.add(new Clump(stay.subList(first, last + 1)));
                first = -1;
            }
            first = first < 0 ? i : first;
            last = i;
            clean = 0;
        }
        if (first >= 0) {
            clumps.add(new Clump(stay.subList(first, last + 1)));
        }
        return clumps;
    }

    Cell firstCell() {
        return cells.get(0);
    }

    Cell lastCell() {
        return cells.get(cells.size() - 1);
    }

    /** Of its attempts failed. */
    double share() {
        return shareOf(cells);
    }

    /** The length it had at least: its first and last second count as far as they failed like those between. */
    double lengthNs() {
        double lengthNs = lastCell().endNs() - firstCell().startNs() - missingNs(firstCell());
        return cells.size() == 1 ? lengthNs : lengthNs - missingNs(lastCell());
    }

    private double missingNs(Cell edge) {
        double inner = cells.size() > 2 ? shareOf(cells.subList(1, cells.size() - 1)) : 0;
        double full = inner > 0 ? inner : 1;
        return edge.durationNs() * (1 - Math.min(1, edge.share() / full));
    }

    private static double shareOf(List<Cell> cells) {
        double attempts = 0;
        double failures = 0;
        for (Cell cell : cells) {
            attempts += Math.max(cell.attempts(), cell.failures());
            failures += cell.failures();
        }
        return attempts == 0 ? 0 : failures / attempts;
    }
}
