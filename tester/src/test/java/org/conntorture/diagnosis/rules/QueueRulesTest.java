package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;
import static org.conntorture.outcome.FailureKind.NO_REPLY;

import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.ListenerSketch;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QueueRulesTest {
    private static final String OVERFLOWS = "TcpExtListenOverflows";
    private static final String DROPS = "TcpExtListenDrops";
    private static final String SYN_DROPS = "TcpExtTCPReqQFullDrop";

    /** Twenty connects of two SYNs each were dropped by a full queue. */
    private static CaseBuilder overflowed() {
        return local().failsInARow(CONNECT_TIMEOUT, 5_001, 20)
                .lookedUp(5, Sockets.unanswered())
                .moved(OVERFLOWS, 40)
                .moved(DROPS, 40)
                .listener(one -> one.queue(9, 8, 25, 0).drops(40));
    }

    /** The same twenty, and nothing of a queue. */
    private static CaseBuilder scattered() {
        return local().fails(CONNECT_TIMEOUT, 20).lookedUp(5, Sockets.unanswered());
    }

    static Stream<Row> queues() {
        return Stream.of(
                Row.of(
                        "nobody is served any more",
                        overflowed().servedUntil(5),
                        "accept-queue-overflow certain 20",
                        "ListenOverflows +40, accept queue peak 9 of 8",
                        "not slow-accept (nobody was served any more",
                        "not process-paused (never seen stopped",
                        "not server-descriptors-exhausted (at most 20 of 1,024"),
                Row.of(
                        "the queue was never caught full between two looks",
                        overflowed().servedUntil(5).listener(one -> one.queue(6, 8, 0, 25)),
                        "accept-queue-overflow likely 20"),
                Row.of(
                        "connected, and no process takes them",
                        local().fails(NO_REPLY, 20).servedUntil(1).lookedUp(20, Sockets.inQueue()),
                        "accept-queue-overflow certain 20",
                        "still in the accept queue"),
                Row.of(
                        "connected, and a process that was not seen does not take them",
                        local().fails(NO_REPLY, 20)
                                .servedUntil(1)
                                .lookedUp(20, Sockets.inQueue())
                                .listener(ListenerSketch::ofAnotherUser),
                        "accept-queue-overflow possible 20",
                        "its process was not seen"),
                Row.of(
                        "connected, and a process that was not seen lets the queue fill up",
                        local().fails(NO_REPLY, 20)
                                .servedUntil(1)
                                .lookedUp(20, Sockets.inQueue())
                                .listener(one -> one.ofAnotherUser().queue(9, 8, 25, 0)),
                        "accept-queue-overflow certain 20"),
                Row.of(
                        "others are served meanwhile",
                        overflowed().listener(one -> one.empty = 30),
                        "slow-accept likely 20",
                        "9,980 other connections served"),
                Row.of(
                        "nobody is served any more but those that the queue still takes",
                        local().attempts(60)
                                .failsInARow(CONNECT_TIMEOUT, 31, 20)
                                .servedUntil(8)
                                .moved(OVERFLOWS, 40)
                                .moved(DROPS, 40)
                                .listener(one -> one.queue(5, 4, 25, 0).drops(40)),
                        "accept-queue-overflow certain 20",
                        "not slow-accept (nobody was served any more"),
                Row.of(
                        "others are served meanwhile, by a process that was not seen",
                        overflowed().listener(one -> one.ofAnotherUser().empty = 30),
                        "slow-accept possible 20",
                        "its process was not seen"),
                Row.of(
                                "an acceptor that is not busy",
                                overflowed().listener(one -> one.empty = 30),
                                "slow-accept likely 20")
                        .withoutSaying("was busy all the time"),
                Row.of(
                        "a busy acceptor",
                        overflowed().listener(ListenerSketch::busy),
                        "slow-accept likely 20",
                        "was busy all the time"),
                Row.of(
                        "nothing failed, but some connects were a second late",
                        local().slow(30, 1_010, 0.1, 1)
                                .moved(OVERFLOWS, 30)
                                .moved(DROPS, 30)
                                .listener(one -> one.queue(9, 8, 5, 30).drops(30)),
                        "slow-accept likely 30"),
                Row.of(
                        "the second SYN came a little early",
                        local().slow(30, 900, 0.1, 1).moved(OVERFLOWS, 30).listener(one -> one.queue(9, 8, 5, 30)),
                        "slow-accept likely 30"),
                Row.of(
                        "late without a second SYN, so no queue dropped the first",
                        local().slow(30, 1_010, 0.1, 0).moved(OVERFLOWS, 30).listener(one -> one.queue(9, 8, 5, 30)),
                        ""),
                Row.of(
                        "the overflows are far fewer than what failed",
                        scattered()
                                .moved(OVERFLOWS, 3)
                                .moved(DROPS, 3)
                                .listener(one -> one.queue(3, 8, 0, 30).drops(3)),
                        "unexplained possible 20",
                        "not accept-queue-overflow (ListenOverflows +3"),
                Row.of(
                        "all that overflowed did so in quiet times too",
                        scattered()
                                .moved(OVERFLOWS, 4_000)
                                .moved(DROPS, 4_000)
                                .noise(OVERFLOWS, 4_000)
                                .noise(DROPS, 4_000),
                        "unexplained possible 20",
                        "not accept-queue-overflow (the queue of another listener overflows"),
                Row.of(
                                "quiet times have as many overflows, and whose they are was not seen",
                                scattered()
                                        .moved(OVERFLOWS, 4_000)
                                        .noise(OVERFLOWS, 4_000)
                                        .listener(ListenerSketch::withoutDetails),
                                "unexplained possible 20")
                        .withoutSaying("not accept-queue-overflow"),
                Row.of(
                        "another listener of the namespace overflows",
                        scattered()
                                .moved(OVERFLOWS, 4_000)
                                .moved(DROPS, 4_000)
                                .listener(one -> one.queue(1, 128, 0, 49)),
                        "unexplained possible 20",
                        "not accept-queue-overflow (the queue of another listener overflows"),
                Row.of(
                        "its own queue was half full at most, and another listener's overflows",
                        scattered()
                                .moved(OVERFLOWS, 4_000)
                                .moved(DROPS, 4_000)
                                .listener(one -> one.queue(64, 128, 0, 25)),
                        "unexplained possible 20",
                        "not accept-queue-overflow (the queue of another listener overflows"),
                Row.of(
                        "its own queue was more than half full, which may have overflowed between two looks",
                        overflowed()
                                .servedUntil(5)
                                .listener(one -> one.queue(65, 128, 0, 25).drops(0)),
                        "accept-queue-overflow likely 20"),
                Row.of(
                        "nothing listens on the port, so no queue of it can overflow",
                        overflowed().withoutListener(50).moved(DROPS, 0),
                        "blackhole likely 20",
                        "not accept-queue-overflow (the queue of another listener overflows"),
                Row.of(
                        "an unknown counter is no counter that stood still",
                        scattered().unknownCounters(OVERFLOWS, DROPS).unknown("the counters"),
                        "unexplained possible 20",
                        "not known: the counters"),
                Row.of(
                        "from another host the queue cannot be seen",
                        remote().failsInARow(CONNECT_TIMEOUT, 5_001, 20).lookedUp(5, Sockets.unanswered()),
                        "blackhole possible 20"),
                Row.of(
                        "from another host: some SYNs are not answered, and some connections acknowledged and not served",
                        remote().fails(CONNECT_TIMEOUT, 20)
                                .fails(NO_REPLY, 10)
                                .lookedUp(10, Sockets.inQueue().unseenServer()),
                        "accept-queue-overflow possible 30"),
                Row.of(
                        "from another host: every SYN is answered, so no queue is full",
                        remote().fails(NO_REPLY, 10)
                                .lookedUp(10, Sockets.inQueue().unseenServer()),
                        "no-reply possible 10"),
                Row.of(
                        "from another host: what was sent is not acknowledged, as what waits in a queue is",
                        remote().fails(CONNECT_TIMEOUT, 20)
                                .fails(NO_REPLY, 10)
                                .lookedUp(10, Sockets.requestLost().unseenServer()),
                        "established-flow-dropped possible 10; unexplained possible 20"),
                Row.of(
                                "silent, and the other end was not found: in a queue or not",
                                local().fails(NO_REPLY, 20)
                                        .lookedUp(20, Sockets.inQueue().unseenServer()),
                                "no-reply possible 20")
                        .withoutSaying("not accept-queue-overflow"));
    }

    static Stream<Row> sharedPorts() {
        return Stream.of(
                Row.of(
                        "one of two that share the port is stuck",
                        overflowed()
                                .listener(one ->
                                        one.withoutDetails().queue(3, 2, 48, 0).drops = java.util.OptionalLong.empty())
                                .anotherListener(one -> one.queue(1, 2, 0, 49).drops = java.util.OptionalLong.empty()),
                        "reuseport-worker-stuck certain 20",
                        "1 of 2 sockets that listen on 127.0.0.1:8085 had a full queue"),
                Row.of(
                        "one of two that share the port is full at most looks",
                        overflowed()
                                .listener(one -> one.queue(9, 8, 26, 5))
                                .anotherListener(one -> one.queue(1, 8, 0, 49)),
                        "reuseport-worker-stuck certain 20"),
                Row.of(
                        "one of two that share the port is full at half of the looks, so it is not stuck",
                        overflowed()
                                .listener(one -> one.queue(9, 8, 25, 5))
                                .anotherListener(one -> one.queue(1, 8, 0, 49)),
                        "slow-accept likely 20"),
                Row.of(
                        "both that share the port are stuck",
                        overflowed()
                                .servedUntil(5)
                                .listener(one -> one.queue(9, 8, 48, 0))
                                .anotherListener(one -> one.queue(9, 8, 48, 0)),
                        "accept-queue-overflow certain 20"),
                Row.of(
                        "the one with the full queue was replaced by the other",
                        overflowed()
                                .listener(one -> one.between(0, 4.9))
                                .anotherListener(one -> one.between(5, 10).queue(0, 8, 0, 25)),
                        "slow-accept likely 20"));
    }

    static Stream<Row> halfOpen() {
        return Stream.of(
                Row.of(
                        "the queue of half-open connections is full",
                        scattered()
                                .moved(SYN_DROPS, 40)
                                .moved(DROPS, 40)
                                .listener(one -> one.drops(40))
                                .setting("net.ipv4.tcp_syncookies", "0"),
                        "syn-queue-overflow certain 20",
                        "TCPReqQFullDrop +40, ListenOverflows +0",
                        "tcp_syncookies is 0",
                        "not accept-queue-overflow (ListenOverflows +0"),
                Row.of(
                        "half as many drops of its own are enough: the others may be from before they were counted",
                        scattered().moved(SYN_DROPS, 40).moved(DROPS, 40).listener(one -> one.drops(10)),
                        "syn-queue-overflow certain 20"),
                Row.of(
                        "but this listener dropped nothing",
                        scattered().moved(SYN_DROPS, 40).moved(DROPS, 40),
                        "syn-queue-overflow likely 20"),
                Row.of(
                        "too few were dropped there",
                        scattered().moved(SYN_DROPS, 4).moved(DROPS, 4),
                        "unexplained possible 20",
                        "not syn-queue-overflow (TCPReqQFullDrop +4)"));
    }

    @ParameterizedTest
    @MethodSource({"queues", "sharedPorts", "halfOpen"})
    void shouldTellQueues(Row row) {
        row.check();
    }
}
