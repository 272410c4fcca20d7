package org.conntorture.diagnosis.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conntorture.diagnosis.CaseBuilder.container;
import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.diagnosis.CaseBuilder.unixSocket;
import static org.conntorture.outcome.FailureKind.BAD_GATEWAY;
import static org.conntorture.outcome.FailureKind.CLOSED_WITHOUT_REPLY;
import static org.conntorture.outcome.FailureKind.CONNECT_REFUSED;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;
import static org.conntorture.outcome.FailureKind.GATEWAY_TIMEOUT;
import static org.conntorture.outcome.FailureKind.NO_REPLY;
import static org.conntorture.outcome.FailureKind.RESET;
import static org.conntorture.outcome.FailureKind.SERVICE_UNAVAILABLE;
import static org.conntorture.outcome.FailureKind.WRONG_STATUS;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.Row;
import org.conntorture.evidence.ProbeResult;
import org.conntorture.evidence.ProxyLog;
import org.conntorture.evidence.UnixEvidence;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShareRulesTest {
    private static final String RESETS = "TcpOutRsts";

    /** Every third attempt, from one of them to another. */
    private static long[] thirds(long from, long to) {
        return LongStream.rangeClosed(from, to).map(number -> 3 * number).toArray();
    }

    static Stream<Row> backends() {
        return Stream.of(
                Row.of(
                        "every third by turns",
                        container().attempts(300).failsEvery(CONNECT_REFUSED, 3).moved(RESETS, 100),
                        "bad-backend likely 100",
                        "a steady share of 33 % (28 to 39 %), 1 in 3",
                        "not no-listener (a listener was there"),
                Row.of(
                        "every third by turns, in four ways",
                        remote().attempts(300)
                                .failsAt(CONNECT_REFUSED, thirds(1, 40))
                                .failsAt(CONNECT_TIMEOUT, thirds(41, 70))
                                .failsAt(RESET, thirds(71, 90))
                                .failsAt(NO_REPLY, thirds(91, 100)),
                        "bad-backend likely 100",
                        "1 attempt in 3 fails, in turn, in one way or another"),
                Row.of(
                        "a third in three ways, by chance",
                        remote().attempts(300)
                                .fails(CONNECT_REFUSED, 40)
                                .fails(CONNECT_TIMEOUT, 30)
                                .fails(NO_REPLY, 30),
                        "no-listener possible 40; no-reply possible 30; unexplained possible 30"),
                Row.of(
                        "nothing listens and yet others are served",
                        local().attempts(300)
                                .failsEvery(CONNECT_REFUSED, 3)
                                .moved("TcpAttemptFails", 100)
                                .moved(RESETS, 100)
                                .withoutListener(50),
                        "bad-backend likely 100",
                        "nothing listens on the address itself",
                        "not no-listener (others were served though nothing listens here"),
                Row.of(
                        "every tenth of eighty",
                        remote().attempts(80).failsEvery(CONNECT_REFUSED, 10),
                        "bad-backend likely 8"),
                Row.of(
                        "every tenth of seventy, which are too few",
                        remote().attempts(70).failsEvery(CONNECT_REFUSED, 10),
                        "no-listener possible 7"),
                Row.of(
                        "every tenth",
                        remote().attempts(1_000).failsEvery(CONNECT_REFUSED, 10),
                        "bad-backend likely 100"),
                Row.of(
                        "every eleventh: nobody has so many backends",
                        remote().attempts(1_100).failsEvery(CONNECT_REFUSED, 11),
                        "no-listener possible 100",
                        "not bad-backend (9.09 % is no share of a few backends)"),
                Row.of(
                        "all of them, so there is no other backend",
                        remote().attempts(300).fails(CONNECT_REFUSED, 300),
                        "no-listener likely 300",
                        "not bad-backend (every attempt failed, none was served)"),
                Row.of(
                        "every third by turns, and a twentieth of the others is slow",
                        remote().attempts(300).failsEvery(CONNECT_TIMEOUT, 3).slow(10, 0.1, 700, 0),
                        "bad-backend likely 100"),
                Row.of(
                        "every third by turns, and more of the others are slow",
                        remote().attempts(300).failsEvery(CONNECT_TIMEOUT, 3).slow(11, 0.1, 700, 0),
                        "unexplained possible 100",
                        "not bad-backend (the share is not the same over time, or others were slow)"),
                Row.of(
                        "every third is closed by turns",
                        local().attempts(300).failsEvery(CLOSED_WITHOUT_REPLY, 3),
                        "bad-backend likely 100"),
                Row.of(
                        "a third is closed, by chance",
                        local().attempts(300).fails(CLOSED_WITHOUT_REPLY, 100),
                        "closed-without-reply certain 100"),
                Row.of(
                        "a third, by chance: any server may fail so",
                        remote().attempts(300).fails(CONNECT_TIMEOUT, 100),
                        "unexplained possible 100"),
                Row.of(
                        "a tenth, by chance",
                        remote().attempts(40_000).fails(CONNECT_TIMEOUT, 4_200),
                        "unexplained possible 4200",
                        "not bad-backend (10.50 % is no share of a few backends)"),
                Row.of(
                        "exactly a third of very many, by chance",
                        remote().attempts(9_000).fails(CONNECT_TIMEOUT, 3_000),
                        "bad-backend possible 3000"),
                Row.of(
                        "exactly a third of very many, by chance, but each sent one SYN, which any network may lose",
                        remote().attempts(9_000).fails(CONNECT_TIMEOUT, 3_000).each(one -> one.retransmits = 0),
                        "unexplained possible 3000"),
                Row.of(
                        "a third, one after the other, beside others in the same seconds",
                        remote().attempts(900)
                                .failsEvery(CONNECT_TIMEOUT, 1)
                                .servedUntil(10)
                                .attempts(2_700),
                        "accept-queue-overflow possible 900",
                        "not blackhole (others were served in the same seconds)"));
    }

    private static ProxyLog naming(Map<String, Long> servers) {
        return new ProxyLog(
                Map.of(),
                List.of(),
                Map.of("connect() failed (111: Connection refused) while connecting to upstream", 100L),
                servers,
                0);
    }

    static Stream<Row> behindProxies() {
        return Stream.of(
                Row.of(
                        "the proxy says of every third by turns that the server did not answer",
                        answers(remote(), BAD_GATEWAY, 502),
                        "bad-backend likely 100",
                        "a steady share of 33 % (28 to 39 %), 1 in 3",
                        "a proxy's status: 100 x 502",
                        "aim at each of the servers behind the proxy"),
                Row.of(
                        "every third by turns, too late for the proxy",
                        answers(remote(), GATEWAY_TIMEOUT, 504),
                        "bad-backend likely 100",
                        "a proxy's status: 100 x 504"),
                Row.of(
                        "every third by turns, at a unix socket",
                        answers(
                                unixSocket(new UnixEvidence(true, Optional.empty(), Optional.empty())),
                                BAD_GATEWAY,
                                502),
                        "bad-backend likely 100"),
                Row.of(
                        "the proxy's log names the one",
                        answers(remote(), BAD_GATEWAY, 502).proxyLog(naming(Map.of("10.0.0.3:80", 100L))),
                        "bad-backend likely 100",
                        "its error log: 100 x \"connect() failed (111: Connection refused) while connecting",
                        "its error log names 10.0.0.3:80 in 100 lines"),
                Row.of(
                        "the proxy's log names the one, and another now and then",
                        answers(remote(), BAD_GATEWAY, 502)
                                .proxyLog(naming(Map.of("10.0.0.3:80", 80L, "10.0.0.2:80", 20L))),
                        "bad-backend likely 100"),
                Row.of(
                        "the proxy's log names two that fail, so it is not one of three",
                        answers(remote(), BAD_GATEWAY, 502)
                                .proxyLog(naming(Map.of("10.0.0.3:80", 79L, "10.0.0.2:80", 21L))),
                        "proxy-error certain 100",
                        "10.0.0.3:80 in 79 lines"),
                Row.of(
                        "a third, by chance: a single server may fail so",
                        remote().attempts(9_000).fails(BAD_GATEWAY, 3_000).each(one -> one.answered(502)),
                        "proxy-error likely 3000"),
                Row.of(
                        "every third by turns, and the others are slow as well: one server with too much to do",
                        answers(remote(), GATEWAY_TIMEOUT, 504).slow(11, 0.1, 700, 0),
                        "proxy-error likely 100",
                        "not bad-backend (the share is not the same over time, or others were slow)"),
                Row.of(
                        "every third by turns is not available, which a limit says too",
                        answers(remote(), SERVICE_UNAVAILABLE, 503),
                        "proxy-error likely 100"),
                Row.of(
                        "every third by turns is not available, also of those that come one at a time",
                        answers(remote(), SERVICE_UNAVAILABLE, 503)
                                .probed(ProbeResult.Kind.IN_TURN, "connections one after the other", false),
                        "bad-backend likely 100",
                        "a proxy's status, or its own: 100 x 503"),
                Row.of(
                        "every third by turns is not available, and all are served that come one at a time",
                        answers(remote(), SERVICE_UNAVAILABLE, 503)
                                .probed(ProbeResult.Kind.IN_TURN, "connections one after the other", true),
                        "proxy-error likely 100"),
                Row.of(
                        "every third by turns is not available, and hardly one after the first few",
                        answers(remote(), SERVICE_UNAVAILABLE, 503)
                                .probed(ProbeResult.Kind.FIRST_IN_TURN, "connections one after the other", false),
                        "request-limit likely 100"),
                Row.of(
                        "every third by turns is an error of the server itself",
                        answers(remote(), WRONG_STATUS, 500),
                        "wrong-reply certain 100"),
                Row.of(
                        "every third by turns, and other errors of the server itself beside it",
                        answers(remote(), BAD_GATEWAY, 502)
                                .failsAt(WRONG_STATUS, 1, 4)
                                .each(one -> one.answered(500)),
                        "proxy-error likely 100; wrong-reply certain 2"),
                Row.of(
                        "a third, by chance, and a rule passes on to the proxy, which tells nothing of the servers behind it",
                        local().attempts(300)
                                .withoutListener(50)
                                .fails(BAD_GATEWAY, 100)
                                .each(one -> one.answered(502)),
                        "proxy-error likely 100"));
    }

    /** Every third of 300 by turns. */
    private static CaseBuilder answers(CaseBuilder builder, FailureKind kind, int status) {
        return builder.attempts(300).failsEvery(kind, 3).each(one -> one.answered(status));
    }

    /** A server that fails at random near 1 in k is not called one of k backends with any weight. */
    @Test
    void shouldSeldomTakeChanceForTurns() {
        int runs = 400;
        int accused = 0;
        for (int seed = 0; seed < runs; seed++) {
            Random random = new Random(seed);
            double share = 1.0 / (2 + seed % 5);
            long[] failed = LongStream.rangeClosed(1, 600)
                    .filter(number -> random.nextDouble() < share)
                    .toArray();
            accused += (int) remote().attempts(600).failsAt(CONNECT_TIMEOUT, failed).diagnose().stream()
                    .filter(cause -> cause.id() == CauseId.BAD_BACKEND && cause.confidence() != Confidence.POSSIBLE)
                    .count();
        }
        assertThat(accused).isLessThanOrEqualTo(runs * 3 / 100);
    }

    @ParameterizedTest
    @MethodSource({"backends", "behindProxies"})
    void shouldTellBackends(Row row) {
        row.check();
    }
}
