package org.conntorture.screen;

/** A line of the screen as it is put together: never wider than it may be, colours not counted. */
final class ScreenLine {
    static final String PLAIN = "";
    static final String BOLD = "1";
    static final String DIM = "2";
    static final String RED = "31";
    static final String YELLOW = "33";
    static final String CYAN = "36";

    private final StringBuilder text = new StringBuilder();
    private final int width;
    private final ScreenStyle style;
    private int columns;

    ScreenLine(int width, ScreenStyle style) {
        this.width = width;
        this.style = style;
    }

    /** Adds as much as there is room for; what is cut ends in {@code ~}. @param sgr one of the constants */
    ScreenLine add(String sgr, String more) {
        String fits = more.length() <= room() ? more : room() == 0 ? "" : more.substring(0, room() - 1) + "~";
        columns += fits.length();
        boolean coloured = style.colour() && !sgr.isEmpty() && !fits.isBlank();
        text.append(coloured ? "\u001b[" + sgr + "m" + fits + "\u001b[0m" : fits);
        return this;
    }

    ScreenLine add(String more) {
        return add(PLAIN, more);
    }

    /** Adds it where all of it has room; whether it had. */
    boolean addWhole(String sgr, String more) {
        if (more.length() > room()) {
            return false;
        }
        add(sgr, more);
        return true;
    }

    /** Blanks up to {@code column}, if that is not passed yet. */
    ScreenLine to(int column) {
        return add(" ".repeat(Math.max(0, Math.min(column, width) - columns)));
    }

    int room() {
        return width - columns;
    }

    /** Without colours. */
    int columns() {
        return columns;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
