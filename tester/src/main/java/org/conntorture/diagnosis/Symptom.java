package org.conntorture.diagnosis;

import org.conntorture.outcome.FailureKind;

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
    /** The TLS handshake. */
    UNSAFE,
    /** The server did not close as it was waited for. */
    UNCLOSED,
    /** A connection that was held idle did not last. */
    DROPPED,
    /** Nothing failed, but packets were sent again or answers took very long. */
    SLOW;

    static Symptom of(FailureKind kind) {
        return switch (kind) {
            case CONNECT_REFUSED -> REFUSED;
            case UNREACHABLE -> UNREACHABLE;
            case BACKLOG_FULL -> FULL;
            case CONNECT_TIMEOUT -> UNANSWERED;
            case CONNECT_RESET, RESET -> RESET;
            case CLOSED_WITHOUT_REPLY -> CLOSED;
            case NO_REPLY, INCOMPLETE_REPLY -> SILENT;
            case CLOSE_TIMEOUT -> UNCLOSED;
            case WRITE_TIMEOUT -> BLOCKED;
            case FLOW_LOST -> LOST;
            case SHORT_REPLY, WRONG_REPLY -> WRONG;
            case WRONG_STATUS, BAD_GATEWAY, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT -> STATUS;
            case TLS_FAILED, CERTIFICATE_REJECTED -> UNSAFE;
            case CLOSED_WHILE_IDLE -> DROPPED;
            case PORTS_EXHAUSTED,
                    PORT_IN_USE,
                    DESCRIPTORS_EXHAUSTED,
                    MEMORY_EXHAUSTED,
                    LOCAL_POLICY,
                    SELF_CONNECT,
                    TESTER_STALLED,
                    INTERNAL_ERROR -> SELF_MADE;
        };
    }
}
