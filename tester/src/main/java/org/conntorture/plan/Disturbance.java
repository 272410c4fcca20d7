package org.conntorture.plan;

import java.time.Duration;

/**
 * What is done to a target while it is under load, again and again within its turns.
 *
 * @param every from the start of a turn to the first, and from one start to the next
 * @param command run as the target's other commands are, with PID
 * @param during completes "loses connections while ..." in reports, such as {@code it is reloaded}
 * @param timeout after which one run of the command is ended and told as trouble
 */
public record Disturbance(Duration every, String command, String during, Duration timeout) {
    public Disturbance {
        if (every.toMillis() < 10) {
            throw new IllegalArgumentException("disturb every must be at least 10ms");
        }
        if (command.isBlank()) {
            throw new IllegalArgumentException("disturb command must not be empty");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("disturb timeout must be above 0");
        }
    }
}
