package org.conntorture.verdict;

import java.util.Locale;

/** What a finding, and in the end the run, comes to. */
public enum Verdict {
    PASS(0),
    /** Outranks INCONCLUSIVE: a proven fault stays proven whatever else is in doubt. */
    FAIL(3),
    INCONCLUSIVE(4);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Of a process that ends with it, on which other programs rely. */
    public int exitCode() {
        return exitCode;
    }

    /** Name in files, such as {@code inconclusive}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
