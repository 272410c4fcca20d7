package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;

import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.conntorture.kernel.TcpState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TupleRulesTest {
    private static final String CHALLENGES = "TcpExtTCPSYNChallenge";
    private static final String RECYCLE = "net.ipv4.tcp_tw_recycle";
    private static final long[] FIVE_TIMES_THREE = {
        615, 702, 1_399, 2_001, 2_600, 3_115, 3_202, 3_899, 4_501, 5_100, 8_115, 8_202, 8_899, 9_501, 9_900
    };

    private static CaseBuilder unanswered() {
        return local().failsAt(CONNECT_TIMEOUT, FIVE_TIMES_THREE).fromPorts(40_007, 40_101, 40_233, 40_377, 40_490);
    }

    static Stream<Row> silent() {
        return Stream.of(
                Row.of(
                        "an old socket is seen where the SYN goes",
                        unanswered().lookedUp(15, Sockets.stale(TcpState.CLOSE_WAIT, 43)),
                        "stale-tuple certain 15",
                        "held a socket in CLOSE_WAIT",
                        "owned by pid 43 \"server\"",
                        "source ports 40007, 40101, 40233, 40377, 40490",
                        "ListenDrops +0, TCPSYNChallenge +0",
                        "not accept-queue-overflow (ListenOverflows +0"),
                Row.of(
                        "the other end is still established, as after a crash of the client's host",
                        unanswered().lookedUp(15, Sockets.stale(TcpState.ESTABLISHED, 0)),
                        "stale-tuple certain 15"),
                Row.of(
                        "one was looked up, the ports of the others are still held",
                        unanswered()
                                .lookedUp(1, Sockets.stale(TcpState.CLOSE_WAIT, 43))
                                .leak(5, 5, 40_007, 40_101, 40_233, 40_377, 40_490),
                        "stale-tuple certain 15"),
                Row.of(
                        "one was looked up, of the others nothing is known",
                        unanswered().lookedUp(1, Sockets.stale(TcpState.CLOSE_WAIT, 43)),
                        "stale-tuple certain 3; unexplained possible 12"),
                Row.of(
                        "half-open is not old",
                        unanswered().lookedUp(15, Sockets.stale(TcpState.SYN_RECV, 0)),
                        "unexplained possible 15",
                        "not stale-tuple (no old socket stood on the addresses and ports"),
                Row.of(
                        "it was connected just as it was looked up, so no socket there is old",
                        unanswered().lookedUp(15, Sockets.accepted(0, 43)),
                        "unexplained possible 15",
                        "not stale-tuple (no old socket"),
                Row.of(
                        "nothing is there",
                        unanswered().lookedUp(15, Sockets.unanswered()),
                        "unexplained possible 15",
                        "not stale-tuple (no old socket"));
    }

    static Stream<Row> unseen() {
        return Stream.of(
                Row.of(
                        "nobody looked in time, the kernel counted as many",
                        local().fails(CONNECT_TIMEOUT, 15).moved(CHALLENGES, 30),
                        "stale-tuple likely 15",
                        "TCPSYNChallenge +30"),
                Row.of(
                        "the ports of those that the kernel counted are told",
                        local().failsAt(CONNECT_TIMEOUT, 100, 3_100, 9_000).moved(CHALLENGES, 6),
                        "stale-tuple likely 3",
                        "source ports 30100, 33100, 39000"),
                Row.of(
                        "the kernel counted twice as many as SYNs were sent",
                        local().fails(CONNECT_TIMEOUT, 15).moved(CHALLENGES, 60),
                        "stale-tuple likely 15"),
                Row.of(
                        "the kernel counted more than that",
                        local().fails(CONNECT_TIMEOUT, 15).moved(CHALLENGES, 61),
                        "unexplained possible 15"),
                Row.of(
                        "and its trace says so",
                        local().fails(CONNECT_TIMEOUT, 15)
                                .moved(CHALLENGES, 30)
                                .traced("kfree_skb TCP_INVALID_SYN", 30),
                        "stale-tuple certain 15",
                        "traced as TCP_INVALID_SYN"),
                Row.of(
                        "the kernel counted three",
                        local().fails(CONNECT_TIMEOUT, 15).moved(CHALLENGES, 3),
                        "unexplained possible 15"),
                Row.of(
                        "the kernel counted three thousand",
                        local().fails(CONNECT_TIMEOUT, 15).moved(CHALLENGES, 3_000),
                        "unexplained possible 15"),
                Row.of(
                        "the trace of this host knows nothing of another",
                        remote().fails(CONNECT_TIMEOUT, 15).traced("kfree_skb TCP_INVALID_SYN", 30),
                        "unexplained possible 15"));
    }

    static Stream<Row> challenged() {
        return Stream.of(
                Row.of(
                        "as many challenges as connects with a second SYN",
                        local().slow(5, 8.2, 0.1, 1).moved(CHALLENGES, 5),
                        "stale-tuple certain 5",
                        "TCPSYNChallenge +5, 5 connects took a second SYN"),
                Row.of(
                        "a second each, before Linux 5.7",
                        local().slow(5, 1_002, 0.1, 1).moved(CHALLENGES, 5),
                        "stale-tuple certain 5"),
                Row.of("within a jiffy", local().slow(5, 1, 0.1, 1).moved(CHALLENGES, 5), "stale-tuple certain 5"),
                Row.of(
                        "a second and a half is more than a challenge takes",
                        local().slow(5, 1_500, 0.1, 1).moved(CHALLENGES, 5),
                        "packet-loss likely 5"),
                Row.of(
                        "no challenge at all",
                        local().slow(5, 1_010, 0.1, 1),
                        "packet-loss likely 5",
                        "not stale-tuple (no SYN met an old socket (TCPSYNChallenge +0))"),
                Row.of(
                        "half as many challenges again, and one",
                        local().slow(4, 8.2, 0.1, 1).moved(CHALLENGES, 7),
                        "stale-tuple certain 4"),
                Row.of(
                        "more challenges than that",
                        local().slow(4, 8.2, 0.1, 1).moved(CHALLENGES, 8),
                        "stale-tuple possible 4"),
                Row.of(
                        "challenges of somebody else",
                        local().slow(5, 8.2, 0.1, 1).moved(CHALLENGES, 500),
                        "stale-tuple possible 5"),
                Row.of(
                        "fewer challenges than late connects: no more are explained",
                        local().slow(344, 1_010, 0.1, 1).moved(CHALLENGES, 5).moved("TcpExtListenDrops", 0),
                        "packet-loss likely 344"),
                Row.of("challenges and nothing slow", local().moved(CHALLENGES, 5), ""),
                Row.of(
                        "what was sent again was data",
                        local().slow(5, 0.05, 210, 1).moved(CHALLENGES, 5),
                        "packet-loss likely 5"),
                Row.of(
                        "some were lost by chance, some met old sockets",
                        local().slow(40, 1_010, 0.1, 1)
                                .slowAt(8, 0.1, 1, 11, 2_222, 7_777, 8_888)
                                .moved(CHALLENGES, 4),
                        "packet-loss likely 40; stale-tuple likely 4"));
    }

    static Stream<Row> timestamps() {
        return Stream.of(
                Row.of(
                        "as many SYNs met TIME_WAIT as failed",
                        local().fails(CONNECT_TIMEOUT, 9)
                                .lookedUp(9, Sockets.unanswered())
                                .moved("TcpExtPAWSTimewait", 14),
                        "time-wait-collision likely 9",
                        "PAWSTimewait +14"),
                Row.of(
                        "half as many did, which explain no more",
                        local().fails(CONNECT_TIMEOUT, 10).moved("TcpExtPAWSTimewait", 5),
                        "time-wait-collision likely 5; unexplained possible 5"),
                Row.of(
                        "three times as many did as SYNs were sent",
                        local().fails(CONNECT_TIMEOUT, 9).moved("TcpExtPAWSTimewait", 54),
                        "time-wait-collision likely 9"),
                Row.of(
                        "a hundred times as many did",
                        local().fails(CONNECT_TIMEOUT, 9).moved("TcpExtPAWSTimewait", 1_400),
                        "time-wait-collision possible 9"),
                Row.of(
                        "slow ones",
                        local().slow(6, 1, 0.1, 1).moved("TcpExtPAWSTimewait", 6),
                        "time-wait-collision likely 6"),
                Row.of(
                        "slow ones, beside answers that were slow and sent nothing again",
                        local().slow(6, 8, 0.1, 1).slow(30, 0.1, 700, 0).moved("TcpExtPAWSTimewait", 6),
                        "time-wait-collision likely 6"),
                Row.of(
                        "tw_recycle refuses timestamps",
                        local().fails(CONNECT_TIMEOUT, 30)
                                .setting(RECYCLE, "1")
                                .moved("TcpExtPAWSPassive", 60)
                                .moved("TcpExtListenDrops", 60),
                        "tw-recycle certain 30",
                        "PAWSPassive +60",
                        "which is 1 here"),
                Row.of(
                        "tw_recycle is on and refused nobody",
                        local().fails(CONNECT_TIMEOUT, 30).setting(RECYCLE, "1").moved("TcpExtPAWSPassive", 0),
                        "unexplained possible 30",
                        "not tw-recycle (PAWSPassive +0)"),
                Row.of(
                        "tw_recycle is off",
                        local().fails(CONNECT_TIMEOUT, 30).setting(RECYCLE, "0").moved("TcpExtPAWSPassive", 0),
                        "unexplained possible 30",
                        "not tw-recycle (tcp_tw_recycle is 0)"));
    }

    @ParameterizedTest
    @MethodSource({"silent", "unseen", "challenged", "timestamps"})
    void shouldTellOldSockets(Row row) {
        row.check();
    }
}
