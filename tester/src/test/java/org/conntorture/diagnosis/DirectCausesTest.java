package org.conntorture.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;
import static org.conntorture.outcome.FailureKind.NO_REPLY;
import static org.conntorture.outcome.FailureKind.REFUSED_BY_SERVER;
import static org.conntorture.outcome.FailureKind.RESET;
import static org.conntorture.outcome.FailureKind.SERVICE_UNAVAILABLE;
import static org.conntorture.outcome.FailureKind.WRONG_STATUS;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.conntorture.evidence.ProbeResult;
import org.conntorture.evidence.ProxyLog;
import org.conntorture.kernel.TcpState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each failure itself shows needs no control to acquit host and path; what is counted or concluded does. */
class DirectCausesTest {
    private static CaseBuilder silent(Sockets sockets) {
        return local().failsAt(NO_REPLY, 1_000, 3_000, 5_000, 7_000).lookedUp(4, sockets);
    }

    private static CaseBuilder stale() {
        return local().failsAt(CONNECT_TIMEOUT, 100, 3_100, 9_000)
                .fromPorts(40_007)
                .lookedUp(3, Sockets.stale(TcpState.CLOSE_WAIT, 43));
    }

    private static Sockets replyUnread() {
        Sockets.End client = new Sockets.End(TcpState.ESTABLISHED, 0, 6, 0, 0, 7);
        return new Sockets(client, Sockets.accepted(0, 43).server(), 43);
    }

    private static Sockets closing(long unacknowledged) {
        Sockets.End client = new Sockets.End(TcpState.FIN_WAIT1, unacknowledged, 0, 1, 0, 7);
        return new Sockets(client, Sockets.accepted(0, 43).server(), 43);
    }

    private static CaseBuilder unavailable() {
        return local().fails(SERVICE_UNAVAILABLE, 6).each(one -> one.answered(503));
    }

    static Stream<Arguments> causes() {
        return Stream.of(
                row("the old socket itself was seen", stale(), "stale-tuple", true),
                row(
                        "SYNs that met an old socket were counted",
                        local().fails(CONNECT_TIMEOUT, 15).moved("TcpExtTCPSYNChallenge", 30),
                        "stale-tuple",
                        false),
                row(
                        "the old socket was seen of some, and of others that were merely late counted",
                        stale().slow(5, 8.2, 0.1, 1).moved("TcpExtTCPSYNChallenge", 5),
                        "stale-tuple",
                        false),
                row(
                        "what was lost is still held by who accepts",
                        silent(Sockets.accepted(6, 43)).leak(0, 4, 31_000, 33_000, 35_000, 37_000),
                        "lost-in-handover",
                        true),
                row(
                        "what was lost is still held by somebody else",
                        silent(Sockets.accepted(6, 77)).leak(0, 4, 31_000, 33_000, 35_000, 37_000),
                        "lost-in-handover",
                        false),
                row("the server has read the request and sleeps", silent(Sockets.accepted(0, 43)), "no-reply", true),
                row("the server has not read the request", silent(Sockets.accepted(6, 43)), "no-reply", false),
                row("whose it is may not be looked at", silent(Sockets.accepted(0, 0)), "no-reply", false),
                row("the reply is there, and the client has not read it", silent(replyUnread()), "no-reply", false),
                row(
                        "the client has closed since, and its FIN alone is not acknowledged",
                        silent(closing(1)),
                        "no-reply",
                        true),
                row(
                        "the client has closed since, and its request is not acknowledged either",
                        silent(closing(7)),
                        "no-reply",
                        false),
                row(
                        "of some the other end was not found",
                        silent(Sockets.accepted(0, 43))
                                .failsAt(NO_REPLY, 8_000)
                                .lookedUp(1, Sockets.accepted(0, 43).unseenServer()),
                        "no-reply",
                        false),
                row(
                        "the server says that it has too many",
                        local().fails(REFUSED_BY_SERVER, 6).each(one -> one.detail = "too many connections"),
                        "connection-limit",
                        true),
                row(
                        "the server says that it does not want to",
                        local().fails(REFUSED_BY_SERVER, 6).each(one -> one.detail = "go away"),
                        "refused-by-server",
                        true),
                row(
                        "probes were refused beside others",
                        local().fails(RESET, 6)
                                .probed(ProbeResult.Kind.IN_TURN, "one after the other", true)
                                .probed(ProbeResult.Kind.HELD_THEN_REFUSED, "with 10 held open", false),
                        "connection-limit",
                        false),
                row(
                        "the server says that it was asked too often",
                        local().fails(WRONG_STATUS, 6).each(one -> one.answered(429)),
                        "request-limit",
                        true),
                row(
                        "the server's log says as often that it limits requests",
                        unavailable()
                                .proxyLog(new ProxyLog(Map.of(503, 6L), List.of(), Map.of("limiting requests", 6L), 0)),
                        "request-limit",
                        true),
                row(
                        "the server's log says as often that it limits connections",
                        unavailable()
                                .proxyLog(new ProxyLog(
                                        Map.of(503, 6L), List.of(), Map.of("limiting connections", 6L), 0)),
                        "connection-limit",
                        true));
    }

    private static Arguments row(String reason, CaseBuilder builder, String cause, boolean direct) {
        return Arguments.of(reason, builder, cause, direct);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("causes")
    void shouldTellWhatIsSeenAtEachFailure(String reason, CaseBuilder builder, String cause, boolean direct) {
        assertThat(builder.diagnose())
                .filteredOn(one -> one.id().id().equals(cause))
                .extracting(Cause::direct)
                .as(reason)
                .containsExactly(direct);
    }
}
