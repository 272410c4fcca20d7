package org.conntorture.cli;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.conntorture.metrics.MetricsChoice;
import org.conntorture.scenario.SourceParser;
import picocli.CommandLine.Option;

/** The options that say where metrics go; without one they go nowhere. */
final class MetricsOptions {
    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "serve metrics to Prometheus at http://127.0.0.1:PORT/metrics; 0 is a free port")
    private Integer port;

    @Option(
            names = "--metrics-address",
            paramLabel = "ADDRESS",
            description =
                    "serve them at ADDRESS instead, to whoever reaches it: ::1, 192.0.2.1; 0.0.0.0 and :: are all")
    private String address;

    @Option(
            names = "--otlp",
            paramLabel = "URL",
            description =
                    "push metrics to an OTLP receiver, every 10 s and at the end: http://127.0.0.1:4318/v1/metrics")
    private String otlp;

    /** IllegalArgumentException with what is wrong about it. */
    MetricsChoice choice() {
        if (address != null && port == null) {
            throw new IllegalArgumentException("--metrics-address says where: give --metrics-port too, such as 9464");
        }
        return new MetricsChoice(
                port == null ? OptionalInt.empty() : OptionalInt.of(port),
                address(),
                Optional.ofNullable(otlp).map(MetricsChoice::receiver));
    }

    private InetAddress address() {
        String text = address == null ? "127.0.0.1" : address;
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        return SourceParser.literal(bracketed ? text.substring(1, text.length() - 1) : text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--metrics-address '" + address + "' is no IP address, such as 127.0.0.1, ::1 or 0.0.0.0"));
    }
}
