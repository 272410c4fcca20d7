package org.conntorture.conclusion;

import org.conntorture.verdict.Verdict;

/** Exit codes that other programs rely on; {@code --help} lists them. */
public final class ExitCode {
    public static final int PASS = Verdict.PASS.exitCode();
    public static final int TOOL_ERROR = 1;
    public static final int USAGE = 2;
    public static final int FAIL = Verdict.FAIL.exitCode();
    public static final int INCONCLUSIVE = Verdict.INCONCLUSIVE.exitCode();
    /** A signal's number is added to it: 130 for SIGINT, 143 for SIGTERM. */
    public static final int SIGNAL = 128;

    private ExitCode() {}
}
