package org.conntorture.chart.draw;

import java.util.stream.IntStream;

/** Colours for counts, on a logarithmic scale from 1 to the full count. */
final class Grades {
    private final long full;
    private final long[] least = new long[Paint.HEATS];

    Grades(long full) {
        this.full = Math.max(1, full);
        for (int grade = 0; grade < Paint.HEATS; grade++) {
            least[grade] = Math.max(grade + 1, Math.round(Math.pow(this.full, (double) grade / Paint.HEATS)));
        }
    }

    /** 0 for a single one. */
    int of(long count) {
        int grade = 0;
        while (grade < Paint.HEATS - 1 && count >= least[grade + 1]) {
            grade++;
        }
        return grade;
    }

    /** The least count of a grade. */
    long least(int grade) {
        return least[grade];
    }

    /** The grades that a count up to the full one can have, from the faintest on. */
    int used() {
        return (int) IntStream.range(0, Paint.HEATS)
                .filter(grade -> least[grade] <= full)
                .count();
    }
}
