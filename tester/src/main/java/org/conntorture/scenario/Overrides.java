package org.conntorture.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Ends;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Quantity;
import org.conntorture.plan.Sources;
import org.conntorture.plan.Stage;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;

/**
 * What the command line sets; null is not set. Filled by the command line, and laid over what a scenario file says, which
 * is read into the same form.
 *
 * @param untilFailures stop a target after so many
 * @param eventLoops threads
 * @param stages of each turn, or empty
 * @param variables of the scenario, by name
 */
public record Overrides(
        Long attempts,
        Duration duration,
        Long untilFailures,
        Integer rounds,
        Integer workers,
        Integer eventLoops,
        TransportChoice transport,
        Double ratePerSecond,
        Duration warmup,
        Duration connectTimeout,
        Duration replyTimeout,
        Workload.Kind workload,
        Payload payload,
        CloseMode closeMode,
        Sources sources,
        ProtocolSettings protocol,
        List<Stage> stages,
        Map<String, String> variables) {
    public static final Overrides NONE = ofEnds(null, null, null);

    public Overrides {
        variables = Map.copyOf(variables);
        stages = List.copyOf(stages);
        requireOne("attempts", attempts);
        requireOne("failures", untilFailures);
    }

    /** Ends alone. */
    static Overrides ofEnds(Long attempts, Duration duration, Long failures) {
        return new Overrides(
                attempts,
                duration,
                failures,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                ProtocolSettings.NONE,
                List.of(),
                Map.of());
    }

    /** The same with what is said on a connection. */
    Overrides with(Workload.Kind kind, ProtocolSettings used) {
        return new Overrides(
                attempts,
                duration,
                untilFailures,
                rounds,
                workers,
                eventLoops,
                transport,
                ratePerSecond,
                warmup,
                connectTimeout,
                replyTimeout,
                kind,
                payload,
                closeMode,
                sources,
                used,
                stages,
                variables);
    }

    /** These settings, and those of {@code base} where nothing is set; the ends are one setting, all or none. */
    Overrides over(Overrides base) {
        Overrides endsFrom = hasEnd() ? this : base;
        return new Overrides(
                endsFrom.attempts,
                endsFrom.duration,
                endsFrom.untilFailures,
                first(rounds, base.rounds),
                first(workers, base.workers),
                first(eventLoops, base.eventLoops),
                first(transport, base.transport),
                first(ratePerSecond, stages.isEmpty() ? base.ratePerSecond : null),
                first(warmup, base.warmup),
                first(connectTimeout, base.connectTimeout),
                first(replyTimeout, base.replyTimeout),
                first(workload, base.workload),
                first(payload, base.payload),
                first(closeMode, base.closeMode),
                first(sources, base.sources),
                protocol.over(base.protocol),
                stages.isEmpty() && ratePerSecond == null ? base.stages : stages,
                variables);
    }

    /**
     * The same for a run of {@code targets}: several keep {@code base}'s other ends beside one in failures alone, which a
     * clean target never meets.
     */
    Overrides over(Overrides base, int targets) {
        boolean endless = targets > 1 && untilFailures != null && attempts == null && duration == null;
        Overrides merged = over(base);
        return endless ? ofEnds(base.attempts, base.duration, untilFailures).over(merged) : merged;
    }

    /** The same, so that a target's load ends with its last stage, if not before. */
    Overrides endingWithStages(int rounds) {
        Duration staged = stagesDuration();
        if (staged == null) {
            return this;
        }
        Duration whole = staged.multipliedBy(rounds);
        if (duration != null && duration.compareTo(whole) > 0) {
            throw new IllegalArgumentException(
                    "duration " + Quantity.text(duration) + " is longer than the stages, which take "
                            + Quantity.text(whole) + " in " + rounds + (rounds == 1 ? " round" : " rounds"));
        }
        return ofEnds(attempts, first(duration, whole), untilFailures).over(this);
    }

    /** How long the stages take, or null where there are none or they have no end. */
    Duration stagesDuration() {
        return stages.isEmpty() || stages.get(stages.size() - 1).isEndless()
                ? null
                : stages.stream().map(Stage::duration).reduce(Duration.ZERO, Duration::plus);
    }

    boolean hasEnd() {
        return attempts != null || duration != null || untilFailures != null;
    }

    Ends ends() {
        return new Ends(first(attempts, 0L), duration, first(untilFailures, 0L));
    }

    static <T> T first(T wanted, T fallback) {
        return wanted != null ? wanted : fallback;
    }

    private static void requireOne(String what, Long count) {
        if (count != null && count < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, was " + count);
        }
    }
}
