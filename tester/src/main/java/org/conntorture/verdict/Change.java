package org.conntorture.verdict;

import java.util.Locale;

/** What became of a measure, a target or a whole run since an earlier run. */
public enum Change {
    SAME,
    IMPROVED,
    /** A change worth reporting is neither shown nor excluded. */
    NOT_ENOUGH_DATA,
    /** Outranks all others. */
    REGRESSED;

    /** In words, such as {@code not enough data}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static Change worst(Iterable<Change> changes) {
        Change worst = SAME;
        for (Change change : changes) {
            worst = change.compareTo(worst) > 0 ? change : worst;
        }
        return worst;
    }
}
