package org.conntorture.target;

import java.util.Optional;

/**
 * One run of a target's disturbance.
 *
 * @param startNs System.nanoTime()
 * @param endNs likewise, when its command had ended
 * @param trouble its exit status or its time-out, with its last output; empty where it exited 0
 */
public record DisturbanceRun(long startNs, long endNs, Optional<String> trouble) {

    public long durationNs() {
        return endNs - startNs;
    }
}
