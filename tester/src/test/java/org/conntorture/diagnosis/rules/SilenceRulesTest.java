package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.container;
import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.FLOW_LOST;
import static org.conntorture.outcome.FailureKind.NO_REPLY;
import static org.conntorture.outcome.FailureKind.WRITE_TIMEOUT;

import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.ListenerSketch;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.conntorture.evidence.ProbeResult;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Workload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SilenceRulesTest {
    private static CaseBuilder silent(Sockets sockets) {
        return local().fails(NO_REPLY, 12).lookedUp(12, sockets);
    }

    private static Sockets halfOpenAndQuiet() {
        return new Sockets(Sockets.accepted(0, 0).client(), Sockets.halfOpen().server(), 0);
    }

    /** No reply, and what was sent is lost, of so many bytes each. */
    private static CaseBuilder lost(int bytes) {
        return container()
                .attempts(12)
                .load(one -> one.echo(bytes))
                .fails(NO_REPLY, 12)
                .lookedUp(12, Sockets.requestLost());
    }

    static Stream<Row> sockets() {
        return Stream.of(
                Row.of(
                        "final ACKs were dropped by a full queue, as before Linux 4.10",
                        silent(Sockets.halfOpen())
                                .moved("TcpExtListenOverflows", 15)
                                .moved("TcpExtListenDrops", 15),
                        "never-accepted certain 12",
                        "half-open (SYN_RECV) for the server (12 of 12 looked up), ListenOverflows +15"),
                Row.of(
                        "half-open until the client sends something, which it never does",
                        silent(Sockets.halfOpen())
                                .load(one -> one.workload(Workload.Kind.REPLY, Payload.NONE))
                                .moved("TcpExtTCPDeferAcceptDrop", 20),
                        "defer-accept certain 12",
                        "half-open (SYN_RECV) for the server (12 of 12 looked up), which waits for data"),
                Row.of(
                        "half-open, and the kernel counts fewer that wait for data",
                        silent(Sockets.halfOpen())
                                .load(one -> one.workload(Workload.Kind.REPLY, Payload.NONE))
                                .moved("TcpExtTCPDeferAcceptDrop", 9),
                        "established-flow-dropped likely 12"),
                Row.of(
                        "half-open with nothing sent again, and the queue overflowed now and then",
                        silent(halfOpenAndQuiet()).moved("TcpExtListenOverflows", 3),
                        "never-accepted possible 12"),
                Row.of(
                        "half-open with nothing sent again, and the queue hardly ever overflowed",
                        silent(halfOpenAndQuiet()).moved("TcpExtListenOverflows", 2),
                        "unexplained possible 12"),
                Row.of(
                        "half-open with nothing sent again, and how often the queue overflowed is not known",
                        silent(halfOpenAndQuiet()).unknownCounters("TcpExtListenOverflows"),
                        "never-accepted possible 12"),
                Row.of(
                        "unknown to a server that answers by SYN cookies, and its queue was full",
                        silent(Sockets.requestLost().unseenServer())
                                .moved("TcpExtListenOverflows", 15)
                                .moved("TcpExtSyncookiesSent", 10),
                        "never-accepted certain 12",
                        "unknown to the server, which answers by SYN cookies"),
                Row.of(
                        "unknown to a server without SYN cookies, and its queue was full",
                        silent(Sockets.requestLost().unseenServer()).moved("TcpExtListenOverflows", 15),
                        "established-flow-dropped possible 12"),
                Row.of(
                        "accepted and not read, by a process that was not seen",
                        silent(Sockets.accepted(6, 0)).listener(ListenerSketch::ofAnotherUser),
                        "no-reply possible 12"),
                Row.of(
                        "read and not answered, by a process that was not seen",
                        silent(Sockets.accepted(0, 0)).listener(ListenerSketch::ofAnotherUser),
                        "no-reply certain 12"),
                Row.of(
                        "read and not answered, while more wait for a process that was not seen",
                        silent(Sockets.accepted(0, 0))
                                .fails(NO_REPLY, 14)
                                .lookedUp(14, Sockets.inQueue())
                                .listener(ListenerSketch::ofAnotherUser),
                        "slow-accept possible 14; no-reply possible 12"),
                Row.of(
                        "not acknowledged yet, and not sent again",
                        silent(new Sockets(
                                Sockets.full(1).client(),
                                Sockets.accepted(0, 43).server(),
                                43)),
                        "no-reply likely 12"),
                Row.of(
                        "sent again, and yet the server has it, unread",
                        silent(new Sockets(
                                Sockets.requestLost().client(),
                                Sockets.accepted(6, 43).server(),
                                43)),
                        "no-reply likely 12"),
                Row.of(
                        "half-open, and the client did send something",
                        silent(Sockets.halfOpen()).moved("TcpExtTCPDeferAcceptDrop", 20),
                        "established-flow-dropped likely 12"),
                Row.of(
                        "half-open, and no queue was full: what the client sent is lost",
                        silent(Sockets.halfOpen()),
                        "established-flow-dropped likely 12"),
                Row.of(
                        "half-open, no queue was full and nothing sent again",
                        silent(halfOpenAndQuiet()),
                        "unexplained possible 12"),
                Row.of(
                        "the server has read and not answered",
                        silent(Sockets.accepted(0, 43)),
                        "no-reply certain 12",
                        "has read the request and not answered (12 of 12 looked up), pid 43 \"server\" in state S",
                        "not accept-queue-overflow (none of those looked up was in it",
                        "not process-paused (never seen stopped",
                        "not established-flow-dropped (what the client sent was acknowledged)"),
                Row.of(
                        "from another host",
                        remote().fails(NO_REPLY, 12)
                                .lookedUp(12, Sockets.accepted(0, 0).unseenServer()),
                        "no-reply possible 12",
                        "the server's side was not seen"),
                Row.of(
                        "addresses are translated, so the other end is not found",
                        container()
                                .fails(NO_REPLY, 12)
                                .lookedUp(12, Sockets.accepted(0, 0).unseenServer()),
                        "no-reply possible 12"),
                Row.of("ended before anybody looked", local().fails(NO_REPLY, 12), "no-reply possible 12"),
                Row.of(
                        "what the client sends is not acknowledged",
                        silent(Sockets.requestLost()).moved("TcpExtTCPTimeouts", 24),
                        "established-flow-dropped likely 12",
                        "TCPTimeouts +24"),
                Row.of(
                        "what the server answers is not acknowledged",
                        silent(Sockets.replyLost()),
                        "established-flow-dropped likely 12"),
                Row.of(
                        "the kernel gave up",
                        local().fails(FLOW_LOST, 12).movedAtClient("TcpExtTCPAbortOnTimeout", 12),
                        "established-flow-dropped likely 12",
                        "TCPAbortOnTimeout +12"));
    }

    static Stream<Row> sizes() {
        return Stream.of(
                Row.of(
                        "no full-size packet passes",
                        lost(1_400),
                        "pmtu-blackhole likely 12",
                        "the data of 1,400 bytes were never acknowledged"),
                Row.of(
                        "no full-size packet passes, and once the load is over a small one does",
                        lost(1_400)
                                .probed(ProbeResult.Kind.SMALL, "100 bytes", true)
                                .probed(ProbeResult.Kind.WHOLE, "1,400 bytes", false),
                        "pmtu-blackhole certain 12"),
                Row.of(
                        "once the load is over all sizes pass",
                        lost(1_400)
                                .probed(ProbeResult.Kind.SMALL, "100 bytes", true)
                                .probed(ProbeResult.Kind.WHOLE, "1,400 bytes", true),
                        "pmtu-blackhole likely 12"),
                Row.of(
                        "once the load is over no size passes",
                        lost(1_400)
                                .probed(ProbeResult.Kind.SMALL, "100 bytes", false)
                                .probed(ProbeResult.Kind.WHOLE, "1,400 bytes", false),
                        "pmtu-blackhole likely 12"),
                Row.of("large enough for some path to be too narrow", lost(1_000), "pmtu-blackhole likely 12"),
                Row.of("small enough for every path", lost(999), "established-flow-dropped likely 12"),
                Row.of(
                        "others of that size passed",
                        container()
                                .load(one -> one.echo(1_400))
                                .fails(NO_REPLY, 12)
                                .lookedUp(12, Sockets.requestLost()),
                        "established-flow-dropped likely 12",
                        "not pmtu-blackhole (9,988 others of the same size passed)"),
                Row.of(
                        "loopback has room for all sizes",
                        local().attempts(12)
                                .load(one -> one.echo(1_400))
                                .fails(NO_REPLY, 12)
                                .lookedUp(12, Sockets.requestLost()),
                        "established-flow-dropped likely 12",
                        "not pmtu-blackhole (the way never leaves this host)"),
                Row.of(
                        "small ones are lost too",
                        container().attempts(12).fails(NO_REPLY, 12).lookedUp(12, Sockets.requestLost()),
                        "established-flow-dropped likely 12"),
                Row.of(
                        "the server does not read and its window is closed",
                        local().load(one -> one.echo(500_000))
                                .fails(WRITE_TIMEOUT, 12)
                                .lookedUp(12, Sockets.full(4))
                                .moved("TcpExtTCPToZeroWindowAdv", 12),
                        "zero-window certain 12",
                        "probing a closed window",
                        "TCPToZeroWindowAdv +12"),
                Row.of(
                        "the server does not read, whether the window is closed is not seen",
                        local().load(one -> one.echo(500_000))
                                .fails(WRITE_TIMEOUT, 12)
                                .lookedUp(12, Sockets.full(1)),
                        "zero-window likely 12"));
    }

    @ParameterizedTest
    @MethodSource({"sockets", "sizes"})
    void shouldTellSilence(Row row) {
        row.check();
    }
}
