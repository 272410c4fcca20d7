package org.conntorture.scenario;

import static org.conntorture.scenario.Overrides.first;

import java.time.Duration;
import java.util.List;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Load;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Sources;
import org.conntorture.plan.Stage;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;

/**
 * Makes a load of settings, with the defaults for what is not set; the same for scenarios and ad hoc runs.
 *
 * @param processors of this machine: more event loops than these only disturb each other
 */
record LoadPlanner(int processors) {
    /** One thread drives these with time to spare, and fewer threads leave more of the machine to the target. */
    private static final int WORKERS_PER_EVENT_LOOP = 64;

    private static final int WORKERS = 5;
    private static final Duration WARMUP = Duration.ofSeconds(1);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(5);

    static LoadPlanner ofThisMachine() {
        return new LoadPlanner(Runtime.getRuntime().availableProcessors());
    }

    Load plan(Overrides settings) {
        int workers = first(settings.workers(), workers(settings.stages()));
        return new Load(
                workload(settings),
                first(settings.closeMode(), CloseMode.FIN),
                workers,
                first(settings.eventLoops(), eventLoops(workers)),
                first(settings.transport(), TransportChoice.AUTO),
                first(settings.ratePerSecond(), 0.0),
                settings.ends(),
                first(settings.warmup(), WARMUP),
                first(settings.connectTimeout(), CONNECT_TIMEOUT),
                first(settings.replyTimeout(), REPLY_TIMEOUT),
                first(settings.sources(), Sources.KERNEL),
                settings.protocol().manners(),
                settings.stages());
    }

    /** Refuses a payload that {@code given} sets and the workload of {@code merged} would not send. */
    static void requirePayloadIsSent(Overrides given, Overrides merged) {
        if (given.payload() != null && merged.workload() == Workload.Kind.CONNECT) {
            throw new IllegalArgumentException("payload is for workloads that write, the workload is connect");
        }
    }

    /** Refuses what {@code given} sets and the load of {@code merged} has no use for. */
    static void requireUsed(Overrides given, Overrides merged) {
        CloseMode close = first(merged.closeMode(), CloseMode.FIN);
        if (given.protocol().hold() != null && close != CloseMode.KEEP) {
            throw new IllegalArgumentException("hold is for close keep, close is " + close.id());
        }
        if (given.protocol().closeTimeout() != null && !close.waitsForServer()) {
            throw new IllegalArgumentException(
                    "close timeout is for close half-close and server, close is " + close.id());
        }
        HttpSettings http = given.protocol().http();
        boolean asks = http.method() != null || !http.headers().isEmpty() || http.status() != null;
        if (asks && merged.workload() != Workload.Kind.REQUEST) {
            throw new IllegalArgumentException(
                    "http method, headers and status are for the workload request, the workload is "
                            + first(merged.workload(), Workload.Kind.ECHO).id());
        }
    }

    static Workload workload(Overrides settings) {
        Workload.Kind kind = first(settings.workload(), Workload.Kind.ECHO);
        Payload payload =
                kind == Workload.Kind.CONNECT ? Payload.NONE : first(settings.payload(), kind.standardPayload());
        return new Workload(
                kind,
                payload,
                kind == Workload.Kind.REQUEST ? settings.protocol().http().http(payload) : null);
    }

    /** A burst is that many connections at a time. */
    private static int workers(List<Stage> stages) {
        long largest = stages.stream().mapToLong(Stage::burst).max().orElse(0);
        return (int) Math.max(WORKERS, Math.min(Load.MOST_WORKERS, largest));
    }

    /** Of no workers too: what is wrong with that is for {@link Load} to say. */
    private int eventLoops(int workers) {
        return Math.max(1, Math.min(processors, (workers + WORKERS_PER_EVENT_LOOP - 1) / WORKERS_PER_EVENT_LOOP));
    }
}
