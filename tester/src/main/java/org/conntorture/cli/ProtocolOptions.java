package org.conntorture.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.scenario.HttpSettings;
import org.conntorture.scenario.ProtocolSettings;
import org.conntorture.scenario.TlsSettings;
import picocli.CommandLine.Option;

/** The options that say how a connection is used: HTTP, TLS, the PROXY protocol, several requests. */
final class ProtocolOptions {
    @Option(
            names = "--requests-per-connection",
            paramLabel = "COUNT",
            converter = LoadOptions.Count.class,
            description = "exchanges on each connection, one after the other (default 1)")
    private Long exchanges;

    @Option(
            names = "--hold",
            paramLabel = "TIME",
            converter = LoadOptions.Time.class,
            description = "how long --close keep leaves a connection idle, default 5s")
    private Duration hold;

    @Option(
            names = {"-X", "--method"},
            paramLabel = "METHOD",
            description = "HTTP method (default GET, or POST with a payload)")
    private String method;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "'NAME: VALUE'",
            description = "HTTP header; may be given again")
    private List<String> headers = List.of();

    @Option(names = "--status", paramLabel = "CODE", description = "expected HTTP status (default 200)")
    private Integer status;

    @Option(
            names = "--proxy-protocol",
            paramLabel = "VERSION",
            description = "v1 or v2: begin each connection as a proxy would, for made-up clients")
    private ProxyProtocol proxyProtocol;

    @Option(names = "--insecure", description = "TLS: take any certificate")
    private Boolean insecure;

    @Option(names = "--cacert", paramLabel = "FILE", description = "TLS: trust the authorities of this PEM file alone")
    private Path caCert;

    @Option(names = "--cert", paramLabel = "FILE", description = "TLS: the client's own certificate, PEM")
    private Path cert;

    @Option(names = "--key", paramLabel = "FILE", description = "TLS: its private key, PEM (PKCS#8)")
    private Path key;

    @Option(
            names = "--sni",
            paramLabel = "NAME",
            description = "TLS: the name to ask for and to check (default the host)")
    private String serverName;

    @Option(
            names = "--alpn",
            paramLabel = "NAME",
            split = ",",
            description = "TLS: protocols to offer, such as http/1.1")
    private List<String> alpn = List.of();

    @Option(names = "--resume", description = "TLS: resume sessions instead of a full handshake each time")
    private Boolean resume;

    Long exchanges() {
        return exchanges;
    }

    ProtocolSettings settings(Integer exchangesPerConnection, Duration closeTimeout) {
        return new ProtocolSettings(
                exchangesPerConnection,
                hold,
                closeTimeout,
                new TlsSettings(false, insecure, caCert, cert, key, serverName, alpn, resume),
                proxyProtocol,
                new HttpSettings(method, null, headers(), status));
    }

    private Map<String, String> headers() {
        Map<String, String> named = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("--header '" + header + "' is not 'NAME: VALUE'");
            }
            named.put(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        return named;
    }
}
