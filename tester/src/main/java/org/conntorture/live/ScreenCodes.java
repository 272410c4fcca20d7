package org.conntorture.live;

/**
 * What moves the cursor of the terminal at hand and erases.
 *
 * @param up moves it one row up
 * @param eraseLine from the cursor to the end of its line
 * @param eraseBelow from the cursor to the end of the terminal
 */
record ScreenCodes(String up, String eraseLine, String eraseBelow) {
    String up(int rows) {
        return up.repeat(rows);
    }
}
