package org.conntorture.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an attempt does once it is connected.
 *
 * @param payload written by echo, reply, close and eof, the body of a request; empty for connect
 * @param http what {@code request} asks for, null for the others
 * @param expectedReply how a {@code reply} must begin, null where any will do
 */
public record Workload(Kind kind, Payload payload, Http http, ExpectedReply expectedReply) {
    public Workload(Kind kind, Payload payload, Http http) {
        this(kind, payload, http, null);
    }

    public enum Kind {
        ECHO("connect, write %s, read it back, compare every byte", Payload.DEFAULT, Trait.GETS_REPLY, Trait.REPEATS),
        /** The payload may be empty. */
        REPLY("connect, write %s, read the first bytes of any reply", Payload.DEFAULT, Trait.GETS_REPLY),
        /** The incident's loop. */
        CLOSE("connect, write %s and wait for no reply, so lost work is not seen", Payload.DEFAULT),
        CONNECT("connect, and no more", Payload.NONE),
        EOF("connect, write %s, send FIN, read until the server closes, which it must", Payload.DEFAULT),
        /** Its status must be the expected one. */
        REQUEST("connect, %s over HTTP/1.1", Payload.NONE, Trait.GETS_REPLY, Trait.REPEATS, Trait.IS_HTTP);

        private enum Trait {
            GETS_REPLY,
            REPEATS,
            IS_HTTP
        }

        private final String course;
        private final Payload standardPayload;
        private final List<Trait> traits;

        Kind(String course, Payload standardPayload, Trait... traits) {
            this.course = course;
            this.standardPayload = standardPayload;
            this.traits = List.of(traits);
        }

        /** What an attempt does, for people. @param written the payload or the request */
        public String course(String written) {
            return String.format(Locale.ROOT, course, written);
        }

        /** What it writes where nothing else is asked for. */
        public Payload standardPayload() {
            return standardPayload;
        }

        /** Whether it writes a payload at all. */
        public boolean writes() {
            return this != CONNECT;
        }

        /** Whether every byte of a reply is known before, so that an echo server alone will do. */
        public boolean comparesReply() {
            return this == ECHO;
        }

        /** Whether an attempt succeeds by a reply; another kind takes none, or whatever comes. */
        public boolean expectsReply() {
            return traits.contains(Trait.GETS_REPLY);
        }

        /** Whether a connection takes several of them, one after the other. */
        public boolean mayBeRepeated() {
            return traits.contains(Trait.REPEATS);
        }

        public boolean takesHttp() {
            return traits.contains(Trait.IS_HTTP);
        }

        /** Whether it is over with the server's close, which its own FIN asks for. */
        public boolean endsWithServersClose() {
            return this == EOF;
        }

        /** What it cannot see, as half a sentence; empty where it sees all that is promised. */
        public String blindSpot() {
            return this == CLOSE ? "workload close does not see lost work" : "";
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
        String expected = settings.get(Setting.EXPECT_REPLY);
        return new Workload(
                kind,
                payload,
                kind == Kind.REQUEST ? Http.of(settings, payload) : null,
                expected == null ? null : new ExpectedReply(expected));
    }

    /** What is written, but for the little that a request says of the target. */
    int bytes() {
        return payload.length() + (http == null ? 0 : http.bytes());
    }

    /** Whether the server has to speak first. */
    public boolean isSilent() {
        return kind.expectsReply() && bytes() == 0;
    }

    public Workload {
        if (kind.takesHttp() != (http != null)) {
            throw new IllegalArgumentException("workload request, and it alone, needs an http:// target");
        }
        if (kind.comparesReply() && payload.length() == 0) {
            throw new IllegalArgumentException("workload echo needs a payload of at least one byte");
        }
    }
}
