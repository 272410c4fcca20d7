package org.conntorture.plan;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How to tell that a started target can take load.
 *
 * @param output expression found in its output, or null: then it is ready once its port accepts a connection
 */
public record Ready(String output, Duration timeout) {
    public static final Ready DEFAULT = new Ready(null, Duration.ofSeconds(30));

    public Ready {
        if (output != null) {
            Pattern.compile(output);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("ready timeout must be above 0");
        }
    }
}
