package org.conntorture.outcome;

import static org.conntorture.outcome.Phase.CLOSE;
import static org.conntorture.outcome.Phase.CONNECT;
import static org.conntorture.outcome.Phase.IDLE;
import static org.conntorture.outcome.Phase.READ;
import static org.conntorture.outcome.Phase.TLS;
import static org.conntorture.outcome.Phase.WRITE;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The published list of what can go wrong with an attempt, each with its blame and all else that is known of it; files and
 * reports use {@link #id()}.
 */
public enum FailureKind {
    CONNECT_REFUSED(Blame.TARGET, Symptom.REFUSED, "the connection was refused", "refuses connections", in(CONNECT)),
    BACKLOG_FULL(
            Blame.TARGET,
            Symptom.FULL,
            "the unix socket has no room for another connection that waits to be accepted",
            "has no room for new connections",
            in(CONNECT)),
    CONNECT_RESET(
            Blame.TARGET,
            Symptom.RESET,
            "the connection was reset while it was being opened",
            "resets connections that are being opened",
            in(CONNECT),
            Trait.OF_STALL),
    CONNECT_TIMEOUT(
            Blame.PATH,
            Symptom.UNANSWERED,
            "no answer to the SYN in time",
            "does not answer SYNs",
            in(CONNECT),
            Trait.OF_STALL),
    UNREACHABLE(
            Blame.PATH,
            Symptom.UNREACHABLE,
            "host or network unreachable",
            "is unreachable",
            in(CONNECT),
            Trait.OF_STALL),
    RESET(
            Blame.TARGET,
            Symptom.RESET,
            "connected, then reset",
            "resets connections",
            in(TLS, WRITE, READ, IDLE, CLOSE),
            Trait.OF_STALL,
            Trait.OF_STRANGER),
    CLOSED_WITHOUT_REPLY(
            Blame.TARGET,
            Symptom.CLOSED,
            "connected, then closed without a byte of reply",
            "closes connections without a reply",
            in(TLS, WRITE, READ),
            Trait.OF_STALL,
            Trait.OF_STRANGER),
    SHORT_REPLY(
            Blame.TARGET,
            Symptom.WRONG,
            "closed before the reply was complete",
            "cuts replies short",
            in(READ),
            Trait.OF_STALL,
            Trait.OF_STRANGER),
    WRONG_REPLY(
            Blame.TARGET,
            Symptom.WRONG,
            "the reply differs from what was expected",
            "answers wrongly",
            in(READ),
            Trait.OF_STRANGER),
    REFUSED_BY_SERVER(
            Blame.TARGET,
            Symptom.DECLINED,
            "connected, then refused in words of the server's protocol",
            "refuses service",
            in(READ),
            Trait.OWN_ANSWER),
    WRONG_STATUS(
            Blame.TARGET,
            Symptom.STATUS,
            "the HTTP status is not the expected one",
            "answers with an unexpected status",
            in(READ),
            Trait.OWN_ANSWER),
    BAD_GATEWAY(
            Blame.TARGET,
            Symptom.STATUS,
            "status 502: the proxy got no valid answer from the server behind it",
            "answers 502",
            in(READ),
            Trait.OWN_ANSWER),
    SERVICE_UNAVAILABLE(
            Blame.TARGET,
            Symptom.STATUS,
            "status 503: the server takes no more, or the proxy has none that does",
            "answers 503",
            in(READ),
            Trait.OWN_ANSWER),
    GATEWAY_TIMEOUT(
            Blame.TARGET,
            Symptom.STATUS,
            "status 504: the server behind the proxy did not answer it in time",
            "answers 504",
            in(READ)),
    TLS_FAILED(
            Blame.TARGET, Symptom.UNSAFE, "connected, then the TLS handshake failed", "fails TLS handshakes", in(TLS)),
    CERTIFICATE_REJECTED(
            Blame.TARGET,
            Symptom.UNSAFE,
            "the server's certificate is not one to trust",
            "has a certificate that is not to be trusted",
            in(TLS)),
    NO_REPLY(
            Blame.TARGET,
            Symptom.SILENT,
            "connected and written, never answered in time",
            "loses connections",
            in(TLS, READ),
            Trait.OF_STALL,
            Trait.OF_STRANGER),
    INCOMPLETE_REPLY(
            Blame.TARGET,
            Symptom.SILENT,
            "the reply began and was not finished in time",
            "leaves replies unfinished",
            in(READ),
            Trait.OF_STALL),
    WRITE_TIMEOUT(
            Blame.TARGET,
            Symptom.BLOCKED,
            "the server did not take the request in time",
            "does not take requests",
            in(WRITE),
            Trait.OF_STALL),
    CLOSED_WHILE_IDLE(
            Blame.TARGET,
            Symptom.DROPPED,
            "the server closed the connection while it was held idle",
            "closes idle connections",
            in(IDLE),
            Trait.OF_STALL),
    CLOSE_TIMEOUT(
            Blame.TARGET,
            Symptom.UNCLOSED,
            "the server did not close the connection in time",
            "does not close connections",
            in(CLOSE),
            Trait.OF_STALL),
    FLOW_LOST(
            Blame.PATH,
            Symptom.LOST,
            "the connection stood, then its packets were no longer acknowledged",
            "loses established connections",
            in(TLS, WRITE, READ, IDLE, CLOSE),
            Trait.OF_STALL),
    PORTS_EXHAUSTED(
            "no free source port towards the target", "give more --source addresses, --close rst or a lower --rate"),
    PORT_IN_USE("the source port asked for is in use", "give other or more --source-ports, or fewer workers (-c)"),
    DESCRIPTORS_EXHAUSTED("the tester ran out of file descriptors", "raise ulimit -n or give fewer workers (-c)"),
    MEMORY_EXHAUSTED(
            "the tester's host ran out of socket memory",
            "raise net.ipv4.tcp_mem or give fewer workers (-c)",
            Symptom.UNANSWERED,
            Symptom.SILENT,
            Symptom.BLOCKED),
    LOCAL_POLICY(
            "a rule of the tester's host forbids the connection",
            "allow the connection: a rule, a route or the permissions of a file on this host forbid it",
            Symptom.UNANSWERED,
            Symptom.REFUSED,
            Symptom.UNREACHABLE),
    SELF_CONNECT(
            "the socket connected to itself, as nothing listens on a port of the ephemeral range",
            "check that something listens there, or use a port outside net.ipv4.ip_local_port_range"),
    TESTER_STALLED(
            "the tester itself stood still during the attempt",
            "give fewer workers (-c) or take other load off this host",
            Symptom.UNANSWERED,
            Symptom.SILENT,
            Symptom.BLOCKED),
    INTERNAL_ERROR("an error of the tester", "report the error told in the failures", Symptom.values());

    private enum Trait {
        /** A silent client may bring it on itself: its own time-outs, and a server that gave up waiting for it. */
        OF_STALL,
        /** An echo may meet it at a server of another protocol. */
        OF_STRANGER,
        /** What came back says so itself, and at once: neither host nor path can have made it. */
        OWN_ANSWER
    }

    private final Blame blame;
    private final Symptom symptom;
    private final String text;
    private final String deed;
    private final String remedy;
    private final Set<Phase> usualPhases;
    private final List<Trait> traits;
    private final List<Symptom> makes;

    /** What a target or the path does. */
    FailureKind(Blame blame, Symptom symptom, String text, String deed, Set<Phase> usualPhases, Trait... traits) {
        this.blame = blame;
        this.symptom = symptom;
        this.text = text;
        this.deed = deed;
        this.remedy = "";
        this.usualPhases = usualPhases;
        this.traits = List.of(traits);
        this.makes = List.of();
    }

    /** What befalls the tester. @param makes what other attempts may show for the same reason */
    FailureKind(String text, String remedy, Symptom... makes) {
        this.blame = Blame.TESTER;
        this.symptom = Symptom.SELF_MADE;
        this.text = text;
        this.deed = "";
        this.remedy = remedy;
        this.usualPhases = Set.of();
        this.traits = List.of();
        this.makes = List.of(makes);
    }

    private static Set<Phase> in(Phase first, Phase... others) {
        return Collections.unmodifiableSet(EnumSet.of(first, others));
    }

    public Blame blame() {
        return blame;
    }

    public Symptom symptom() {
        return symptom;
    }

    /** What happened, as half a sentence for reports. */
    public String text() {
        return text;
    }

    /** What a target does by it, such as {@code resets connections}; empty where the tester is to blame. */
    public String deed(boolean inEveryAttempt) {
        return this == NO_REPLY && inEveryAttempt ? "never answers" : deed;
    }

    /** What to change so that the tester stops failing in this way; empty where the tester is not to blame. */
    public String remedy() {
        return remedy;
    }

    /** Where it usually happens; empty where the tester is to blame. */
    public Set<Phase> usualPhases() {
        return usualPhases;
    }

    /** Whether a stall of the tester during the attempt may have made it. */
    public boolean mayComeOfStall() {
        return traits.contains(Trait.OF_STALL);
    }

    /** Whether the target's own answer is the failure, so that each shows whose doing it is. */
    public boolean isOwnAnswer() {
        return traits.contains(Trait.OWN_ANSWER);
    }

    /** Whether an echo meets it at a server of another protocol. */
    public boolean mayComeOfAnotherProtocol() {
        return traits.contains(Trait.OF_STRANGER);
    }

    /**
     * Whether what befell the tester in one attempt may show as {@code other} in the next. A tester that stands still lets
     * time-outs run out; it refuses nothing and spoils no reply. A shortage of ports or descriptors fails at once and makes
     * nothing else.
     */
    public boolean mayMake(FailureKind other) {
        return makes.contains(other.symptom);
    }

    /** The HTTP status that is a kind of its own; 0 where none is. */
    public int status() {
        return switch (this) {
            case BAD_GATEWAY -> 502;
            case SERVICE_UNAVAILABLE -> 503;
            case GATEWAY_TIMEOUT -> 504;
            default -> 0;
        };
    }

    /** The kind of an HTTP status that is not the expected one. */
    public static FailureKind ofStatus(int status) {
        return Stream.of(values())
                .filter(kind -> kind.status() != 0 && kind.status() == status)
                .findFirst()
                .orElse(WRONG_STATUS);
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
