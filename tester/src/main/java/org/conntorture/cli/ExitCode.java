package org.conntorture.cli;

import org.conntorture.verdict.Verdict;

/** Exit codes that other programs rely on; {@code --help} lists them. */
final class ExitCode {
    static final int PASS = Verdict.PASS.exitCode();
    static final int TOOL_ERROR = 1;
    static final int USAGE = 2;
    static final int FAIL = Verdict.FAIL.exitCode();
    static final int INCONCLUSIVE = Verdict.INCONCLUSIVE.exitCode();
    /** A signal's number is added to it: 130 for SIGINT, 143 for SIGTERM. */
    static final int SIGNAL = 128;

    private ExitCode() {}
}
