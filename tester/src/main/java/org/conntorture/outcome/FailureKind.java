package org.conntorture.outcome;

import java.util.Locale;

/** The published list of what can go wrong with an attempt, each with its blame; files and reports use {@link #id()}. */
public enum FailureKind {
    CONNECT_REFUSED(Blame.TARGET, "the connection was refused"),
    BACKLOG_FULL(Blame.TARGET, "the unix socket has no room for another connection that waits to be accepted"),
    CONNECT_RESET(Blame.TARGET, "the connection was reset while it was being opened"),
    CONNECT_TIMEOUT(Blame.PATH, "no answer to the SYN in time"),
    UNREACHABLE(Blame.PATH, "host or network unreachable"),
    RESET(Blame.TARGET, "connected, then reset"),
    CLOSED_WITHOUT_REPLY(Blame.TARGET, "connected, then closed without a byte of reply"),
    SHORT_REPLY(Blame.TARGET, "closed before the reply was complete"),
    WRONG_REPLY(Blame.TARGET, "the reply differs from what was expected"),
    WRONG_STATUS(Blame.TARGET, "the HTTP status is not the expected one"),
    BAD_GATEWAY(Blame.TARGET, "status 502: the proxy got no valid answer from the server behind it"),
    SERVICE_UNAVAILABLE(Blame.TARGET, "status 503: the proxy has no server to ask, or none that takes more"),
    GATEWAY_TIMEOUT(Blame.TARGET, "status 504: the server behind the proxy did not answer it in time"),
    TLS_FAILED(Blame.TARGET, "connected, then the TLS handshake failed"),
    CERTIFICATE_REJECTED(Blame.TARGET, "the server's certificate is not one to trust"),
    NO_REPLY(Blame.TARGET, "connected and written, never answered in time"),
    INCOMPLETE_REPLY(Blame.TARGET, "the reply began and was not finished in time"),
    WRITE_TIMEOUT(Blame.TARGET, "the server did not take the request in time"),
    CLOSED_WHILE_IDLE(Blame.TARGET, "the server closed the connection while it was held idle"),
    CLOSE_TIMEOUT(Blame.TARGET, "the server did not close the connection in time"),
    FLOW_LOST(Blame.PATH, "the connection stood, then its packets were no longer acknowledged"),
    PORTS_EXHAUSTED(Blame.TESTER, "no free source port towards the target"),
    PORT_IN_USE(Blame.TESTER, "the source port asked for is in use"),
    DESCRIPTORS_EXHAUSTED(Blame.TESTER, "the tester ran out of file descriptors"),
    MEMORY_EXHAUSTED(Blame.TESTER, "the tester's host ran out of socket memory"),
    LOCAL_POLICY(Blame.TESTER, "a rule of the tester's host forbids the connection"),
    SELF_CONNECT(Blame.TESTER, "the socket connected to itself, as nothing listens on a port of the ephemeral range"),
    TESTER_STALLED(Blame.TESTER, "the tester itself stood still during the attempt"),
    INTERNAL_ERROR(Blame.TESTER, "an error of the tester");

    private final Blame blame;
    private final String text;

    FailureKind(Blame blame, String text) {
        this.blame = blame;
        this.text = text;
    }

    public Blame blame() {
        return blame;
    }

    /** What happened, as half a sentence for reports. */
    public String text() {
        return text;
    }

    /** Name in files and reports, such as {@code connect-refused}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of an {@link #id()}; IllegalArgumentException where there is none. */
    public static FailureKind ofId(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
