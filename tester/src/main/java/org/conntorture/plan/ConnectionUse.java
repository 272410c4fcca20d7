package org.conntorture.plan;

import java.time.Duration;

/**
 * How a connection is used beside what is said on it.
 *
 * @param requestsPerConnection requests with their replies on one connection, one after the other
 * @param hold how long close mode {@code keep} leaves a connection idle before its last use
 * @param closeTimeout for the close modes that wait for the server
 * @param tls null for none
 */
public record ConnectionUse(
        int requestsPerConnection, Duration hold, Duration closeTimeout, Tls tls, ProxyProtocol proxyProtocol) {
    public static final Duration HOLD = Setting.HOLD.standard();
    public static final Duration CLOSE_TIMEOUT = Setting.CLOSE_TIMEOUT.standard();
    /** One exchange in the clear. */
    public static final ConnectionUse PLAIN = of(LoadSettings.NONE);

    public static ConnectionUse of(LoadSettings settings) {
        return new ConnectionUse(
                settings.orStandard(Setting.REQUESTS_PER_CONNECTION),
                settings.orStandard(Setting.HOLD),
                settings.orStandard(Setting.CLOSE_TIMEOUT),
                Tls.of(settings),
                settings.orStandard(Setting.PROXY_PROTOCOL));
    }

    public ConnectionUse {
        if (requestsPerConnection < 1) {
            throw new IllegalArgumentException(
                    "requests per connection must be at least 1, was " + requestsPerConnection);
        }
        Load.requireTimeout("hold", hold);
        Load.requireTimeout("close timeout", closeTimeout);
    }
}
