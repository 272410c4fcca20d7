package org.conntorture.plan;

import java.time.Duration;

/**
 * The load each target gets.
 *
 * @param workers connections at a time, at most
 * @param eventLoops threads that carry them
 * @param ratePerSecond attempts started per second in an open loop; 0 is the closed loop, each worker as fast as it can
 * @param warmup at the start of each turn, whose latencies are not recorded; cut to a tenth of the turn
 * @param connectTimeout from open to connected
 * @param replyTimeout from connected to the end of the reply
 */
public record Load(
        Workload workload,
        CloseMode closeMode,
        int workers,
        int eventLoops,
        TransportChoice transport,
        double ratePerSecond,
        Ends ends,
        Duration warmup,
        Duration connectTimeout,
        Duration replyTimeout,
        Sources sources) {
    public static final int MOST_WORKERS = 100_000;
    public static final double MOST_RATE = 10_000_000;

    public Load {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("workers must be 1 to " + MOST_WORKERS + ", was " + workers);
        }
        if (eventLoops < 1 || eventLoops > workers) {
            throw new IllegalArgumentException(
                    "threads must be 1 to the number of workers (" + workers + "), was " + eventLoops);
        }
        if (!(ratePerSecond >= 0 && ratePerSecond <= MOST_RATE)) {
            throw new IllegalArgumentException("rate must be above 0 and at most 10M a second, was " + ratePerSecond);
        }
        if (warmup.isNegative()) {
            throw new IllegalArgumentException("warmup must not be negative");
        }
        requireTimeout("connect timeout", connectTimeout);
        requireTimeout("reply timeout", replyTimeout);
    }

    private static void requireTimeout(String name, Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(name + " must be 1ms to 1h");
        }
    }
}
