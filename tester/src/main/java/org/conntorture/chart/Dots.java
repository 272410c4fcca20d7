package org.conntorture.chart;

import java.util.Set;
import java.util.TreeSet;

/** Squares of one size at many places, as one path; where they are too many, those near each other are one. */
final class Dots {
    private static final int MOST = 300;

    private final double size;
    private final Set<Spot> spots = new TreeSet<>();
    private double nearest;

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
        this.nearest = size / 2;
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
        StringBuilder path = new StringBuilder();
        String side = Svg.number(size);
        for (Spot spot : spots) {
            path.append('M')
                    .append(Svg.number(spot.column * nearest - size / 2))
                    .append(' ');
            path.append(Svg.number(spot.row * nearest - size / 2));
            path.append('h')
                    .append(side)
                    .append('v')
                    .append(side)
                    .append("h-")
                    .append(side)
                    .append('z');
        }
        svg.filled(path, paint);
    }
}
