package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.Row;
import org.conntorture.evidence.ProbeResult;
import org.conntorture.evidence.ProxyLog;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Tls;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TesterAndReplyRulesTest {
    static Stream<Row> tester() {
        return Stream.of(
                Row.of(
                        "no descriptor",
                        local().fails(FailureKind.DESCRIPTORS_EXHAUSTED, 9),
                        "client-descriptors-exhausted certain 9",
                        "ulimit -n"),
                Row.of(
                        "no port",
                        local().fails(FailureKind.PORTS_EXHAUSTED, 9)
                                .fails(FailureKind.PORT_IN_USE, 2)
                                .setting("net.ipv4.ip_local_port_range", "40000\t40019")
                                .setting("net.ipv4.tcp_tw_reuse", "2"),
                        "port-exhaustion certain 11",
                        "ip_local_port_range is 40000 40019, tcp_tw_reuse 2"),
                Row.of("connected to itself", local().fails(FailureKind.SELF_CONNECT, 1), "self-connect certain 1"),
                Row.of("stood still", local().fails(FailureKind.TESTER_STALLED, 3), "tester-stalled certain 3"),
                Row.of("forbidden at home", local().fails(FailureKind.LOCAL_POLICY, 3), "local-policy certain 3"),
                Row.of("no memory", local().fails(FailureKind.MEMORY_EXHAUSTED, 3), "memory-limit certain 3"),
                Row.of(
                        "an error of the tester is no known cause",
                        local().fails(FailureKind.INTERNAL_ERROR, 3),
                        "unexplained possible 3"),
                Row.of(
                        "several at once are counted apart",
                        local().fails(FailureKind.DESCRIPTORS_EXHAUSTED, 9)
                                .fails(FailureKind.PORTS_EXHAUSTED, 5)
                                .fails(FailureKind.TESTER_STALLED, 2),
                        "client-descriptors-exhausted certain 9; port-exhaustion certain 5; tester-stalled certain 2"));
    }

    private static CaseBuilder status(String detail) {
        return local().fails(FailureKind.WRONG_STATUS, 40).each(one -> one.detail = detail);
    }

    static Stream<Row> replies() {
        return Stream.of(
                Row.of(
                        "a proxy could not reach the server",
                        status("status 502 instead of 200"),
                        "proxy-error likely 40",
                        "40 x 502"),
                Row.of(
                        "the server's own error",
                        status("status 500 instead of 200"),
                        "wrong-reply certain 40",
                        "1 reply in 250 is wrong, such as: status 500"),
                Row.of(
                        "bytes that are no text",
                        local().fails(FailureKind.WRONG_REPLY, 40).each(one -> one.detail = "got \u0007\u00e9\n\u4e2d"),
                        "wrong-reply certain 40",
                        "such as: got ?? ?"),
                Row.of(
                        "some of a proxy, some not",
                        status("status 504 instead of 200")
                                .fails(FailureKind.WRONG_STATUS, 20)
                                .each(one -> one.detail = "status 404 instead of 200"),
                        "proxy-error likely 40; wrong-reply certain 20"),
                Row.of("short", local().fails(FailureKind.SHORT_REPLY, 4), "wrong-reply certain 4"));
    }

    private static CaseBuilder held(FailureKind kind, long count, int replies) {
        return local().load(load -> {
                    load.closeMode = CloseMode.KEEP;
                    load.requestsPerConnection = 2;
                    load.hold = Duration.ofSeconds(5);
                })
                .fails(kind, count)
                .each(one -> {
                    one.replies = replies;
                    one.wait = Duration.ofMillis(4900);
                });
    }

    private static CaseBuilder secured(FailureKind kind, Phase phase, String detail) {
        return local().load(load -> load.tls = Tls.DEFAULT).fails(kind, 30).each(one -> {
            one.phase = phase;
            one.detail = detail;
        });
    }

    static Stream<Row> reuse() {
        return Stream.of(
                Row.of(
                        "closed while it was held",
                        held(FailureKind.CLOSED_WHILE_IDLE, 40, 2),
                        "keepalive-race certain 40",
                        "idle for less than the 5 seconds they were held: 4.90 to 4.90 s after they were opened"),
                Row.of(
                        "reset as it was used again",
                        held(FailureKind.RESET, 40, 2).moved("TcpOutRsts", 40),
                        "keepalive-race likely 40",
                        "had served 2 requests and been idle for 5 seconds"),
                Row.of(
                        "reset as it was used again, and not by the server",
                        held(FailureKind.RESET, 40, 2),
                        "idle-flow-forgotten likely 40",
                        "not one was closed by a FIN before; OutRsts +0"),
                Row.of(
                        "closed between two requests",
                        local().load(load -> load.requestsPerConnection = 50)
                                .fails(FailureKind.CLOSED_WITHOUT_REPLY, 40)
                                .each(one -> one.replies = 47),
                        "keepalive-race likely 40",
                        "up to 47 each"),
                Row.of(
                        "reset before it was held",
                        held(FailureKind.CLOSED_WITHOUT_REPLY, 40, 1),
                        "closed-without-reply certain 40"),
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
                        secured(FailureKind.CLOSED_WITHOUT_REPLY, Phase.TLS, null),
                        "tls-failure likely 30"),
                Row.of(
                        "reset after the handshake",
                        secured(FailureKind.RESET, Phase.READ, null),
                        "unexplained possible 30"));
    }

    static Stream<Row> proxies() {
        String timedOut = "upstream timed out (110: Connection timed out) while reading response header from upstream";
        return Stream.of(
                Row.of(
                        "the proxy says why",
                        local().fails(FailureKind.GATEWAY_TIMEOUT, 6)
                                .each(one -> one.detail = "status 504 instead of 200")
                                .proxyLog(new ProxyLog(Map.of(504, 6L), List.of(), Map.of(timedOut, 6L), 0))
                                .keptBehind("127.0.0.1:8085", 6, 4, "pid 43 \"God\""),
                        "proxy-error certain 6",
                        "its error log: 6 x \"" + timedOut + "\"",
                        "behind it, 127.0.0.1:8085 keeps 6 connections that the proxy has closed, held by pid 43 \"God\":"
                                + " 4 with 360 bytes unread, so accepted and lost before anything read from them"
                                + " (lost-in-handover)"),
                Row.of(
                        "what was read was not lost in a handover",
                        local().fails(FailureKind.GATEWAY_TIMEOUT, 1)
                                .each(one -> one.detail = "status 504 instead of 200")
                                .keptBehind("127.0.0.1:8085", 1, 0, "pid 43 \"God\""),
                        "proxy-error likely 1",
                        "keeps 1 connection that the proxy has closed, held by pid 43 \"God\" "),
                Row.of(
                        "nothing is known of what is behind it",
                        local().fails(FailureKind.SERVICE_UNAVAILABLE, 6)
                                .each(one -> one.detail = "status 503 instead of 200"),
                        "proxy-error likely 6",
                        "a proxy's status, or its own: 6 x 503",
                        "aim at the server behind the proxy too"),
                Row.of(
                        "too many requests, in the server's own word",
                        local().fails(FailureKind.WRONG_STATUS, 6)
                                .each(one -> one.detail = "status 429 instead of 200"),
                        "request-limit certain 6"),
                Row.of(
                        "the first are served one at a time, then none",
                        local().fails(FailureKind.SERVICE_UNAVAILABLE, 6)
                                .each(one -> one.detail = "status 503 instead of 200")
                                .probed(ProbeResult.Kind.FIRST_IN_TURN, "one after the other", false),
                        "request-limit likely 6"),
                Row.of(
                        "all are served one at a time, and not beside ten",
                        local().fails(FailureKind.RESET, 6)
                                .probed(ProbeResult.Kind.IN_TURN, "one after the other", true)
                                .probed(ProbeResult.Kind.HELD_THEN_REFUSED, "with 10 held open", false),
                        "connection-limit certain 6"),
                Row.of(
                        "some are refused one at a time too",
                        local().fails(FailureKind.RESET, 6)
                                .probed(ProbeResult.Kind.IN_TURN, "one after the other", false)
                                .probed(ProbeResult.Kind.HELD_THEN_REFUSED, "with 10 held open", false),
                        "unexplained possible 6"),
                Row.of(
                        "refused in words of too many",
                        local().fails(FailureKind.REFUSED_BY_SERVER, 6)
                                .each(one -> one.detail = "MySQL error 1040: Too many connections"),
                        "connection-limit certain 6",
                        "the server says: \"MySQL error 1040: Too many connections\""),
                Row.of(
                        "refused in other words",
                        local().fails(FailureKind.REFUSED_BY_SERVER, 6)
                                .each(one -> one.detail = "MySQL error 1129: Host is blocked"),
                        "refused-by-server certain 6",
                        "as all of a load do, bring that about"));
    }

    @ParameterizedTest
    @MethodSource({"tester", "replies", "reuse", "proxies"})
    void shouldTellWhatIsPlain(Row row) {
        row.check();
    }
}
