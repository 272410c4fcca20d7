package org.conntorture.screen;

/**
 * What moves the cursor of the terminal at hand and erases.
 *
 * @param up moves it one row up
 * @param eraseBelow from the cursor to the end of the terminal
 */
record ScreenCodes(String up, String eraseBelow) {
    String up(int rows) {
        return up.repeat(rows);
    }
}
