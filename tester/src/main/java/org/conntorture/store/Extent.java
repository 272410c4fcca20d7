package org.conntorture.store;

/** How much of a file of many lines there was to read. */
public enum Extent {
    /** There is no such file. */
    MISSING,
    /** It ends in half a line, as a kill or a full disk leaves it, or is damaged where that cannot be told apart. */
    CUT,
    WHOLE
}
