package org.conntorture.chart;

import java.util.ArrayList;
import java.util.List;

/** Divides the stretches of a time axis into columns of about equal length. */
final class Columns {
    private final List<Stretch> columns;

    private Columns(List<Stretch> columns) {
        this.columns = List.copyOf(columns);
    }

    /** At most {@code most} and one for each stretch, none shorter than {@code leastMs} but where a stretch is. */
    static Columns of(TimeAxis time, long leastMs, int most) {
        Checks.positive("the length of an interval, in ms,", leastMs);
        Checks.positive("the most columns", most);
        long lengthMs = Math.max(leastMs, -Math.floorDiv(-time.loadedMs(), most));
        List<Stretch> columns = new ArrayList<>();
        for (Stretch stretch : time.loaded()) {
            long count = Math.max(1, stretch.lengthMs() / lengthMs);
            for (long i = 0; i < count; i++) {
                columns.add(new Stretch(edge(stretch, i, count), edge(stretch, i + 1, count)));
            }
        }
        return new Columns(columns);
    }

    private static long edge(Stretch stretch, long index, long count) {
        return stretch.fromMs() + stretch.lengthMs() * index / count;
    }

    int count() {
        return columns.size();
    }

    Stretch get(int column) {
        return columns.get(column);
    }

    /** The column of a moment; for one between two stretches the one before it, as what began there may end later. */
    int at(long timeMs) {
        int low = 0;
        int high = columns.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (columns.get(middle).fromMs() <= timeMs) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
