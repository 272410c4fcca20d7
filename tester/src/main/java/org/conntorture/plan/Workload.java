package org.conntorture.plan;

import java.util.Locale;

/**
 * What an attempt does once it is connected.
 *
 * @param payload written by echo, reply and close; empty for the others
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
        /** One HTTP/1.1 GET, whose status must be the expected one. */
        REQUEST;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Asked of every target alike; the Host header is the target's own address.
     *
     * @param path with query, beginning with a slash
     */
    public record Http(String path, int expectedStatus) {
        public static final Http DEFAULT = new Http("/", 200);

        public Http {
            if (!path.startsWith("/") || !path.matches("[\\x21-\\x7e]+")) {
                throw new IllegalArgumentException("path must begin with / and have no space, was '" + path + "'");
            }
            if (expectedStatus < 100 || expectedStatus > 599) {
                throw new IllegalArgumentException("status must be 100 to 599, was " + expectedStatus);
            }
        }
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
