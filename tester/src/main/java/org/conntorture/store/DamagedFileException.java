package org.conntorture.store;

import java.nio.file.Path;

/** A file of a result directory is not as it was written; the message is one sentence that names the file and what to do. */
public final class DamagedFileException extends IllegalArgumentException {
    private final transient Path file;
    private final int line;
    private final String what;

    /** @param what is wrong; of several lines the first tells */
    public DamagedFileException(Path file, String what, Throwable cause) {
        this(file, 0, what, cause);
    }

    /** @param line from 1, or 0 where the file has no lines of its own */
    public DamagedFileException(Path file, int line, String what, Throwable cause) {
        super(nameOf(file) + " is damaged (" + firstLine(what) + "): make that run again", cause);
        this.file = file;
        this.line = line;
        this.what = firstLine(what);
    }

    private static String firstLine(String text) {
        return String.valueOf(text).lines().findFirst().orElse("");
    }

    static String nameOf(Path file) {
        return file.getFileName() + " of '" + file.getParent() + "'";
    }

    public Path file() {
        return file;
    }

    /** From 1, or 0 where the file has no lines of its own. */
    public int line() {
        return line;
    }

    public String what() {
        return what;
    }

    /** The file's name and its directory, as a sentence begins. */
    public String where() {
        return nameOf(file);
    }
}
