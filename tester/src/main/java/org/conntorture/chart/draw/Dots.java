package org.conntorture.chart.draw;

import java.util.Set;
import java.util.TreeSet;

/** Squares of one size at many places, as one path; where they are too many, those near each other are one. */
final class Dots {
    private static final int MOST = 250;

    private final double size;
    private final Set<Spot> spots = new TreeSet<>();
    private double nearest = 1;

    private record Spot(long row, long column) implements Comparable<Spot> {
        @Override
        public int compareTo(Spot other) {
            return row != other.row ? Long.compare(row, other.row) : Long.compare(column, other.column);
        }

        private Spot coarser() {
            return new Spot(row >> 1, column >> 1);
        }
    }

    Dots(double size) {
        this.size = size;
    }

    void add(double x, double y) {
        spots.add(new Spot(Math.round(y / nearest), Math.round(x / nearest)));
        if (spots.size() > MOST) {
            Set<Spot> coarser = new TreeSet<>();
            spots.forEach(spot -> coarser.add(spot.coarser()));
            spots.clear();
            spots.addAll(coarser);
            nearest *= 2;
        }
    }

    void draw(Svg svg, Paint paint) {
        PathData path = new PathData();
        for (Spot spot : spots) {
            path.moveTo(spot.column * nearest - size / 2, spot.row * nearest).across(size);
        }
        svg.path(path, Pen.of(paint, size));
    }
}
