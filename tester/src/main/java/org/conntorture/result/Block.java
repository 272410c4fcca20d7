package org.conntorture.result;

import java.util.List;
import org.conntorture.outcome.Blame;

/**
 * About one second of one target's turn: what ended in it. The smallest unit of comparison.
 *
 * @param round from 1
 * @param startNs since the start of the run
 * @param attempts ended in it, failed ones included
 * @param failures of them, by what failed; mostly empty
 * @param disturbances started in it
 * @param drain nothing new was started in it: the turn was over and open attempts ran to their deadlines
 * @param begun when what ended in it was begun, in an open loop; else null
 * @param hiccups of the tester that ended in it, in order; mostly none
 */
public record Block(
        int round,
        long startNs,
        long durationNs,
        long attempts,
        List<FailureCount> failures,
        int disturbances,
        boolean drain,
        Begun begun,
        List<Hiccup> hiccups) {
    public Block {
        failures = List.copyOf(failures);
        hiccups = List.copyOf(hiccups);
    }

    /** Failures not of the tester's own making. */
    public long judgedFailures() {
        long sum = 0;
        for (FailureCount failure : failures) {
            if (failure.kind().blame() != Blame.TESTER) {
                sum += failure.count();
            }
        }
        return sum;
    }

    public long testerFailures() {
        long sum = 0;
        for (FailureCount failure : failures) {
            if (failure.kind().blame() == Blame.TESTER) {
                sum += failure.count();
            }
        }
        return sum;
    }
}
