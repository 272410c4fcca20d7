package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Role;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.support.BlockSketch;
import org.conntorture.support.TargetSketch;

/** One target of a {@link RunBuilder}, under construction. */
final class TargetOfRun {
    final String name;
    final TargetSketch target;
    int disturbEverySeconds;
    TargetMeasurement.Status status = TargetMeasurement.Status.RAN;
    String reason;
    long attemptsPerSecond = 2_000;
    FailureKind always;
    final Map<Integer, List<FailureCount>> failures = new LinkedHashMap<>();

    TargetOfRun(String name, Role role) {
        this.name = name;
        this.target = new TargetSketch(name);
        target.role = role;
    }

    /** @param slot key of its failures */
    Block block(int slot, int round, int second, long startSeconds, boolean drain) {
        List<FailureCount> ended = new ArrayList<>(failures.getOrDefault(slot, List.of()));
        long succeeded = drain || always != null ? 0 : attemptsPerSecond;
        if (always != null && !drain && attemptsPerSecond > 0) {
            ended.add(new FailureCount(always, Phase.CONNECT, 0, attemptsPerSecond));
        }
        long failed = ended.stream().mapToLong(FailureCount::count).sum();
        boolean disturbs = disturbEverySeconds > 0 && !drain && second > 0 && second % disturbEverySeconds == 0;
        return BlockSketch.of(succeeded + failed, one -> {
            one.round = round;
            one.startNs = startSeconds * BlockSketch.SECOND_NS;
            one.failures = ended;
            one.disturbances = disturbs ? 1 : 0;
            one.drain = drain;
        });
    }
}
