package org.conntorture.scenario;

import static org.conntorture.scenario.Overrides.first;

import java.time.Duration;
import org.conntorture.plan.ConnectionUse;
import org.conntorture.plan.ProxyProtocol;

/**
 * What is set of how a connection is used; null is not set.
 *
 * @param exchanges requests on one connection
 * @param http {@link HttpSettings#NONE} where nothing is set
 */
public record ProtocolSettings(
        Integer exchanges,
        Duration hold,
        Duration closeTimeout,
        TlsSettings tls,
        ProxyProtocol proxyProtocol,
        HttpSettings http) {
    public static final ProtocolSettings NONE =
            new ProtocolSettings(null, null, null, TlsSettings.NONE, null, HttpSettings.NONE);

    static ProtocolSettings ofHttp(HttpSettings http) {
        return new ProtocolSettings(null, null, null, TlsSettings.NONE, null, http);
    }

    ProtocolSettings with(TlsSettings other) {
        return new ProtocolSettings(exchanges, hold, closeTimeout, other, proxyProtocol, http);
    }

    ProtocolSettings over(ProtocolSettings base) {
        return new ProtocolSettings(
                first(exchanges, base.exchanges),
                first(hold, base.hold),
                first(closeTimeout, base.closeTimeout),
                tls.over(base.tls),
                first(proxyProtocol, base.proxyProtocol),
                http.over(base.http));
    }

    ConnectionUse manners() {
        return new ConnectionUse(
                first(exchanges, ConnectionUse.PLAIN.exchanges()),
                first(hold, ConnectionUse.PLAIN.hold()),
                first(closeTimeout, ConnectionUse.PLAIN.closeTimeout()),
                tls.tls(),
                first(proxyProtocol, ProxyProtocol.NONE));
    }
}
