package org.conntorture.verdict;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.conntorture.plan.RunPlan;
import org.conntorture.result.Block;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.store.FinishedRun;
import org.conntorture.store.PlanFile;

/** Measured runs of a {@link RunBuilder} as their directories would tell them, with latencies a test makes up. */
final class FinishedRuns {
    /** Thousands of simulated runs share a few plans. */
    private static final Map<RunPlan, PlanFile> PLANS = new ConcurrentHashMap<>();

    private FinishedRuns() {}

    /** Nanoseconds that the median attempt of a second takes; the 99th percentile is ten times that. */
    interface Latency {
        double medianNs(String target, Block block);
    }

    static final Latency STEADY = (target, block) -> 100_000;

    static FinishedRun of(String directory, RunMeasurement run, Latency latency) {
        Map<String, FinishedRun.Target> targets = new LinkedHashMap<>();
        for (TargetMeasurement measured : run.targets()) {
            String name = measured.target().name();
            Map<Long, Map<String, LatencySummary>> latencies = new HashMap<>();
            for (Block block : measured.blocks()) {
                if (!block.drain()) {
                    latencies.put(block.startNs(), Map.of("connect", summary(latency.medianNs(name, block))));
                }
            }
            String reason = measured.reason() == null ? "" : measured.reason();
            targets.put(
                    name, new FinishedRun.Target(name, measured.target().role(), reason, measured.blocks(), latencies));
        }
        return new FinishedRun(directory, PLANS.computeIfAbsent(run.plan(), PlanFile::of), targets, List.of());
    }

    private static LatencySummary summary(double medianNs) {
        long p50 = Math.round(medianNs);
        return new LatencySummary(2_000, p50, 3 * p50, 10 * p50, 20 * p50, 30 * p50);
    }

    static Comparison compare(RunBuilder base, RunBuilder now) {
        return compare(base, STEADY, now, STEADY);
    }

    static Comparison compare(RunBuilder base, Latency baseLatency, RunBuilder now, Latency nowLatency) {
        return Comparer.compare(
                of("base", base.build(), baseLatency), of("now", now.build(), nowLatency), SmallestEffect.DEFAULT);
    }
}
