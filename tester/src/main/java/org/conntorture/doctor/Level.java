package org.conntorture.doctor;

import java.util.Locale;

/** How much an {@link Advice} matters, the least first. */
public enum Level {
    OK,
    /** It would hurt a test, or hide something from it. */
    WARNING,
    /** It hurts already. */
    PROBLEM;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
