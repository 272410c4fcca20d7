package org.conntorture.diagnosis;

import static org.conntorture.diagnosis.CaseBuilder.local;

import java.util.stream.Stream;
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

    @ParameterizedTest
    @MethodSource({"tester", "replies"})
    void shouldTellWhatIsPlain(Row row) {
        row.check();
    }
}
