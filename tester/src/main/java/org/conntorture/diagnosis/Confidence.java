package org.conntorture.diagnosis;

import java.util.Locale;

/** How far a cause is proven, the best first. */
public enum Confidence {
    /** The kernel or the process table shows it for as many attempts as failed. */
    CERTAIN,
    /** It fits in kind and number and its look-alikes are ruled out. */
    LIKELY,
    /** It fits what could be read; a look-alike could not be ruled out. */
    POSSIBLE;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
