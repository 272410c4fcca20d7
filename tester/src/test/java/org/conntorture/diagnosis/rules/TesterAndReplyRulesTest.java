package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.Row;
import org.conntorture.evidence.ProxyLog;
import org.conntorture.outcome.FailureKind;
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
                Row.of(
                        "stood still as its quota let it",
                        local().fails(FailureKind.TESTER_STALLED, 3).throttled(Duration.ofMillis(900)),
                        "tester-stalled certain 3",
                        "its cgroup was throttled for 900 ms"),
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

    private static CaseBuilder status(int status) {
        return local().fails(FailureKind.WRONG_STATUS, 40).each(one -> one.answered(status));
    }

    static Stream<Row> replies() {
        return Stream.of(
                Row.of("a proxy could not reach the server", status(502), "proxy-error likely 40", "40 x 502"),
                Row.of(
                        "the server's own error",
                        status(500),
                        "wrong-reply certain 40",
                        "1 reply in 250 is wrong, such as: status 500"),
                Row.of(
                        "bytes that are no text",
                        local().fails(FailureKind.WRONG_REPLY, 40).each(one -> one.detail = "got \u0007\u00e9\n\u4e2d"),
                        "wrong-reply certain 40",
                        "such as: got ?? ?"),
                Row.of(
                        "some of a proxy, some not",
                        status(504).fails(FailureKind.WRONG_STATUS, 20).each(one -> one.answered(404)),
                        "proxy-error likely 40; wrong-reply certain 20",
                        "such as: status 404"),
                Row.of("short", local().fails(FailureKind.SHORT_REPLY, 4), "wrong-reply certain 4"));
    }

    static Stream<Row> proxies() {
        String timedOut = "upstream timed out (110: Connection timed out) while reading response header from upstream";
        return Stream.of(
                Row.of(
                        "the proxy says why",
                        local().fails(FailureKind.GATEWAY_TIMEOUT, 6)
                                .each(one -> one.answered(504))
                                .proxyLog(new ProxyLog(Map.of(504, 6L), List.of(), Map.of(timedOut, 6L), 0))
                                .keptBehind("127.0.0.1:8085", 6, 4, "pid 43 \"God\""),
                        "proxy-error certain 6",
                        "its error log: 6 x \"" + timedOut + "\"",
                        "behind it, 127.0.0.1:8085 keeps 6 connections that the proxy has closed, held by pid 43 \"God\":"
                                + " 4 with 360 bytes unread, so accepted and lost before anything read from them"
                                + " (lost-in-handover)"),
                Row.of(
                                "the proxy's log tells that the server behind it closed connections in use",
                                local().fails(FailureKind.BAD_GATEWAY, 2)
                                        .each(one -> one.answered(502))
                                        .proxyLog(new ProxyLog(
                                                Map.of(502, 2L),
                                                List.of(
                                                        new ProxyLog.Line(40_001, 502, "SH"),
                                                        new ProxyLog.Line(40_002, 502, "SH"),
                                                        new ProxyLog.Line(40_003, 504, "")),
                                                Map.of(),
                                                0)),
                                "proxy-error likely 2",
                                "a proxy's status: 2 x 502",
                                "its access log: 2 x 502 SH",
                                "so the server closed connections with a request on them")
                        .withoutSaying("about 2", "1 x 504", "aim at the server behind"),
                Row.of(
                                "the proxy's log tells of no server behind it that closed",
                                local().fails(FailureKind.SERVICE_UNAVAILABLE, 2)
                                        .each(one -> one.answered(503))
                                        .proxyLog(new ProxyLog(Map.of(503, 2L), List.of(), Map.of(), 0))
                                        .keptBehind("127.0.0.1:8085", 0, 0, "pid 43 \"God\""),
                                "proxy-error likely 2",
                                "a proxy's status: 2 x 503",
                                "aim at the server behind the proxy too")
                        .withoutSaying("closed connections with a request on them", "keeps"),
                Row.of(
                        "a server is known behind what says that it is not available",
                        local().fails(FailureKind.SERVICE_UNAVAILABLE, 2)
                                .each(one -> one.answered(503))
                                .keptBehind("127.0.0.1:8085", 0, 0, "pid 43 \"God\""),
                        "proxy-error likely 2",
                        "a proxy's status: 2 x 503"),
                Row.of(
                        "only a gateway has such a status",
                        local().fails(FailureKind.GATEWAY_TIMEOUT, 2).each(one -> one.answered(504)),
                        "proxy-error likely 2",
                        "a proxy's status: 2 x 504"),
                Row.of(
                        "what was read was not lost in a handover",
                        local().fails(FailureKind.GATEWAY_TIMEOUT, 1)
                                .each(one -> one.answered(504))
                                .keptBehind("127.0.0.1:8085", 1, 0, "pid 43 \"God\""),
                        "proxy-error likely 1",
                        "keeps 1 connection that the proxy has closed, held by pid 43 \"God\" "),
                Row.of(
                        "nothing is known of what is behind it",
                        local().fails(FailureKind.SERVICE_UNAVAILABLE, 6).each(one -> one.answered(503)),
                        "proxy-error likely 6",
                        "a proxy's status, or its own: 6 x 503",
                        "aim at the server behind the proxy too"));
    }

    @ParameterizedTest
    @MethodSource({"tester", "replies", "proxies"})
    void shouldTellWhatIsPlain(Row row) {
        row.check();
    }
}
