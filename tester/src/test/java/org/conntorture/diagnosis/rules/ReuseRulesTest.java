package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.container;
import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.CLOSED_WHILE_IDLE;
import static org.conntorture.outcome.FailureKind.CLOSED_WITHOUT_REPLY;
import static org.conntorture.outcome.FailureKind.NO_REPLY;
import static org.conntorture.outcome.FailureKind.RESET;

import java.time.Duration;
import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.conntorture.kernel.TcpState;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Tls;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReuseRulesTest {
    /** Used twice, held idle for five seconds and used again. */
    private static CaseBuilder kept(CaseBuilder builder) {
        return builder.load(load -> {
            load.closeMode = CloseMode.KEEP;
            load.requestsPerConnection = 2;
            load.hold = Duration.ofSeconds(5);
        });
    }

    private static CaseBuilder fail(CaseBuilder builder, FailureKind kind, long count, int replies, int waitMs) {
        return builder.fails(kind, count).each(one -> {
            one.replies = replies;
            one.wait = Duration.ofMillis(waitMs);
        });
    }

    private static CaseBuilder held(FailureKind kind, long count, int replies) {
        return fail(kept(local()), kind, count, replies, 4_900);
    }

    static Stream<Row> idle() {
        return Stream.of(
                Row.of(
                        "closed while it was held",
                        held(CLOSED_WHILE_IDLE, 40, 2),
                        "keepalive-race certain 40",
                        "idle for less than the 5 seconds they were held: 4.90 to 4.90 s after they were opened"),
                Row.of(
                        "closed while they were held, at ages a fifth apart",
                        fail(held(CLOSED_WHILE_IDLE, 40, 2), CLOSED_WHILE_IDLE, 20, 2, 3_920),
                        "keepalive-race certain 60",
                        "3.92 to 4.90 s after they were opened"),
                Row.of(
                        "closed while they were held, one of twenty late",
                        fail(held(CLOSED_WHILE_IDLE, 38, 2), CLOSED_WHILE_IDLE, 2, 2, 9_000),
                        "keepalive-race certain 40",
                        "4.90 to 9.00 s after they were opened"),
                Row.of(
                        "closed while they were held, three of forty late",
                        fail(held(CLOSED_WHILE_IDLE, 37, 2), CLOSED_WHILE_IDLE, 3, 2, 9_000),
                        "keepalive-race possible 40"),
                Row.of(
                        "closed while they were held, at any age, as a restart does",
                        fail(held(CLOSED_WHILE_IDLE, 40, 2), CLOSED_WHILE_IDLE, 20, 2, 3_900),
                        "keepalive-race possible 60"),
                Row.of(
                        "closed while it was held, and it was disturbed, which closes what is idle too",
                        held(CLOSED_WHILE_IDLE, 40, 2).disturbed(),
                        "keepalive-race possible 40"),
                Row.of(
                        "closed as it was used again, while others were closed idle at that age",
                        fail(held(CLOSED_WHILE_IDLE, 20, 2), CLOSED_WITHOUT_REPLY, 10, 2, 5_000),
                        "keepalive-race certain 30",
                        "about that time: 20 others were closed while idle"),
                Row.of(
                        "closed as it was used again, while others were closed idle at any age",
                        fail(fail(kept(local()), CLOSED_WITHOUT_REPLY, 40, 2, 5_000), CLOSED_WHILE_IDLE, 1, 2, 900)
                                .failsAt(CLOSED_WHILE_IDLE, 7)
                                .each(one -> one.replies = 2),
                        "keepalive-race possible 42",
                        "the server's idle time-out is about as long"),
                Row.of(
                        "reset as it was used again",
                        held(RESET, 40, 2).moved("TcpOutRsts", 40),
                        "keepalive-race likely 40",
                        "had served 2 requests and been idle for 5 seconds"),
                Row.of(
                        "some closed as they were used again, some in their first request",
                        fail(held(CLOSED_WITHOUT_REPLY, 30, 2), CLOSED_WITHOUT_REPLY, 10, 0, 1),
                        "keepalive-race likely 30; closed-without-reply certain 10"),
                Row.of(
                        "closed before it was held",
                        held(CLOSED_WITHOUT_REPLY, 40, 1),
                        "closed-without-reply certain 40"));
    }

    static Stream<Row> forgotten() {
        return Stream.of(
                Row.of(
                        "reset as it was used again, and not by the server",
                        held(RESET, 40, 2),
                        "idle-flow-forgotten likely 40",
                        "met a reset as they were used again, and not one was closed by a FIN before; OutRsts +0"),
                Row.of(
                        "reset as it was used again, from nearer than the server is",
                        held(RESET, 40, 2).resetFrom(0, 1),
                        "idle-flow-forgotten certain 40",
                        "the reset came over 0 routers and what the server sent before over 1"),
                Row.of(
                        "a few of them were reset before they were held",
                        fail(held(RESET, 36, 2), RESET, 4, 1, 1),
                        "idle-flow-forgotten likely 36; unexplained possible 4"),
                Row.of("reset before it was held", held(RESET, 40, 1), "unexplained possible 40"),
                Row.of(
                        "reset as it was used again, and others were closed by a FIN",
                        fail(held(RESET, 40, 2), CLOSED_WITHOUT_REPLY, 1, 2, 5_000),
                        "keepalive-race likely 41"),
                Row.of(
                        "silent as it was used again, on another host",
                        fail(kept(remote()), NO_REPLY, 40, 2, 5_900),
                        "idle-flow-forgotten possible 40",
                        "met silence as they were used again"),
                Row.of(
                        "silent as it was used again, and a container's server still holds it",
                        fail(kept(container()), NO_REPLY, 40, 2, 5_900).lookedUp(40, Sockets.accepted(0, 43)),
                        "idle-flow-forgotten certain 40",
                        "the server still holds them"),
                Row.of(
                        "silent as it was used again, and a container's server has been told of its end",
                        fail(kept(container()), NO_REPLY, 40, 2, 5_900)
                                .lookedUp(
                                        40,
                                        new Sockets(
                                                Sockets.accepted(0, 43).client(),
                                                Sockets.stale(TcpState.CLOSE_WAIT, 43)
                                                        .server(),
                                                43)),
                        "no-reply likely 40"),
                Row.of(
                        "silent as it was used again, and nothing is between the two that could forget",
                        held(NO_REPLY, 40, 2).lookedUp(40, Sockets.accepted(0, 43)),
                        "no-reply certain 40"));
    }

    /** Fifty requests one after the other, and no hold. */
    private static CaseBuilder used(FailureKind kind, long count, int replies) {
        return fail(local().load(load -> load.requestsPerConnection = 50), kind, count, replies, 1);
    }

    static Stream<Row> inUse() {
        return Stream.of(
                Row.of(
                        "closed between two requests",
                        used(CLOSED_WITHOUT_REPLY, 40, 47),
                        "keepalive-race likely 40",
                        "40 of 40 FINs in place of a reply came on connections that had served requests before, up to 47"),
                Row.of(
                        "closed in the first request",
                        used(CLOSED_WITHOUT_REPLY, 40, 0),
                        "closed-without-reply certain 40",
                        "not keepalive-race (all failed in the first request of their connection)"),
                Row.of(
                        "a tenth of them in the first request",
                        fail(used(CLOSED_WITHOUT_REPLY, 36, 47), CLOSED_WITHOUT_REPLY, 4, 0, 1),
                        "keepalive-race likely 36; closed-without-reply certain 4"),
                Row.of(
                        "a quarter of them in the first request, so it is no matter of use",
                        fail(used(RESET, 30, 47), RESET, 10, 0, 1).moved("TcpOutRsts", 40),
                        "keepalive-race possible 30; unexplained possible 10"),
                Row.of(
                        "reset between two requests by the server itself",
                        used(RESET, 40, 47).moved("TcpOutRsts", 40),
                        "keepalive-race likely 40",
                        "40 of 40 resets came on connections"),
                Row.of(
                        "reset between two requests, by whom is not seen",
                        used(RESET, 40, 47),
                        "keepalive-race possible 40"),
                Row.of(
                        "reset between two requests, and the server's FIN came on others in use",
                        fail(used(RESET, 40, 47), CLOSED_WITHOUT_REPLY, 2, 3, 1),
                        "keepalive-race likely 42"),
                Row.of(
                        "reset between two requests, and the server's FIN came on others that were new",
                        fail(used(RESET, 40, 47), CLOSED_WITHOUT_REPLY, 2, 0, 1),
                        "keepalive-race possible 40; closed-without-reply certain 2"));
    }

    private static CaseBuilder secured(FailureKind kind, Phase phase, String detail) {
        return local().load(load -> load.tls = Tls.DEFAULT).fails(kind, 30).each(one -> {
            one.phase = phase;
            one.detail = detail;
        });
    }

    static Stream<Row> ends() {
        return Stream.of(
                Row.of(
                        "never closed",
                        local().load(load -> load.closeMode = CloseMode.HALF_CLOSE)
                                .fails(FailureKind.CLOSE_TIMEOUT, 20),
                        "no-reply certain 20",
                        "answered, and did not close within the 5 seconds that its close was waited for (close half-close)"),
                Row.of(
                        "a certificate of nobody",
                        secured(FailureKind.CERTIFICATE_REJECTED, Phase.TLS, "it has expired (x)"),
                        "tls-failure certain 30",
                        "connected, then the handshake failed: it has expired"),
                Row.of(
                        "closed within the handshake",
                        secured(CLOSED_WITHOUT_REPLY, Phase.TLS, null),
                        "tls-failure likely 30"),
                Row.of(
                        "some reset after the handshake and some within it",
                        secured(RESET, Phase.READ, "late").fails(RESET, 20).each(one -> {
                            one.phase = Phase.TLS;
                            one.detail = "early";
                        }),
                        "tls-failure likely 20; unexplained possible 30",
                        "the handshake failed: early"),
                Row.of("reset after the handshake", secured(RESET, Phase.READ, null), "unexplained possible 30"));
    }

    @ParameterizedTest
    @MethodSource({"idle", "forgotten", "inUse", "ends"})
    void shouldTellWhatBefallsKeptConnections(Row row) {
        row.check();
    }
}
