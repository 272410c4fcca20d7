package org.conntorture.outcome;

import java.util.Locale;

/** A stretch of one attempt, in the order an attempt passes through them. */
public enum Phase {
    /** Making the socket, and binding it where a source was asked for. */
    OPEN,
    CONNECT,
    TLS,
    WRITE,
    READ,
    /** Held open between two exchanges. */
    IDLE,
    /** From the end of the last exchange; timed where the close waits for the server's. */
    CLOSE;

    /** Name in files and reports, such as {@code connect}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Name of the latencies of attempts that failed in it, such as {@code failed-connect}. */
    public String failedId() {
        return "failed-" + id();
    }

    /** The phase of an {@link #id()}; IllegalArgumentException where there is none. */
    public static Phase ofId(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
