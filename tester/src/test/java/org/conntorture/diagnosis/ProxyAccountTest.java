package org.conntorture.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.conntorture.evidence.ProxyLog;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A proxy's log beside what was counted: 100 attempts of which one or two fail, from port 40,001 on. */
class ProxyAccountTest {
    private record Case(
            String reason,
            Map<Integer, Long> seen,
            Map<Integer, Long> logged,
            List<ProxyLog.Line> lines,
            FailureKind kind,
            boolean agrees,
            String text) {
        @Override
        public String toString() {
            return reason;
        }
    }

    private static ProxyLog.Line line(int port, int status) {
        return new ProxyLog.Line(port, status, "");
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "the same",
                        Map.of(200, 99L, 504, 1L),
                        Map.of(200, 99L, 504, 1L),
                        List.of(line(40_001, 504)),
                        FailureKind.GATEWAY_TIMEOUT,
                        true,
                        "its own access log agrees (99 x 200, 1 x 504), with 1 failure found in it by source port"),
                new Case(
                        "from another port",
                        Map.of(200, 99L, 504, 1L),
                        Map.of(200, 99L, 504, 1L),
                        List.of(line(40_002, 504)),
                        FailureKind.GATEWAY_TIMEOUT,
                        false,
                        "does not agree: 1 line without a failed attempt of that port and status; 1 failed attempt without"),
                new Case(
                        "another status",
                        Map.of(200, 99L, 502, 1L),
                        Map.of(200, 99L, 504, 1L),
                        List.of(line(40_001, 504)),
                        FailureKind.BAD_GATEWAY,
                        false,
                        "502: 0 logged, 1 seen; 504: 1 logged, 0 seen"),
                new Case(
                        "one more than was sent",
                        Map.of(200, 99L, 504, 1L),
                        Map.of(200, 100L, 504, 1L),
                        List.of(line(40_001, 504)),
                        FailureKind.GATEWAY_TIMEOUT,
                        false,
                        "200: 100 logged, 99 seen"),
                new Case(
                        "the client gave up",
                        Map.of(200, 99L),
                        Map.of(200, 99L, 499, 1L),
                        List.of(line(40_001, 499)),
                        FailureKind.NO_REPLY,
                        true,
                        "agrees (99 x 200, 1 x 499), with 1 failure found"),
                new Case(
                        "the client gave up and the proxy went on",
                        Map.of(200, 99L),
                        Map.of(200, 99L, 504, 1L),
                        List.of(line(40_001, 504)),
                        FailureKind.NO_REPLY,
                        true,
                        "agrees (99 x 200, 1 x 504), with 1 failure found"),
                new Case(
                        "the client gave up and was answered after all",
                        Map.of(200, 99L),
                        Map.of(200, 100L),
                        List.of(),
                        FailureKind.NO_REPLY,
                        true,
                        "agrees (100 x 200)"),
                new Case(
                        "one line too many of the same port",
                        Map.of(200, 99L, 504, 1L),
                        Map.of(200, 99L, 504, 2L),
                        List.of(line(40_001, 504), line(40_001, 504)),
                        FailureKind.GATEWAY_TIMEOUT,
                        false,
                        "504: 2 logged, 1 seen; 1 line without a failed attempt"),
                new Case(
                        "one less than was sent",
                        Map.of(200, 99L),
                        Map.of(200, 98L),
                        List.of(),
                        FailureKind.NO_REPLY,
                        false,
                        "200: 98 logged, 99 seen"),
                new Case(
                        "one client that gave up stands in one line alone",
                        Map.of(200, 98L),
                        Map.of(200, 99L, 201, 1L),
                        List.of(),
                        FailureKind.NO_REPLY,
                        false,
                        "does not agree: 201: 1 logged, 0 seen"),
                new Case(
                        "the client stood still and gave up",
                        Map.of(200, 99L),
                        Map.of(200, 99L, 499, 1L),
                        List.of(line(40_001, 499)),
                        FailureKind.TESTER_STALLED,
                        true,
                        "with 1 failure found"),
                new Case(
                        "a reset is no line of a log",
                        Map.of(200, 99L),
                        Map.of(200, 100L),
                        List.of(),
                        FailureKind.RESET,
                        false,
                        "200: 100 logged, 99 seen"),
                new Case(
                        "a status of which nothing is known",
                        Map.of(200, 99L, 504, 1L),
                        Map.of(200, 99L, 504, 1L),
                        List.of(),
                        FailureKind.WRONG_STATUS,
                        true,
                        "agrees (99 x 200, 1 x 504)"),
                new Case(
                        "a client of which the proxy knows nothing",
                        Map.of(200, 99L),
                        Map.of(200, 99L),
                        List.of(),
                        FailureKind.NO_REPLY,
                        true,
                        "agrees (99 x 200)"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldCompareStatusByStatusAndPortByPort(Case one) {
        CaseBuilder builder = CaseBuilder.local()
                .attempts(100)
                .failsAt(one.kind, 5)
                .fromPorts(40_001)
                .statuses(one.seen)
                .proxyLog(new ProxyLog(one.logged, one.lines, Map.of(), 0));

        ProxyAccount account =
                ProxyAccount.of(builder.measurement(), builder.evidence()).orElseThrow();

        assertThat(account.agrees()).isEqualTo(one.agrees);
        assertThat(account.text()).contains(one.text);
    }

    @Test
    void shouldNotAgreeWithLinesThatCannotBeRead() {
        CaseBuilder builder = CaseBuilder.local()
                .attempts(100)
                .statuses(Map.of(200, 100L))
                .proxyLog(new ProxyLog(Map.of(200, 100L), List.of(), Map.of(), 1));

        ProxyAccount account =
                ProxyAccount.of(builder.measurement(), builder.evidence()).orElseThrow();

        assertThat(account.agrees()).isFalse();
        assertThat(account.text()).contains("1 line that does not begin with a port and a status");
    }

    @Test
    void shouldSayNothingWithoutALine() {
        CaseBuilder none = CaseBuilder.local();
        CaseBuilder empty = CaseBuilder.local().proxyLog(new ProxyLog(Map.of(), List.of(), Map.of(), 0));

        assertThat(ProxyAccount.of(none.measurement(), none.evidence())).isEmpty();
        assertThat(ProxyAccount.of(empty.measurement(), empty.evidence())).isEmpty();
    }

    /** Of very many failures only the first are kept one by one. */
    @Test
    void shouldNotMissTheFailuresThatWereNotKept() {
        CaseBuilder all = CaseBuilder.local()
                .attempts(100)
                .failsAt(FailureKind.GATEWAY_TIMEOUT, 5, 6)
                .statuses(Map.of(200, 98L, 504, 2L));
        CaseBuilder kept = CaseBuilder.local()
                .failsAt(FailureKind.GATEWAY_TIMEOUT, 5)
                .fromPorts(40_001)
                .proxyLog(new ProxyLog(
                        Map.of(200, 98L, 504, 2L), List.of(line(40_001, 504), line(40_002, 504)), Map.of(), 0));

        ProxyAccount account =
                ProxyAccount.of(all.measurement(), kept.evidence()).orElseThrow();

        assertThat(account.agrees()).as(account.text()).isTrue();
    }
}
