package org.conntorture.outcome;

/** Whose failure it is, as far as the client can see. */
public enum Blame {
    /** The server refused, reset, answered wrongly, or not at all once the connection stood. */
    TARGET,
    /** The SYN or the flow was lost and nothing shows the server's doing. */
    PATH,
    /** Our own host's limits and stalls: never held against the target. */
    TESTER
}
