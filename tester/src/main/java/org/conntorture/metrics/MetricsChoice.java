package org.conntorture.metrics;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the metrics of a run go; nowhere unless asked.
 *
 * @param port to serve them to Prometheus, 0 for a free one; empty: they are not served
 * @param address to serve them at
 * @param otlp where to push them, a {@link #receiver}; empty: they are not pushed
 */
public record MetricsChoice(OptionalInt port, InetAddress address, Optional<URI> otlp) {
    /** Where OTLP receivers take metrics, by its specification. */
    private static final String USUAL_PATH = "/v1/metrics";

    public MetricsChoice {
        if (port.isPresent() && (port.getAsInt() < 0 || port.getAsInt() > 65535)) {
            throw new IllegalArgumentException("metrics port must be 0 (a free one) to 65535, was " + port.getAsInt());
        }
    }

    /** The URL of a receiver as people write it; IllegalArgumentException where it is none. */
    public static URI receiver(String text) {
        try {
            URI url = new URI(text);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (web && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
                return url.getPath().length() > 1 ? url : url.resolve(USUAL_PATH);
            }
        } catch (URISyntaxException wrong) {
            // Neither is what a program can make nothing of.
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no URL of an OTLP receiver, such as http://127.0.0.1:4318" + USUAL_PATH);
    }

    public boolean isNone() {
        return port.isEmpty() && otlp.isEmpty();
    }
}
