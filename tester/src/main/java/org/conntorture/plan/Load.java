package org.conntorture.plan;

import java.time.Duration;
import java.util.List;

/**
 * The load each target gets.
 *
 * @param workers connections at a time, at most
 * @param threads event loops that carry them
 * @param ratePerSecond attempts started per second in an open loop; 0 is the closed loop, each worker as fast as it can
 * @param warmup at the start of each turn, whose latencies are not recorded; cut to a tenth of the turn
 * @param connectTimeout from open to connected
 * @param replyTimeout from connected to the end of the reply, and again for each further exchange
 * @param stages of each turn, or empty; instead of a rate
 */
public record Load(
        Workload workload,
        CloseMode closeMode,
        int workers,
        int threads,
        TransportChoice transport,
        double ratePerSecond,
        Ends ends,
        Duration warmup,
        Duration connectTimeout,
        Duration replyTimeout,
        Sources sources,
        ConnectionUse manners,
        List<Stage> stages) {
    public static final int MOST_WORKERS = 100_000;
    public static final double MOST_RATE = 10_000_000;
    /** Is never still being written while its echo fills the buffers of the way back. */
    private static final int SHORT_BYTES = 16384;

    public Load {
        stages = List.copyOf(stages);
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("workers must be 1 to " + MOST_WORKERS + ", was " + workers);
        }
        if (threads < 1 || threads > workers) {
            throw new IllegalArgumentException(
                    "threads must be 1 to the number of workers (" + workers + "), was " + threads);
        }
        if (!(ratePerSecond >= 0 && ratePerSecond <= MOST_RATE)) {
            throw new IllegalArgumentException("rate must be above 0 and at most 10M a second, was " + ratePerSecond);
        }
        if (warmup.isNegative()) {
            throw new IllegalArgumentException("warmup must not be negative");
        }
        requireTimeout("connect timeout", connectTimeout);
        requireTimeout("reply timeout", replyTimeout);
        if (ratePerSecond > 0 && !stages.isEmpty()) {
            throw new IllegalArgumentException("rate has no use beside stages or bursts, which have their own");
        }
        requireRepeatable(workload, closeMode, manners);
        requireClearHalfClose(workload, closeMode, manners);
        if (transport == TransportChoice.IO_URING && !hasOnePlainExchange(workload, closeMode, manners)) {
            throw new IllegalArgumentException(
                    "transport io_uring carries one exchange of at most 16 KiB for each connection,"
                            + " in the clear and with close fin or rst; leave it out, or give epoll or nio");
        }
    }

    private static void requireRepeatable(Workload workload, CloseMode closeMode, ConnectionUse manners) {
        boolean repeatable = workload.kind().mayBeRepeated();
        if (!repeatable && manners.requestsPerConnection() > 1) {
            throw new IllegalArgumentException(
                    "requests per connection need the workload echo or request, the workload is "
                            + workload.kind().id());
        }
        if (!repeatable && closeMode == CloseMode.KEEP) {
            throw new IllegalArgumentException("close keep needs the workload echo or request, the workload is "
                    + workload.kind().id());
        }
        if (closeMode == CloseMode.ABANDON && manners.requestsPerConnection() > 1) {
            throw new IllegalArgumentException(
                    "requests per connection have no use with close abandon, which leaves in the first");
        }
    }

    private static void requireClearHalfClose(Workload workload, CloseMode closeMode, ConnectionUse manners) {
        boolean eof = workload.kind().endsWithServersClose();
        if (manners.tls() != null && (eof || closeMode == CloseMode.HALF_CLOSE)) {
            throw new IllegalArgumentException((eof ? "workload eof" : "close half-close")
                    + " does not go with TLS, to which a bare FIN is an attack");
        }
        if (eof && closeMode != CloseMode.FIN) {
            throw new IllegalArgumentException(
                    "close " + closeMode.id() + " does not go with workload eof, which ends with the server's close");
        }
    }

    void requireFitForUnixSockets() {
        if (closeMode == CloseMode.RST) {
            throw new IllegalArgumentException("close rst is for TCP; a unix socket has no reset to send");
        }
        if (transport == TransportChoice.IO_URING) {
            throw new IllegalArgumentException(
                    "transport io_uring is for TCP, not for unix sockets; leave it out, or give epoll or nio");
        }
        if (!sources.isKernels()) {
            throw new IllegalArgumentException("sources are for TCP; a client of a unix socket has no address or port");
        }
    }

    /** Whether attempts start on schedule, however long each takes. */
    public boolean isOpenLoop() {
        return ratePerSecond > 0 || !stages.isEmpty();
    }

    /** Whether each connection carries one short exchange in the clear and ends with it, which bare sockets can carry. */
    public boolean hasOnePlainExchange() {
        return hasOnePlainExchange(workload, closeMode, manners);
    }

    private static boolean hasOnePlainExchange(Workload workload, CloseMode closeMode, ConnectionUse manners) {
        return !workload.kind().endsWithServersClose()
                && workload.bytes() <= SHORT_BYTES
                && manners.requestsPerConnection() == 1
                && manners.tls() == null
                && manners.proxyProtocol() == ProxyProtocol.NONE
                && (closeMode == CloseMode.FIN || closeMode == CloseMode.RST);
    }

    /** The schedule of one event loop in an open loop; of the load of all shards together. */
    public Pacer pacer(int loopIndex, Shard shard) {
        return stages.isEmpty()
                ? new Pacer(ratePerSecond, loopIndex, threads, shard)
                : new Pacer(stages, loopIndex, threads, shard);
    }

    /** The same on one thread: what two machines with other numbers of cores have in common. */
    Load onOneThread() {
        return new Load(
                workload,
                closeMode,
                workers,
                1,
                transport,
                ratePerSecond,
                ends,
                warmup,
                connectTimeout,
                replyTimeout,
                sources,
                manners,
                stages);
    }

    /** What one of several testers has of it, but for the stages, which are of all together. */
    Load of(Shard shard) {
        return new Load(
                workload,
                closeMode,
                workers,
                threads,
                transport,
                ratePerSecond / shard.count(),
                new Ends(shard.of(ends.attempts()), ends.duration(), shard.of(ends.failures())),
                warmup,
                connectTimeout,
                replyTimeout,
                shard.of(sources),
                manners,
                stages);
    }

    static void requireTimeout(String name, Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(name + " must be 1ms to 1h");
        }
    }
}
