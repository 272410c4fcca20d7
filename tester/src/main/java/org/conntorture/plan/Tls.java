package org.conntorture.plan;

import java.nio.file.Path;
import java.util.List;

/**
 * TLS around whatever the workload says.
 *
 * @param insecure takes any certificate
 * @param caCert PEM file of the authorities to trust, or null for those of the JDK
 * @param cert PEM file of the client's own certificate chain, or null
 * @param key PEM file of its private key (PKCS#8), or null
 * @param serverName for SNI and for the check of the certificate, or null for the host of the target
 * @param alpn protocols offered, in the order of preference; empty for no ALPN
 * @param resume takes up earlier sessions where the server allows, instead of a full handshake each time
 */
public record Tls(
        boolean insecure, Path caCert, Path cert, Path key, String serverName, List<String> alpn, boolean resume) {
    public static final Tls DEFAULT = new Tls(false, null, null, null, null, List.of(), false);

    private static final List<Setting<?>> DETAILS = List.of(
            Setting.INSECURE,
            Setting.CACERT,
            Setting.CERT,
            Setting.KEY,
            Setting.SERVER_NAME,
            Setting.ALPN,
            Setting.RESUME);

    /** Null for none. */
    public static Tls of(LoadSettings settings) {
        if (!settings.orStandard(Setting.TLS)) {
            if (DETAILS.stream().anyMatch(settings::has)) {
                throw new IllegalArgumentException(
                        "TLS options are for https:// and tls:// targets, and for scenarios whose load has tls");
            }
            return null;
        }
        return new Tls(
                settings.orStandard(Setting.INSECURE),
                settings.get(Setting.CACERT),
                settings.get(Setting.CERT),
                settings.get(Setting.KEY),
                settings.get(Setting.SERVER_NAME),
                settings.orStandard(Setting.ALPN),
                settings.orStandard(Setting.RESUME));
    }

    public Tls {
        alpn = List.copyOf(alpn);
        if ((cert == null) != (key == null)) {
            throw new IllegalArgumentException(
                    cert == null ? "key needs cert, its certificate" : "cert needs key, its private key");
        }
        if (insecure && caCert != null) {
            throw new IllegalArgumentException("insecure takes any certificate, so cacert has no use; leave one out");
        }
    }
}
