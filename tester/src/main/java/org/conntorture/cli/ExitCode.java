package org.conntorture.cli;

import org.conntorture.verdict.Outcome;

/** Exit codes that other programs rely on; {@code --help} lists them. */
final class ExitCode {
    static final int PASS = 0;
    static final int TOOL_ERROR = 1;
    static final int USAGE = 2;
    static final int FAIL = 3;
    static final int INCONCLUSIVE = 4;
    /** A signal's number is added to it: 130 for SIGINT, 143 for SIGTERM. */
    static final int SIGNAL = 128;

    private ExitCode() {}

    static int of(Outcome verdict) {
        return switch (verdict) {
            case PASS -> PASS;
            case FAIL -> FAIL;
            case INCONCLUSIVE -> INCONCLUSIVE;
        };
    }
}
