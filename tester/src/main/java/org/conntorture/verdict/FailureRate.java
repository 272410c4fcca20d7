package org.conntorture.verdict;

/** Failures of blame TARGET or PATH per attempt the tester did not spoil itself, with the 95 % interval. */
public record FailureRate(double estimate, double low95, double high95) {
    public FailureRate {
        if (!(0 <= low95 && low95 <= estimate && estimate <= high95 && high95 <= 1)) {
            throw new IllegalArgumentException(
                    "rate must lie in its interval within 0 to 1, was " + low95 + ", " + estimate + ", " + high95);
        }
    }
}
