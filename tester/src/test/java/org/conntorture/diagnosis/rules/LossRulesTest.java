package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;
import static org.conntorture.outcome.FailureKind.NO_REPLY;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossRulesTest {
    private static CaseBuilder whole() {
        return local().attempts(40).fails(CONNECT_TIMEOUT, 40).lookedUp(40, Sockets.unanswered());
    }

    static Stream<Row> blackholes() {
        return Stream.of(
                Row.of(
                                "not one SYN was answered",
                                whole(),
                                "blackhole likely 40",
                                "ListenDrops +0, ListenOverflows +0",
                                "not stale-tuple (no old socket",
                                "not accept-queue-overflow (ListenOverflows +0")
                        .withoutSaying("NETFILTER_DROP", "no connection succeeded with a later SYN"),
                Row.of(
                        "the kernel itself tells of a filter",
                        whole().traced("kfree_skb NETFILTER_DROP", 80),
                        "blackhole certain 40",
                        "80 packets dropped by NETFILTER_DROP"),
                Row.of(
                        "the kernel tells of far more than these sent",
                        whole().traced("kfree_skb NETFILTER_DROP", 80_000),
                        "blackhole likely 40"),
                Row.of(
                        "the kernel tells of other reasons",
                        whole().traced("kfree_skb NO_SOCKET", 80),
                        "blackhole likely 40"),
                Row.of(
                        "from another host a full queue looks the same",
                        remote().attempts(40).fails(CONNECT_TIMEOUT, 40),
                        "blackhole possible 40",
                        "ListenDrops unknown, ListenOverflows unknown"),
                Row.of(
                        "the listener dropped as many itself",
                        whole().moved("TcpExtListenDrops", 80).listener(one -> one.drops(80)),
                        "unexplained possible 40",
                        "not blackhole (the listener's own drops are as many (ListenDrops +80))"),
                Row.of(
                        "for a while",
                        local().failsInARow(CONNECT_TIMEOUT, 5_000, 24).lookedUp(24, Sockets.unanswered()),
                        "blackhole likely 24",
                        "not one SYN was answered for a while: they began between 5.0 s and 5.0 s",
                        "not packet-loss (they failed one after the other"),
                Row.of(
                        "for a while, beside another listener that overflows",
                        local().failsInARow(CONNECT_TIMEOUT, 5_000, 24)
                                .lookedUp(24, Sockets.unanswered())
                                .moved("TcpExtListenOverflows", 4_000)
                                .moved("TcpExtListenDrops", 4_000)
                                .listener(one -> one.queue(1, 128, 0, 49)),
                        "blackhole likely 24"),
                Row.of(
                        "for a while, and the last got through with a later SYN",
                        local().failsInARow(CONNECT_TIMEOUT, 5_000, 24)
                                .lookedUp(24, Sockets.unanswered())
                                .slowAt(
                                        1_010,
                                        0.1,
                                        1,
                                        LongStream.range(5_024, 5_040).toArray()),
                        "blackhole likely 24"),
                Row.of(
                        "for a while, and all got through with a later SYN",
                        local().slowAt(
                                        1_010,
                                        0.1,
                                        1,
                                        LongStream.range(5_024, 5_040).toArray()),
                        "blackhole likely 16"),
                Row.of(
                        "one SYN of ten thousand is no closed way",
                        local().fails(CONNECT_TIMEOUT, 1).lookedUp(1, Sockets.unanswered()),
                        "unexplained possible 1"),
                Row.of(
                        "five that are scattered are enough to say so",
                        local().failsAt(CONNECT_TIMEOUT, 900, 2_100, 4_800, 6_300, 9_700)
                                .lookedUp(5, Sockets.unanswered()),
                        "unexplained possible 5",
                        "not blackhole (others were served in between)"),
                Row.of(
                        "scattered ones are no closed way",
                        local().fails(CONNECT_TIMEOUT, 30).lookedUp(30, Sockets.unanswered()),
                        "unexplained possible 30",
                        "not blackhole (others were served in between)",
                        "not packet-loss (no connection succeeded with a later SYN)"));
    }

    /** Of a hundred SYNs ten are lost: 900 connects need a second one, 100 lose both. */
    private static CaseBuilder lossy() {
        return local().fails(CONNECT_TIMEOUT, 100)
                .lookedUp(9, Sockets.unanswered())
                .slow(900, 1_010, 0.1, 1);
    }

    static Stream<Row> losses() {
        return Stream.of(
                Row.of(
                        "as many fail as chance makes of those that needed a second SYN",
                        lossy().moved("TcpExtTCPSynRetrans", 1_000),
                        "packet-loss likely 100",
                        "about 10 % of the attempts",
                        "TCPSynRetrans +1,000"),
                Row.of(
                        "from another host a full queue looks the same",
                        remote().fails(CONNECT_TIMEOUT, 100).slow(900, 1_010, 0.1, 1),
                        "packet-loss possible 100"),
                Row.of(
                        "from another host, and data are lost as SYNs are",
                        remote().fails(CONNECT_TIMEOUT, 100)
                                .slow(900, 1_010, 0.1, 1)
                                .movedAtClient("TcpExtTCPSynRetrans", 1_000)
                                .movedAtClient("TcpRetransSegs", 1_900),
                        "packet-loss likely 100"),
                Row.of(
                        "from another host, and data are lost seven tenths as often as SYNs",
                        remote().fails(CONNECT_TIMEOUT, 100)
                                .slow(900, 1_010, 0.1, 1)
                                .movedAtClient("TcpExtTCPSynRetrans", 1_000)
                                .movedAtClient("TcpRetransSegs", 1_700),
                        "packet-loss likely 100"),
                Row.of(
                        "from another host, and data are lost less often than that, as where a queue drops SYNs",
                        remote().fails(CONNECT_TIMEOUT, 100)
                                .slow(900, 1_010, 0.1, 1)
                                .movedAtClient("TcpExtTCPSynRetrans", 1_000)
                                .movedAtClient("TcpRetransSegs", 1_699),
                        "packet-loss possible 100"),
                Row.of(
                        "a second SYN within milliseconds had an answer",
                        remote().slow(231, 12, 0.1, 1),
                        "stale-tuple possible 231"),
                Row.of("so far away that every SYN is sent twice", remote().slow(10_000, 1_310, 0.1, 1), ""),
                Row.of(
                        "so far away, and only four were tried",
                        remote().attempts(4).slowAt(1_310, 0.1, 1, 1, 2, 3, 4),
                        ""),
                Row.of(
                        "many more fail than chance makes",
                        local().fails(CONNECT_TIMEOUT, 300)
                                .lookedUp(9, Sockets.unanswered())
                                .slow(40, 1_010, 0.1, 1),
                        "unexplained possible 300; packet-loss likely 0",
                        "not stale-tuple"),
                Row.of(
                        "the listener dropped them",
                        lossy().moved("TcpExtListenDrops", 1_100)
                                .moved("TcpExtListenOverflows", 1_100)
                                .listener(one -> one.queue(9, 8, 10, 20).drops(1_100)),
                        "slow-accept likely 100"),
                Row.of("nothing failed", local().slow(50, 0.1, 210, 1), "packet-loss likely 50"),
                Row.of(
                        "what was sent again had arrived before",
                        local().slow(50, 0.1, 210, 1)
                                .moved("TcpRetransSegs", 50)
                                .moved("TcpExtTCPDSACKRecv", 48),
                        ""),
                Row.of(
                        "half of what was sent again had arrived before",
                        local().slow(50, 0.1, 210, 1)
                                .moved("TcpRetransSegs", 50)
                                .moved("TcpExtTCPDSACKRecv", 25),
                        ""),
                Row.of("three packets of a whole run", local().slow(3, 0.1, 210, 1), "packet-loss likely 3"),
                Row.of("two packets of a whole run", local().slow(2, 0.1, 210, 1), ""),
                Row.of("slow answers lose nothing", local().slow(50, 0.1, 700, 0), ""),
                Row.of(
                        "requests and replies are lost too",
                        local().fails(NO_REPLY, 40)
                                .each(one -> one.retransmits = 2)
                                .slow(60, 0.1, 210, 1),
                        "packet-loss likely 40"),
                Row.of(
                        "twice as many are silent as had to send again: chance loses as many",
                        local().fails(NO_REPLY, 6)
                                .each(one -> one.retransmits = 2)
                                .slow(3, 0.1, 210, 1),
                        "packet-loss likely 6"),
                Row.of(
                        "more than twice as many are silent",
                        local().fails(NO_REPLY, 7)
                                .each(one -> one.retransmits = 2)
                                .slow(3, 0.1, 210, 1),
                        "no-reply possible 7; packet-loss likely 0"),
                Row.of(
                        "silent, as memory ran out",
                        local().fails(NO_REPLY, 40)
                                .lookedUp(40, Sockets.accepted(0, 43))
                                .moved("TcpExtTCPAbortOnMemory", 40),
                        "memory-limit certain 40"),
                Row.of(
                        "what failed had sent nothing again",
                        local().fails(NO_REPLY, 40)
                                .lookedUp(40, Sockets.accepted(0, 43))
                                .slow(60, 0.1, 210, 1),
                        "no-reply certain 40; packet-loss likely 0"));
    }

    @ParameterizedTest
    @MethodSource({"blackholes", "losses"})
    void shouldTellLoss(Row row) {
        row.check();
    }
}
