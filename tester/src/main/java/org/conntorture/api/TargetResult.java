package org.conntorture.api;

import java.util.List;
import org.conntorture.outcome.Latency;
import org.conntorture.plan.Role;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.run.JudgedRun;

/**
 * What a run came to at one target.
 *
 * @param name its host and port, joined by a dash
 * @param failures that are the target's or the path's doing
 * @param causes ids, the best first, such as {@code accept-queue-overflow}
 * @param connect latency until connected, all 0 where nothing was measured
 * @param read latency from the request to the end of the reply, likewise
 */
public record TargetResult(
        String name,
        Role role,
        long attempts,
        long failures,
        List<String> causes,
        LatencySummary connect,
        LatencySummary read) {
    private static final LatencySummary NOTHING = new LatencySummary(0, 0, 0, 0, 0, 0);

    public TargetResult {
        causes = List.copyOf(causes);
    }

    static TargetResult of(TargetMeasurement target, JudgedRun run) {
        String name = target.target().name();
        return new TargetResult(
                name,
                target.target().role(),
                target.attempts(),
                target.judgedFailures(),
                run.diagnosis().of(name).stream().map(cause -> cause.id().id()).toList(),
                target.phases().getOrDefault(Latency.CONNECT.id(), NOTHING),
                target.phases().getOrDefault(Latency.READ.id(), NOTHING));
    }
}
