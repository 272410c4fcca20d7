package org.conntorture.chart;

import java.util.ArrayList;
import java.util.List;

/** Divides the stretches of a time axis into columns of about equal length. */
public final class Columns {
    private final List<Stretch> columns;

    private Columns(List<Stretch> columns) {
        this.columns = List.copyOf(columns);
    }

    /** At most so many, none shorter than {@code leastMs} but where a stretch is; of many stretches a column has several. */
    public static Columns of(TimeAxis time, long leastMs, int most) {
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
        while (columns.size() > most) {
            columns = inPairs(columns);
        }
        return new Columns(columns);
    }

    private static List<Stretch> inPairs(List<Stretch> columns) {
        List<Stretch> pairs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i += 2) {
            Stretch last = columns.get(Math.min(i + 1, columns.size() - 1));
            pairs.add(new Stretch(columns.get(i).fromMs(), last.toMs()));
        }
        return pairs;
    }

    private static long edge(Stretch stretch, long index, long count) {
        return stretch.fromMs() + stretch.lengthMs() * index / count;
    }

    public int count() {
        return columns.size();
    }

    public Stretch get(int column) {
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
