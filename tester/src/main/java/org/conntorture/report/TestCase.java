package org.conntorture.report;

import java.util.Objects;

/**
 * One line of a test report.
 *
 * @param message the reason in one sentence; of what passed, the figures that show it
 * @param detail text of several lines, or empty
 */
record TestCase(String name, double seconds, Result result, String message, String detail) {
    enum Result {
        PASSED,
        FAILED,
        /** Neither: the measurement does not tell, and a build must not pass for that. */
        ERROR,
        SKIPPED
    }

    TestCase {
        Objects.requireNonNull(result, "result");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a test case needs a name");
        }
    }
}
