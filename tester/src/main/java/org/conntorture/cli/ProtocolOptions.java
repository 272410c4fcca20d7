package org.conntorture.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.plan.Setting;
import picocli.CommandLine.Option;

/** The options that say how a connection is used: HTTP, TLS, the PROXY protocol, several requests. */
final class ProtocolOptions {
    @Option(
            names = "--requests-per-connection",
            paramLabel = "COUNT",
            converter = LoadOptions.Number.class,
            description = "exchanges on each connection, one after the other (default 1)")
    private Integer requestsPerConnection;

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
            names = "--server-name",
            paramLabel = "NAME",
            description = "TLS: the name to ask for (SNI) and to check (default the host)")
    private String serverName;

    @Option(names = "--sni", hidden = true)
    private String sni;

    @Option(
            names = "--alpn",
            paramLabel = "NAME",
            split = ",",
            description = "TLS: protocols to offer, such as http/1.1")
    private List<String> alpn;

    @Option(names = "--resume", description = "TLS: resume sessions instead of a full handshake each time")
    private Boolean resume;

    LoadSettings settings() {
        return LoadSettings.builder()
                .set(Setting.REQUESTS_PER_CONNECTION, requestsPerConnection)
                .set(Setting.HOLD, hold)
                .set(Setting.METHOD, method)
                .set(Setting.STATUS, status)
                .set(Setting.PROXY_PROTOCOL, proxyProtocol)
                .set(Setting.INSECURE, insecure)
                .set(Setting.CACERT, caCert)
                .set(Setting.CERT, cert)
                .set(Setting.KEY, key)
                .set(Setting.SERVER_NAME, sni)
                .set(Setting.SERVER_NAME, serverName)
                .set(Setting.ALPN, alpn)
                .set(Setting.RESUME, resume)
                .set(Setting.HEADERS, headers.isEmpty() ? null : headers())
                .build();
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
