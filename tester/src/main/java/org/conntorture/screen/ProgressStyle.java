package org.conntorture.screen;

/**
 * How progress is shown; the command line decides it once from its flags, NO_COLOR and the terminal.
 *
 * @param terminal one live line is redrawn; otherwise there are plain occasional lines, as for a log
 * @param colour failures are red; for a terminal only
 * @param quiet nothing but trouble is told
 * @param columns of the terminal; at most {@value #MOST_COLUMNS} are used, and as many in a log
 */
public record ProgressStyle(boolean terminal, boolean colour, boolean quiet, int columns) {
    public static final int MOST_COLUMNS = 100;
    /** Below it a line would say nothing; it is used all the same, and the terminal wraps. */
    private static final int FEWEST_COLUMNS = 40;

    public ProgressStyle {
        columns = terminal ? Math.max(FEWEST_COLUMNS, Math.min(columns, MOST_COLUMNS)) : MOST_COLUMNS;
    }
}
