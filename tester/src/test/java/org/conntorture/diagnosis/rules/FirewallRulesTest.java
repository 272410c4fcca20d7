package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;

import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.ListenerSketch;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FirewallRulesTest {
    private static final String DROPS = "kfree_skb NETFILTER_DROP";

    private static CaseBuilder unanswered() {
        return local().fails(CONNECT_TIMEOUT, 600).lookedUp(9, Sockets.unanswered());
    }

    static Stream<Row> rows() {
        return Stream.of(
                Row.of(
                        "the kernel tells of as many",
                        unanswered().traced(DROPS, 700),
                        "firewall-limit certain 600",
                        "700 packets dropped by NETFILTER_DROP",
                        "ListenDrops +0"),
                Row.of(
                        "it tells of far more, which are of others",
                        unanswered().traced(DROPS, 80_000),
                        "firewall-limit possible 600"),
                Row.of("it tells of a few", unanswered().traced(DROPS, 100), "unexplained possible 600"),
                Row.of("nobody could ask it", unanswered(), "unexplained possible 600"),
                Row.of(
                        "it is the kernel of another host",
                        remote().fails(CONNECT_TIMEOUT, 600).traced(DROPS, 700),
                        "unexplained possible 600"),
                Row.of(
                        "nobody was served meanwhile",
                        local().failsInARow(CONNECT_TIMEOUT, 5_000, 24)
                                .lookedUp(9, Sockets.unanswered())
                                .traced(DROPS, 48),
                        "blackhole certain 24"),
                Row.of(
                        "the listener dropped them itself",
                        unanswered()
                                .traced(DROPS, 700)
                                .moved("TcpExtListenDrops", 900)
                                .listener(one -> one.drops(900)),
                        "unexplained possible 600"),
                Row.of(
                        "another listener drops more, also when all is quiet",
                        unanswered()
                                .traced(DROPS, 700)
                                .moved("TcpExtListenDrops", 9_000)
                                .noise("TcpExtListenDrops", 9_000),
                        "firewall-limit certain 600"),
                Row.of(
                        "some listener drops more when all is quiet, perhaps this one",
                        unanswered()
                                .traced(DROPS, 700)
                                .moved("TcpExtListenDrops", 9_000)
                                .noise("TcpExtListenDrops", 9_000)
                                .listener(ListenerSketch::withoutDetails),
                        "unexplained possible 600"),
                Row.of(
                        "old sockets may have been met, whose answers a rule drops",
                        unanswered().traced(DROPS, 700).moved("TcpExtTCPSYNChallenge", 700),
                        "unexplained possible 600"),
                Row.of(
                        "a rule drops by chance",
                        local().fails(CONNECT_TIMEOUT, 100)
                                .lookedUp(9, Sockets.unanswered())
                                .slow(900, 1_010, 0.1, 1)
                                .traced(DROPS, 1_100),
                        "packet-loss likely 100"),
                Row.of(
                        "some passed with a second SYN",
                        unanswered().slow(50, 1_010, 0.1, 1).traced(DROPS, 700),
                        "firewall-limit certain 600"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void shouldNameARuleThatLetsSomePass(Row row) {
        row.check();
    }
}
