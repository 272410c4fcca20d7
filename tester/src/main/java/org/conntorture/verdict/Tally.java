package org.conntorture.verdict;

import java.util.EnumMap;
import java.util.Map;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.FailureKind;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;

/**
 * What counts of one target that ran.
 *
 * @param all with every failure of blame TARGET or PATH: by it a control is clean or not
 * @param sure without those the tester may have made: by it alone a subject is accused
 * @param rate of {@code all}, or null where there is no attempt to count
 * @param sureKinds failures of {@code sure} by kind
 */
record Tally(
        TargetMeasurement measurement,
        TesterTrouble trouble,
        Timeline all,
        Timeline sure,
        FailureRate rate,
        Map<FailureKind, Long> sureKinds) {

    static Tally of(TargetMeasurement measurement, RunMeasurement run) {
        TesterTrouble trouble = new TesterTrouble(measurement.blocks());
        Timeline.Filter isSure = (block, failure) -> !trouble.mayHaveMade(block, failure);
        Timeline all = Timeline.of(measurement, run.plan().load(), (block, failure) -> true);
        Timeline sure = Timeline.of(measurement, run.plan().load(), isSure);
        return new Tally(measurement, trouble, all, sure, RateEstimator.estimate(all), kinds(measurement, isSure));
    }

    private static Map<FailureKind, Long> kinds(TargetMeasurement measurement, Timeline.Filter isSure) {
        Map<FailureKind, Long> kinds = new EnumMap<>(FailureKind.class);
        for (Block block : measurement.blocks()) {
            for (FailureCount failure : block.failures()) {
                if (failure.kind().blame() != Blame.TESTER && isSure.counts(block, failure)) {
                    kinds.merge(failure.kind(), failure.count(), Long::sum);
                }
            }
        }
        return kinds;
    }

    String name() {
        return measurement.target().name();
    }

    boolean clean() {
        return all.failures() == 0;
    }

    /** Failures of blame TARGET or PATH that the tester may have made. */
    long doubtfulFailures() {
        return all.failures() - sure.failures();
    }

    boolean wasDisturbed() {
        return measurement.target().disturbance() != null
                && measurement.blocks().stream().anyMatch(block -> block.disturbances() > 0);
    }
}
