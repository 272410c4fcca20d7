package org.conntorture.doctor;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The test that is asked about.
 *
 * @param isLocal whether the target's address is one of this host
 * @param ratePerSecond of new connections, or 0 for as many as go
 */
public record Purpose(Optional<InetSocketAddress> target, boolean isLocal, double ratePerSecond) {
    public Purpose {
        if (ratePerSecond < 0) {
            throw new IllegalArgumentException("rate must not be negative, was " + ratePerSecond);
        }
    }

    boolean isOffLoopback() {
        return target.isPresent() && !target.get().getAddress().isLoopbackAddress();
    }
}
