package org.conntorture.report;

/**
 * One column of {@link ResultTable}.
 *
 * @param above first line of its title, {@code title} the second
 */
record Column(String above, String title, boolean alignedRight) {
    int titleWidth() {
        return Math.max(above.length(), title.length());
    }

    String pad(String cell, int width) {
        String blanks = " ".repeat(Math.max(0, width - cell.length()));
        return alignedRight ? blanks + cell : cell + blanks;
    }
}
