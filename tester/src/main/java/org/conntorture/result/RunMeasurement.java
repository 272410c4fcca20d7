package org.conntorture.result;

import java.util.List;
import org.conntorture.plan.RunPlan;

/**
 * What was measured of one run, in the order of the plan's targets.
 *
 * @param interrupted ended by a signal
 * @param trouble what kept the tester itself from finishing (a full disk), or null
 * @param longestStallNs longest time in which the tester itself stood still under load
 */
public record RunMeasurement(
        RunPlan plan,
        List<TargetMeasurement> targets,
        boolean interrupted,
        String trouble,
        long durationNs,
        long longestStallNs) {
    public RunMeasurement {
        targets = List.copyOf(targets);
    }
}
