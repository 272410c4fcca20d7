package org.conntorture.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a load of settings, with the defaults for what is not set; the same for scenarios and ad hoc runs.
 *
 * @param processors of this machine: more threads than these only disturb each other
 */
public record LoadPlanner(int processors) {
    /** One thread drives these with time to spare, and fewer threads leave more of the machine to the target. */
    private static final int WORKERS_PER_THREAD = 64;

    public static LoadPlanner ofThisMachine() {
        return new LoadPlanner(Runtime.getRuntime().availableProcessors());
    }

    public Load plan(LoadSettings settings) {
        List<Stage> stages = settings.orStandard(Setting.STAGES);
        int workers = settings.or(Setting.WORKERS, workers(stages));
        return new Load(
                Workload.of(settings),
                settings.orStandard(Setting.CLOSE),
                workers,
                settings.or(Setting.THREADS, threads(workers)),
                settings.orStandard(Setting.TRANSPORT),
                settings.orStandard(Setting.RATE),
                settings.ends(),
                settings.orStandard(Setting.WARMUP),
                settings.orStandard(Setting.CONNECT_TIMEOUT),
                settings.orStandard(Setting.REPLY_TIMEOUT),
                settings.orStandard(Setting.SOURCES),
                ConnectionUse.of(settings),
                stages);
    }

    /** Refuses what {@code given} sets and the load of {@code merged} has no use for. */
    public static void requireUsed(LoadSettings given, LoadSettings merged) {
        Workload.Kind workload = merged.orStandard(Setting.WORKLOAD);
        CloseMode close = merged.orStandard(Setting.CLOSE);
        if (given.has(Setting.PAYLOAD) && !workload.writes()) {
            throw new IllegalArgumentException("payload is for workloads that write, the workload is connect");
        }
        if (given.has(Setting.HOLD) && close != CloseMode.KEEP) {
            throw new IllegalArgumentException("hold is for close keep, close is " + close.id());
        }
        if (given.has(Setting.CLOSE_TIMEOUT) && !close.waitsForServer()) {
            throw new IllegalArgumentException(
                    "close timeout is for close half-close and server, close is " + close.id());
        }
        if (given.has(Setting.EXPECT_REPLY) && workload != Workload.Kind.REPLY) {
            throw new IllegalArgumentException(
                    "expect-reply is for the workload reply, the workload is " + workload.id());
        }
        if (given.has(Setting.EXPECT_REPLY) && close == CloseMode.HALF_CLOSE) {
            throw new IllegalArgumentException(
                    "expect-reply does not go with close half-close, which reads to the end");
        }
        boolean asks =
                Stream.of(Setting.METHOD, Setting.HEADERS, Setting.STATUS).anyMatch(given::has);
        if (asks && !workload.takesHttp()) {
            throw new IllegalArgumentException(
                    "http method, headers and status are for the workload request, the workload is " + workload.id());
        }
    }

    /** A burst is that many connections at a time. */
    private static int workers(List<Stage> stages) {
        long largest = stages.stream().mapToLong(Stage::burst).max().orElse(0);
        return (int) Math.max(Setting.WORKERS.standard(), Math.min(Load.MOST_WORKERS, largest));
    }

    /** Of no workers too: what is wrong with that is for {@link Load} to say. */
    private int threads(int workers) {
        return Math.max(1, Math.min(processors, (workers + WORKERS_PER_THREAD - 1) / WORKERS_PER_THREAD));
    }
}
