package org.conntorture.support;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.conntorture.plan.Target;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.Block;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.result.TargetMeasurement.Status;

/** What was measured of a target: it ran and nothing ended in it, but for what a test says. */
public final class MeasurementSketch {
    public Status status = Status.RAN;
    public String reason;
    public String address = "127.0.0.1:1";
    public List<Block> blocks = List.of();
    public long unfinished;
    public FailureRecord firstFailure;
    public long firstFailureNs;
    public long repliesMatched;
    public Map<Integer, Long> statuses = Map.of();
    public Map<String, LatencySummary> phases = Map.of();

    private MeasurementSketch() {}

    public static TargetMeasurement of(Target target, Consumer<MeasurementSketch> change) {
        MeasurementSketch one = new MeasurementSketch();
        change.accept(one);
        return new TargetMeasurement(
                target,
                one.status,
                one.reason,
                one.status == Status.RAN ? one.address : null,
                one.blocks,
                one.unfinished,
                one.firstFailure,
                one.firstFailureNs,
                one.repliesMatched,
                one.statuses,
                one.phases);
    }
}
