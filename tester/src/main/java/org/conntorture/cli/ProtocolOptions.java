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
    private final LoadSettings.Builder settings = LoadSettings.builder();

    @Option(
            names = "--requests-per-connection",
            paramLabel = "COUNT",
            converter = LoadOptions.Number.class,
            description = "exchanges on each connection, one after the other (default 1)")
    void requestsPerConnection(Integer count) {
        settings.set(Setting.REQUESTS_PER_CONNECTION, count);
    }

    @Option(
            names = "--hold",
            paramLabel = "TIME",
            converter = LoadOptions.Time.class,
            description = "how long --close keep leaves a connection idle, default 5s")
    void hold(Duration length) {
        settings.set(Setting.HOLD, length);
    }

    @Option(
            names = {"-X", "--method"},
            paramLabel = "METHOD",
            description = "HTTP method (default GET, or POST with a payload)")
    void method(String method) {
        settings.set(Setting.METHOD, method);
    }

    @Option(
            names = {"-H", "--header"},
            paramLabel = "'NAME: VALUE'",
            description = "HTTP header; may be given again")
    private List<String> headers = List.of();

    @Option(names = "--status", paramLabel = "CODE", description = "expected HTTP status (default 200)")
    void status(Integer code) {
        settings.set(Setting.STATUS, code);
    }

    @Option(
            names = "--proxy-protocol",
            paramLabel = "VERSION",
            description = "v1 or v2: begin each connection as a proxy would, for made-up clients")
    void proxyProtocol(ProxyProtocol version) {
        settings.set(Setting.PROXY_PROTOCOL, version);
    }

    @Option(names = "--insecure", description = "TLS: take any certificate")
    void insecure(Boolean any) {
        settings.set(Setting.INSECURE, any);
    }

    @Option(names = "--cacert", paramLabel = "FILE", description = "TLS: trust the authorities of this PEM file alone")
    void caCert(Path file) {
        settings.set(Setting.CACERT, file);
    }

    @Option(names = "--cert", paramLabel = "FILE", description = "TLS: the client's own certificate, PEM")
    void cert(Path file) {
        settings.set(Setting.CERT, file);
    }

    @Option(names = "--key", paramLabel = "FILE", description = "TLS: its private key, PEM (PKCS#8)")
    void key(Path file) {
        settings.set(Setting.KEY, file);
    }

    @Option(
            names = "--server-name",
            paramLabel = "NAME",
            description = "TLS: the name to ask for (SNI) and to check (default the host)")
    void serverName(String name) {
        settings.set(Setting.SERVER_NAME, name);
    }

    @Option(names = "--sni", hidden = true)
    void sni(String name) {
        serverName(name);
    }

    @Option(
            names = "--alpn",
            paramLabel = "NAME",
            split = ",",
            description = "TLS: protocols to offer, such as http/1.1")
    void alpn(List<String> names) {
        settings.set(Setting.ALPN, names);
    }

    @Option(names = "--resume", description = "TLS: resume sessions instead of a full handshake each time")
    void resume(Boolean sessions) {
        settings.set(Setting.RESUME, sessions);
    }

    LoadSettings settings() {
        return settings.set(Setting.HEADERS, headers.isEmpty() ? null : headers())
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
