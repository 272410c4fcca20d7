package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;

import java.util.Random;
import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.conntorture.evidence.ProbeResult;
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

    private static CaseBuilder unansweredFar() {
        return remote().failsAt(CONNECT_TIMEOUT, FIVE_TIMES_THREE).fromPorts(40_007, 40_101, 40_233, 40_377, 40_490);
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
                        "nothing is there",
                        unanswered().lookedUp(15, Sockets.unanswered()),
                        "unexplained possible 15",
                        "not stale-tuple (no old socket"),
                Row.of(
                        "from another host: that nothing was seen there rules nothing out",
                        unansweredFar().lookedUp(15, Sockets.unanswered()),
                        "stale-tuple possible 15",
                        "the same 5 source ports failed again and again",
                        "it may be TIME_WAIT as well",
                        "not packet-loss (the same source ports"),
                Row.of(
                        "from another host: the port hangs again once the load is over, the one beside it does not",
                        unansweredFar()
                                .lookedUp(15, Sockets.unanswered())
                                .probed(ProbeResult.Kind.SAME_PORT, "source port 40007 again", false)
                                .probed(ProbeResult.Kind.OTHER_PORT, "source port 40008", true),
                        "stale-tuple likely 15",
                        "source port 40007 again: no answer after 2.0 s; source port 40008: answered after 2.0 s"),
                Row.of(
                        "from another host: as many from ports that differ",
                        remote().fails(CONNECT_TIMEOUT, 15).lookedUp(5, Sockets.unanswered()),
                        "unexplained possible 15",
                        "not known: the target is not on this host"),
                Row.of(
                        "from another host: so few ports in use that chance repeats them",
                        remote().fails(CONNECT_TIMEOUT, 60)
                                .fromPorts(
                                        new Random(1).ints(60, 40_000, 40_100).toArray())
                                .load(one -> one.sourcePorts(40_000, 40_099)),
                        "unexplained possible 60"));
    }

    static Stream<Row> unseen() {
        return Stream.of(
                Row.of(
                        "from another host: a tenth of the ports, some twice by chance",
                        remote().fails(CONNECT_TIMEOUT, 100)
                                .fromPorts(
                                        new Random(2).ints(100, 40_000, 41_000).toArray())
                                .load(one -> one.sourcePorts(40_000, 40_999)),
                        "unexplained possible 100"),
                Row.of(
                        "nobody looked in time, the kernel counted as many",
                        local().fails(CONNECT_TIMEOUT, 15).moved(CHALLENGES, 30),
                        "stale-tuple likely 15",
                        "TCPSYNChallenge +30"),
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
                        "unexplained possible 15"),
                Row.of(
                        "from another host, over more than a minute",
                        unansweredFar().each(one -> one.firstNs = -61_000_000_000L),
                        "stale-tuple likely 15",
                        "a minute apart too, which no TIME_WAIT lasts"));
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
                        "packet-loss likely 40; stale-tuple likely 4"),
                Row.of(
                        "from another host: a second SYN long before a time-out",
                        remote().slowAt(12, 0.4, 1, 100, 5_000),
                        "stale-tuple possible 2",
                        "source ports 30100, 35000"),
                Row.of("from another host: a slow answer is none", remote().slow(20, 600, 0.4, 0), ""));
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
                        "a hundred times as many did",
                        local().fails(CONNECT_TIMEOUT, 9).moved("TcpExtPAWSTimewait", 1_400),
                        "time-wait-collision possible 9"),
                Row.of(
                        "slow ones",
                        local().slow(6, 8, 0.1, 1).moved("TcpExtPAWSTimewait", 6),
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
