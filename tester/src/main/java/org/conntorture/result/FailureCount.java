package org.conntorture.result;

import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/**
 * How often one distinct failure was seen.
 *
 * @param errno 0 where the kernel gave none
 * @param doubtful whether the tester may have made them itself, as a merge says, which knows what befell which tester;
 *     null where what befell the tester in the same round tells
 */
public record FailureCount(FailureKind kind, Phase phase, int errno, long count, Boolean doubtful) {
    public FailureCount(FailureKind kind, Phase phase, int errno, long count) {
        this(kind, phase, errno, count, null);
    }

    public FailureCount doubted(boolean byMerge) {
        return new FailureCount(kind, phase, errno, count, byMerge);
    }

    /** Both as one. @param other alike in all but its count */
    public FailureCount plus(FailureCount other) {
        return new FailureCount(kind, phase, errno, count + other.count, doubtful);
    }

    /** The same for those that differ in nothing but their count. */
    public String key() {
        return kind + " " + phase + " " + errno + " " + doubtful;
    }
}
