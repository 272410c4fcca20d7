package org.conntorture.chart;

import java.util.ArrayList;
import java.util.List;

/** Colours for counts, on a logarithmic scale from 1 to the full count. */
final class Grades {
    private final long full;

    Grades(long full) {
        this.full = Math.max(1, full);
    }

    /** 0 for a single one; the highest from the full count on. */
    int of(long count) {
        int grade = 0;
        while (grade < Paint.HEATS - 1 && count >= least(grade + 1)) {
            grade++;
        }
        return grade;
    }

    /** The least count of a grade. */
    long least(int grade) {
        return Math.max(grade + 1, Math.round(Math.pow(full, (double) grade / Paint.HEATS)));
    }

    /** Those that occur. */
    List<Integer> used() {
        List<Integer> used = new ArrayList<>();
        for (int grade = 0; grade < Paint.HEATS; grade++) {
            if (least(grade) <= full) {
                used.add(grade);
            }
        }
        return used;
    }
}
