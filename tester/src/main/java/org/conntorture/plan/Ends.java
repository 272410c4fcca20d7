package org.conntorture.plan;

import java.time.Duration;

/**
 * When a target's load ends, whichever comes first; over all rounds together.
 *
 * @param attempts to start, or 0 for no such end
 * @param duration of all turns of the target, or null
 * @param failures of blame TARGET or PATH after which it stops, or 0
 */
public record Ends(long attempts, Duration duration, long failures) {
    public static final long MOST_ATTEMPTS = 1_000_000_000_000L;

    public Ends {
        if (attempts < 0 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("attempts must be 1 to 1,000,000,000,000, was " + attempts);
        }
        if (failures < 0) {
            throw new IllegalArgumentException("failures must be at least 1, was " + failures);
        }
        if (duration != null && (duration.toMillis() < 1 || duration.compareTo(Duration.ofDays(365)) > 0)) {
            throw new IllegalArgumentException("duration must be 1ms to 365 days");
        }
        if (attempts == 0 && duration == null && failures == 0) {
            throw new IllegalArgumentException("a run needs an end: attempts, duration or failures");
        }
    }
}
