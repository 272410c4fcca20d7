package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.container;
import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.FLOW_LOST;
import static org.conntorture.outcome.FailureKind.NO_REPLY;
import static org.conntorture.outcome.FailureKind.WRITE_TIMEOUT;

import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Workload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SilenceRulesTest {
    private static CaseBuilder silent(Sockets sockets) {
        return local().fails(NO_REPLY, 12).lookedUp(12, sockets);
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
                        "half-open, and the client did send something",
                        silent(Sockets.halfOpen()).moved("TcpExtTCPDeferAcceptDrop", 20),
                        "established-flow-dropped likely 12"),
                Row.of(
                        "half-open, and no queue was full: what the client sent is lost",
                        silent(Sockets.halfOpen()),
                        "established-flow-dropped likely 12"),
                Row.of(
                        "half-open, no queue was full and nothing sent again",
                        silent(new Sockets(
                                Sockets.accepted(0, 0).client(),
                                Sockets.halfOpen().server(),
                                0)),
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
                        container()
                                .attempts(12)
                                .load(one -> one.echo(1_400))
                                .fails(NO_REPLY, 12)
                                .lookedUp(12, Sockets.requestLost()),
                        "pmtu-blackhole likely 12",
                        "the data of 1,400 bytes were never acknowledged"),
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

    /** Accepted, and unread when looked up. */
    private static CaseBuilder unread(FailureKind kind) {
        return local().failsAt(kind, 1_000, 3_000, 5_000, 7_000).lookedUp(4, Sockets.accepted(6, 43));
    }

    static Stream<Row> handovers() {
        return Stream.of(
                Row.of(
                        "still held, unread, after the run, while thousands were served",
                        unread(NO_REPLY).leak(0, 4, 31_000, 33_000, 35_000, 37_000),
                        "lost-in-handover certain 4; leaked-by-acceptor certain 0",
                        "6 bytes unread (4 of 4 looked up), owned by pid 43 \"server\"",
                        "8,997 other connections served after the first of them",
                        "4 of those looked up still held after the run",
                        "not accept-queue-overflow",
                        "not process-paused (never seen stopped"),
                Row.of(
                        "a slow server got to them after all",
                        unread(NO_REPLY),
                        "no-reply likely 4",
                        "not lost-in-handover (their sockets were gone after the run"),
                Row.of(
                        "one of four is still held",
                        unread(NO_REPLY).leak(0, 1, 33_000),
                        "no-reply likely 3; lost-in-handover certain 1; leaked-by-acceptor certain 0"),
                Row.of(
                        "the server stood still to the end and served nobody any more",
                        local().failsInARow(NO_REPLY, 9_996, 5)
                                .lookedUp(5, Sockets.accepted(6, 43))
                                .leak(0, 5, 34_996 + 5_000, 39_996, 39_997, 39_998, 39_999, 40_000),
                        "no-reply likely 5; leaked-by-acceptor certain 0",
                        "not lost-in-handover (hardly any other was served after them"),
                Row.of(
                        "a worker that is not the acceptor has them",
                        local().failsAt(NO_REPLY, 1_000, 3_000)
                                .lookedUp(2, Sockets.accepted(6, 77))
                                .leak(0, 2, 31_000, 33_000),
                        "lost-in-handover likely 2; leaked-by-acceptor certain 0"),
                Row.of(
                        "a close by reset leaves nothing to see",
                        unread(NO_REPLY).load(one -> one.closeMode = CloseMode.RST),
                        "lost-in-handover likely 4"),
                Row.of(
                        "a close by reset, and few were served",
                        local().attempts(300)
                                .failsAt(NO_REPLY, 10, 20, 30, 40)
                                .lookedUp(4, Sockets.accepted(6, 43))
                                .load(one -> one.closeMode = CloseMode.RST),
                        "no-reply likely 4"));
    }

    @ParameterizedTest
    @MethodSource({"sockets", "sizes", "handovers"})
    void shouldTellSilence(Row row) {
        row.check();
    }
}
