package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.container;
import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;
import static org.conntorture.outcome.FailureKind.NO_REPLY;
import static org.conntorture.outcome.FailureKind.RESET;

import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.ListenerSketch;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PathRulesTest {
    /** Sixty SYNs of thirty connects have no answer. */
    private static CaseBuilder unanswered() {
        return local().fails(CONNECT_TIMEOUT, 30).lookedUp(9, Sockets.unanswered());
    }

    static Stream<Row> conntrack() {
        return Stream.of(
                Row.of(
                        "the table is full and drops",
                        unanswered().conntrack(30, 30).moved("ConntrackDrop", 60),
                        "conntrack-full certain 30",
                        "the table held 30 of 30 connections",
                        "ConntrackDrop +60"),
                Row.of(
                        "it is full and drops nothing",
                        unanswered().conntrack(30, 30).moved("ConntrackDrop", 0),
                        "unexplained possible 30",
                        "not conntrack-full (ConntrackDrop +0)"),
                Row.of(
                        "it drops and is not full",
                        unanswered().conntrack(30, 65_536).moved("ConntrackDrop", 60),
                        "unexplained possible 30",
                        "not conntrack-full (the table held 30 of 65,536 connections)"),
                Row.of(
                        "it is nearly full and drops",
                        unanswered().conntrack(27, 30).moved("ConntrackDrop", 60),
                        "conntrack-full certain 30"),
                Row.of(
                        "it is full and drops without the load too",
                        unanswered()
                                .conntrack(30, 30)
                                .moved("ConntrackDrop", 60)
                                .noise("ConntrackDrop", 60),
                        "conntrack-full likely 30",
                        "ConntrackDrop +60"),
                Row.of(
                        "it drops, and how full it is cannot be read",
                        unanswered().moved("ConntrackDrop", 60),
                        "unexplained possible 30"),
                Row.of(
                        "the tester's own table is full, not the container's",
                        container()
                                .fails(CONNECT_TIMEOUT, 30)
                                .conntrack(30, 30)
                                .moved("ConntrackDrop", 2)
                                .movedAtClient("ConntrackDrop", 60),
                        "conntrack-full certain 30",
                        "ConntrackDrop +60"),
                Row.of(
                        "the container's table is full, not the tester's own",
                        container()
                                .fails(CONNECT_TIMEOUT, 30)
                                .conntrack(30, 30)
                                .moved("ConntrackDrop", 60)
                                .movedAtClient("ConntrackDrop", 2),
                        "conntrack-full certain 30",
                        "ConntrackDrop +60"),
                Row.of(
                        "nothing failed, but some had to send again",
                        local().slow(6, 1_010, 0.1, 1).conntrack(30, 30).moved("ConntrackDrop", 6),
                        "conntrack-full certain 6"),
                Row.of("whether it drops is not known", unanswered().conntrack(30, 30), "unexplained possible 30"),
                Row.of(
                        "flows clash",
                        unanswered().moved("ConntrackInsertFailed", 30),
                        "conntrack-clash certain 30",
                        "ConntrackInsertFailed +30"),
                Row.of(
                        "flows clash half as often as connects failed, which explains no more",
                        unanswered().moved("ConntrackInsertFailed", 15),
                        "conntrack-clash certain 15; unexplained possible 15"),
                Row.of(
                        "flows clash three times as often as SYNs were sent",
                        unanswered().moved("ConntrackInsertFailed", 180),
                        "conntrack-clash certain 30"),
                Row.of(
                        "flows clash, and nothing failed but had to send again",
                        local().slow(30, 1_010, 0.1, 1).moved("ConntrackInsertFailed", 30),
                        "conntrack-clash certain 30"),
                Row.of(
                        "flows clash, and answers are slow that sent nothing again",
                        local().slow(30, 0.1, 700, 0).moved("ConntrackInsertFailed", 30),
                        ""),
                Row.of(
                        "flows clash as they begin, which silences none that stood",
                        local().fails(NO_REPLY, 30).moved("ConntrackInsertFailed", 30),
                        "no-reply possible 30"),
                Row.of(
                        "flows of others clash",
                        unanswered().moved("ConntrackInsertFailed", 30_000),
                        "conntrack-clash possible 30"),
                Row.of(
                        "a clash drops SYNs, it resets nothing",
                        local().fails(RESET, 30)
                                .moved("ConntrackInsertFailed", 30)
                                .moved("TcpExtTCPAbortOnClose", 30),
                        "reset-unread-data certain 30"),
                Row.of(
                        "packets are held for invalid",
                        unanswered().moved("ConntrackInvalid", 60),
                        "conntrack-clash possible 30"),
                Row.of(
                        "what is possible takes nothing that a better cause explains",
                        local().fails(CONNECT_TIMEOUT, 100)
                                .slow(900, 1_010, 0.1, 1)
                                .moved("ConntrackInvalid", 1_500),
                        "packet-loss likely 100"));
    }

    static Stream<Row> drops() {
        return Stream.of(
                Row.of(
                        "the backlog of a CPU is full",
                        unanswered().moved("SoftnetDropped", 70).moved("TcpRetransSegs", 60),
                        "softnet-drop certain 30",
                        "SoftnetDropped +70"),
                Row.of(
                        "it drops a flood of others",
                        unanswered().moved("SoftnetDropped", 700_000).moved("TcpRetransSegs", 60),
                        "softnet-drop possible 30"),
                Row.of(
                        "a program that judges packets is too slow",
                        unanswered().moved("NfqueueDropped", 66).moved("TcpRetransSegs", 60),
                        "nfqueue-full certain 30",
                        "NfqueueDropped +66"),
                Row.of(
                        "it drops ten times what was sent again",
                        unanswered().moved("SoftnetDropped", 600).moved("TcpRetransSegs", 60),
                        "softnet-drop certain 30"),
                Row.of(
                        "it drops more than that",
                        unanswered().moved("SoftnetDropped", 601).moved("TcpRetransSegs", 60),
                        "softnet-drop possible 30"),
                Row.of(
                        "a program that judges packets stands still for others too",
                        unanswered()
                                .moved("NfqueueDropped", 660)
                                .noise("NfqueueDropped", 640)
                                .moved("TcpRetransSegs", 600)
                                .noise("TcpRetransSegs", 540),
                        "nfqueue-full likely 30",
                        "NfqueueDropped +660"),
                Row.of("it dropped two", unanswered().moved("SoftnetDropped", 2), "unexplained possible 30"),
                Row.of(
                        "replies come in by the wrong interface",
                        local().attempts(30).fails(CONNECT_TIMEOUT, 30).moved("TcpExtIPReversePathFilter", 60),
                        "reverse-path-filter certain 30",
                        "IPReversePathFilter +60"),
                Row.of(
                        "replies come in by the wrong interface of the tester, not the container",
                        container()
                                .attempts(30)
                                .fails(CONNECT_TIMEOUT, 30)
                                .movedAtClient("TcpExtIPReversePathFilter", 300),
                        "reverse-path-filter certain 30",
                        "IPReversePathFilter +300"),
                Row.of(
                        "more than five times as many as SYNs were sent are of others",
                        unanswered().moved("TcpExtIPReversePathFilter", 301),
                        "reverse-path-filter possible 30"),
                Row.of(
                        "martians of others",
                        unanswered().moved("TcpExtIPReversePathFilter", 60_000),
                        "reverse-path-filter possible 30"),
                Row.of(
                        "the listener drops, and no queue is full",
                        unanswered().listener(one -> one.drops(60)),
                        "socket-filter certain 30",
                        "the listening socket itself dropped 60 packets",
                        "not accept-queue-overflow (ListenOverflows +0"),
                Row.of(
                        "the same beside another listener that overflows",
                        unanswered()
                                .attempts(30)
                                .listener(one -> one.drops(60))
                                .moved("TcpExtListenOverflows", 4_000)
                                .moved("TcpExtListenDrops", 4_000),
                        "socket-filter certain 30",
                        "not accept-queue-overflow (the queue of another listener overflows"),
                Row.of(
                        "a listener that dropped nothing has no filter that does",
                        local().fails(CONNECT_TIMEOUT, 4)
                                .unknownCounters("TcpExtListenOverflows", "TcpExtTCPReqQFullDrop"),
                        "unexplained possible 4",
                        "not socket-filter (the listener dropped nothing)"),
                Row.of(
                        "the listeners drop, each a part",
                        unanswered().listener(one -> one.drops(30)).anotherListener(one -> one.drops(30)),
                        "socket-filter certain 30",
                        "dropped 60 packets"),
                Row.of(
                        "without ss the kernel's trace tells",
                        unanswered().listener(ListenerSketch::withoutDetails).traced("kfree_skb SOCKET_FILTER", 60),
                        "socket-filter certain 30"),
                Row.of(
                        "without ss, and the trace tells of far more",
                        unanswered().listener(ListenerSketch::withoutDetails).traced("kfree_skb SOCKET_FILTER", 6_000),
                        "socket-filter possible 30"),
                Row.of(
                        "without ss and without a trace",
                        unanswered().listener(ListenerSketch::withoutDetails).unknown("the drops of the listener"),
                        "unexplained possible 30",
                        "not known: the drops of the listener"),
                Row.of(
                        "filters of others",
                        unanswered().traced("kfree_skb SOCKET_FILTER", 60),
                        "unexplained possible 30",
                        "not accept-queue-overflow"),
                Row.of(
                        "it dropped because its queue was full",
                        unanswered()
                                .moved("TcpExtListenDrops", 60)
                                .moved("TcpExtListenOverflows", 60)
                                .listener(one -> one.queue(9, 8, 10, 10).drops(60)),
                        "slow-accept likely 30"),
                Row.of(
                        "silent ones too, if they had to send again",
                        local().fails(NO_REPLY, 20).moved("SoftnetDropped", 40).moved("TcpRetransSegs", 40),
                        "softnet-drop certain 20"));
    }

    @ParameterizedTest
    @MethodSource({"conntrack", "drops"})
    void shouldTellDrops(Row row) {
        row.check();
    }
}
