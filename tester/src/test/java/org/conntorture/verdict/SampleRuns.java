package org.conntorture.verdict;

import org.conntorture.outcome.FailureKind;

/** Runs that several tests begin with. */
final class SampleRuns {
    private SampleRuns() {}

    static RunBuilder alone() {
        return new RunBuilder(4, 18).subject("web");
    }

    static RunBuilder pair() {
        return new RunBuilder(4, 18).control("java").subject("web");
    }

    /** Two lost connections, three times in each turn. */
    static RunBuilder losing(RunBuilder run) {
        return failing(run, FailureKind.NO_REPLY);
    }

    static RunBuilder failing(RunBuilder run, FailureKind kind) {
        return run.failsEachTurn("web", kind, 2, 8, 14, 20);
    }

    static RunBuilder disturbed() {
        return new RunBuilder(4, 18)
                .control("java")
                .control("go")
                .control("node")
                .subject("pm2")
                .disturbed("pm2-reload", "pm2", 3);
    }

    static RunBuilder disturbedAndLosing() {
        return disturbed().failsEachTurn("pm2-reload", FailureKind.NO_REPLY, 2, 8, 14, 20);
    }
}
