package org.conntorture.verdict;

import java.util.Locale;

/** What a finding, and in the end the run, comes to. */
public enum Outcome {
    PASS,
    /** Outranks INCONCLUSIVE: a proven fault stays proven whatever else is in doubt. */
    FAIL,
    INCONCLUSIVE;

    /** Name in files, such as {@code inconclusive}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
