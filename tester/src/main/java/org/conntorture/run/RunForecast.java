package org.conntorture.run;

import org.conntorture.plan.Ends;
import org.conntorture.plan.RunPlan;
import org.conntorture.result.TargetTotals;
import org.conntorture.result.Turn;

/** How long a run still takes, if targets to come are as fast as the present one. */
final class RunForecast {
    private final Ends ends;
    private final int rounds;

    RunForecast(RunPlan plan) {
        this.ends = plan.ownLoad().ends();
        this.rounds = plan.rounds();
    }

    /** Nanoseconds, or -1 where nothing tells. */
    long runLeftNs(Turn turn, TargetTotals totals, long elapsedNs) {
        long turnNs = Long.MAX_VALUE;
        if (ends.duration() != null) {
            turnNs = ends.duration().toNanos() / rounds;
        }
        if (ends.attempts() > 0 && totals.attempts() > 0) {
            double attemptsPerTurn = (double) ends.attempts() / rounds;
            double attemptsOfTurn = totals.attempts() - attemptsPerTurn * (turn.round() - 1);
            turnNs = (long) Math.min(turnNs, elapsedNs * attemptsPerTurn / Math.max(1, attemptsOfTurn));
        }
        return turnNs == Long.MAX_VALUE ? -1 : Math.max(0, turnNs - elapsedNs) + turnNs * (turn.turns() - turn.index());
    }
}
