package org.conntorture.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Disturbance;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Role;
import org.conntorture.plan.Target;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.TargetMeasurement;

/** One target of a {@link RunBuilder}, under construction. */
final class TargetSketch {
    final String name;
    final Role role;
    boolean optional;
    String undisturbed;
    Disturbance disturbance;
    int disturbEverySeconds;
    TargetMeasurement.Status status = TargetMeasurement.Status.RAN;
    String reason;
    long attemptsPerSecond = 2_000;
    FailureKind always;
    final Map<Integer, List<FailureCount>> failures = new LinkedHashMap<>();

    TargetSketch(String name, Role role) {
        this.name = name;
        this.role = role;
    }

    Target target() {
        Origin origin = new Origin.Builtin("echo", List.of());
        return new Target(name, role, origin, optional, Map.of(), undisturbed, disturbance);
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
        return new Block(
                round,
                Duration.ofSeconds(startSeconds).toNanos(),
                Duration.ofSeconds(1).toNanos(),
                succeeded + failed,
                ended,
                disturbs ? 1 : 0,
                drain);
    }
}
