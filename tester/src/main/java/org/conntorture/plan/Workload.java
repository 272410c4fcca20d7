package org.conntorture.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an attempt does once it is connected.
 *
 * @param payload written by echo, reply, close and eof, the body of a request; empty for connect
 * @param http what {@code request} asks for, null for the others
 */
public record Workload(Kind kind, Payload payload, Http http) {

    public enum Kind {
        /** Write the payload, read it back, compare every byte. */
        ECHO,
        /** Write the payload, which may be empty, and take the first bytes of any reply. */
        REPLY,
        /** Write the payload, close: the incident's loop; lost work is not seen. */
        CLOSE,
        /** Close at once. */
        CONNECT,
        /** Write the payload, half-close, and read whatever comes until the server closes. */
        EOF,
        /** An HTTP/1.1 request, to which the status must be the expected one. */
        REQUEST;

        /** What it writes where nothing else is asked for. */
        public Payload standardPayload() {
            return this == CONNECT || this == REQUEST ? Payload.NONE : Payload.DEFAULT;
        }

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Asked of every target alike; the Host header is the target's own address unless {@code headers} has one.
     *
     * @param path with query, beginning with a slash
     * @param headers by name, in their order
     * @param status that is expected
     */
    public record Http(String method, String path, Map<String, String> headers, int status) {
        private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
        /** What the tester says itself. */
        private static final Set<String> OWN = Set.of("content-length", "transfer-encoding", "connection");

        public Http(String path, int status) {
            this("GET", path, Map.of(), status);
        }

        public Http {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            headers.forEach(Http::requireHeader);
            if (!TOKEN.matcher(method).matches() || method.equalsIgnoreCase("CONNECT")) {
                throw new IllegalArgumentException("method must be a word such as GET or POST, was '" + method + "'");
            }
            if (!path.startsWith("/") || !path.matches("[\\x21-\\x7e]+")) {
                throw new IllegalArgumentException("path must begin with / and have no space, was '" + path + "'");
            }
            if (status < 100 || status > 599) {
                throw new IllegalArgumentException("status must be 100 to 599, was " + status);
            }
        }

        /** With a body the method is POST unless another is set. */
        public static Http of(LoadSettings settings, Payload body) {
            return new Http(
                    settings.or(Setting.METHOD, body.length() > 0 ? "POST" : "GET"),
                    settings.orStandard(Setting.PATH),
                    settings.orStandard(Setting.HEADERS),
                    settings.orStandard(Setting.STATUS));
        }

        private int bytes() {
            return method.length()
                    + path.length()
                    + headers.entrySet().stream()
                            .mapToInt(header ->
                                    header.getKey().length() + header.getValue().length())
                            .sum();
        }

        private static void requireHeader(String name, String value) {
            if (!TOKEN.matcher(name).matches()) {
                throw new IllegalArgumentException("headers: '" + name + "' is not the name of a header");
            }
            if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("headers: " + name + " is set by the tester");
            }
            if (!value.matches("[\\x20-\\x7e\\t]*")) {
                throw new IllegalArgumentException("headers: the value of " + name + " must be one line of ASCII");
            }
        }
    }

    public static Workload of(LoadSettings settings) {
        Kind kind = settings.orStandard(Setting.WORKLOAD);
        Payload payload = kind == Kind.CONNECT ? Payload.NONE : settings.or(Setting.PAYLOAD, kind.standardPayload());
        return new Workload(kind, payload, kind == Kind.REQUEST ? Http.of(settings, payload) : null);
    }

    /** What is written, but for the little that a request says of the target. */
    int bytes() {
        return payload.length() + (http == null ? 0 : http.bytes());
    }

    public Workload {
        if ((kind == Kind.REQUEST) != (http != null)) {
            throw new IllegalArgumentException("workload request, and it alone, needs an http:// target");
        }
        if (kind == Kind.ECHO && payload.length() == 0) {
            throw new IllegalArgumentException("workload echo needs a payload of at least one byte");
        }
    }
}
