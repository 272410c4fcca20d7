package org.conntorture.outcome;

import java.util.Locale;

/**
 * What is timed of an attempt: of those that succeeded, after the warm-up, but for the lateness. Each has a histogram of
 * nanoseconds in result and metrics, and is absent where nothing of it was timed.
 */
public enum Latency {
    CONNECT("From connect to connected"),
    TLS("Of the TLS handshake"),
    /** Of each exchange, where the exchange tells. */
    FIRST_BYTE("From the request to the first byte of the reply"),
    /** Of each exchange; the first one begins as the connection is ready. */
    READ("From the request to the end of the reply"),
    /** Timed where the server's close is waited for. */
    CLOSE("From the end of the last exchange to the server's close"),
    ATTEMPT("Of attempts that succeeded, from open to closed"),
    ATTEMPT_FROM_INTENDED("Of attempts that succeeded, from when the rate wanted them to start"),
    START_LATENESS("Of all attempts, from when the rate wanted them to start until they did");

    private final String meaning;

    Latency(String meaning) {
        this.meaning = meaning;
    }

    /** Name in files, reports and expectations, such as {@code first-byte}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is of, such as "From connect to connected". */
    public String meaning() {
        return meaning;
    }
}
