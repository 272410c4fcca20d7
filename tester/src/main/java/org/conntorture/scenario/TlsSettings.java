package org.conntorture.scenario;

import static org.conntorture.scenario.Overrides.first;

import java.nio.file.Path;
import java.util.List;
import org.conntorture.plan.Tls;

/**
 * What is set of TLS; null or empty is not set.
 *
 * @param on whether there is TLS at all, which a scheme or a scenario says; its details alone do not
 */
public record TlsSettings(
        boolean on,
        Boolean insecure,
        Path caCert,
        Path cert,
        Path key,
        String serverName,
        List<String> alpn,
        Boolean resume) {
    static final TlsSettings NONE = new TlsSettings(false, null, null, null, null, null, List.of(), null);
    static final TlsSettings ON = new TlsSettings(true, null, null, null, null, null, List.of(), null);

    public TlsSettings {
        alpn = List.copyOf(alpn);
    }

    /** These settings, and those of {@code base} where nothing is set; whom to trust is one setting. */
    TlsSettings over(TlsSettings base) {
        boolean trusts = insecure != null || caCert != null;
        return new TlsSettings(
                on || base.on,
                trusts ? insecure : base.insecure,
                trusts ? caCert : base.caCert,
                first(cert, base.cert),
                first(key, base.key),
                first(serverName, base.serverName),
                alpn.isEmpty() ? base.alpn : alpn,
                first(resume, base.resume));
    }

    /** Null for none. */
    Tls tls() {
        if (!on) {
            if (!equals(NONE)) {
                throw new IllegalArgumentException(
                        "TLS options are for https:// and tls:// targets, and for scenarios" + " whose load has tls");
            }
            return null;
        }
        return new Tls(first(insecure, false), caCert, cert, key, serverName, alpn, first(resume, false));
    }
}
