package org.conntorture.plan;

import java.util.Locale;

/** How the client ends a connection. */
public enum CloseMode {
    /** close(): FIN, and TIME_WAIT on this side. */
    FIN("FIN"),
    /** close() with linger 0: RST, and no TIME_WAIT. */
    RST("RST"),
    /** shutdown(): FIN, then the server must close too; right behind the request where a reply has no known length. */
    HALF_CLOSE("FIN, then wait for the server's"),
    /** Nothing, until the server closes: TIME_WAIT is on its side. */
    SERVER("the server's FIN, waited for"),
    /** close() in mid-request, as soon as it is written: what a proxy logs as 499. */
    ABANDON("FIN as soon as the request is written, whatever the reply"),
    /** Held idle after its exchanges, used once more, then close(). */
    KEEP("FIN, after it was held idle and used once more");

    private final String text;

    CloseMode(String text) {
        this.text = text;
    }

    /** Whether the end is the server's to make, which takes the time of a phase of its own. */
    public boolean waitsForServer() {
        return this == HALF_CLOSE || this == SERVER;
    }

    /** In words, behind "close with". */
    public String text() {
        return text;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mode of an {@link #id()}; IllegalArgumentException where there is none. */
    public static CloseMode ofId(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
