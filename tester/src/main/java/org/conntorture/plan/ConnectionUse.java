package org.conntorture.plan;

import java.time.Duration;

/**
 * How a connection is used beside what is said on it.
 *
 * @param exchanges requests with their replies on one connection, one after the other
 * @param hold how long close mode {@code keep} leaves a connection idle before its last use
 * @param closeTimeout for the close modes that wait for the server
 * @param tls null for none
 */
public record ConnectionUse(int exchanges, Duration hold, Duration closeTimeout, Tls tls, ProxyProtocol proxyProtocol) {
    public static final Duration HOLD = Duration.ofSeconds(5);
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    /** One exchange in the clear. */
    public static final ConnectionUse PLAIN = new ConnectionUse(1, HOLD, CLOSE_TIMEOUT, null, ProxyProtocol.NONE);

    public ConnectionUse {
        if (exchanges < 1) {
            throw new IllegalArgumentException("requests per connection must be at least 1, was " + exchanges);
        }
        Load.requireTimeout("hold", hold);
        Load.requireTimeout("close timeout", closeTimeout);
    }
}
