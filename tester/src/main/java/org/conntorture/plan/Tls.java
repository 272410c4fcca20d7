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
