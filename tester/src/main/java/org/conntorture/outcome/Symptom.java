package org.conntorture.outcome;

/** How a failure shows itself to the client: kinds that have the same possible causes. */
public enum Symptom {
    /** Limits, rules and stalls of the tester's own host. */
    SELF_MADE,
    REFUSED,
    UNREACHABLE,
    /** A unix socket had no room. */
    FULL,
    /** No answer to the SYN. */
    UNANSWERED,
    RESET,
    CLOSED,
    /** Connected and written, and no reply. */
    SILENT,
    /** The request could not be written to its end. */
    BLOCKED,
    /** The connection stood, then nothing was acknowledged. */
    LOST,
    WRONG,
    STATUS,
    /** The server's own words that it serves nobody now, or no more. */
    DECLINED,
    /** The TLS handshake. */
    UNSAFE,
    /** The server did not close as it was waited for. */
    UNCLOSED,
    /** A connection that was held idle did not last. */
    DROPPED,
    /** Nothing failed, but packets were sent again or answers took very long. */
    SLOW
}
