package org.conntorture.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conntorture.diagnosis.CaseBuilder.container;
import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.CONNECT_REFUSED;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;
import static org.conntorture.outcome.FailureKind.NO_REPLY;
import static org.conntorture.outcome.FailureKind.PORTS_EXHAUSTED;
import static org.conntorture.outcome.FailureKind.RESET;
import static org.conntorture.outcome.FailureKind.UNREACHABLE;
import static org.conntorture.outcome.FailureKind.WRONG_REPLY;

import java.util.List;
import java.util.stream.Stream;
import org.conntorture.kernel.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosticianTest {
    static Stream<Row> healthy() {
        return Stream.of(
                Row.of("here", local(), ""),
                Row.of("elsewhere", remote(), ""),
                Row.of("in a container", container(), ""),
                Row.of(
                        "another listener overflows all the time",
                        local().moved("TcpExtListenOverflows", 400)
                                .moved("TcpExtListenDrops", 400)
                                .moved("TcpExtTCPSynRetrans", 400)
                                .moved("TcpOutRsts", 300)
                                .moved("TcpExtTCPAbortOnClose", 300),
                        ""),
                Row.of("stopped and nobody noticed", local().listener(one -> one.stopped(2, 2.2)), ""),
                Row.of(
                        "restarted and nobody noticed",
                        local().listener(one -> one.between(0, 5)).anotherListener(one -> one.between(5.2, 10)),
                        ""));
    }

    static Stream<Row> severalAtOnce() {
        return Stream.of(
                Row.of(
                        "of different symptoms",
                        local().fails(WRONG_REPLY, 40).fails(RESET, 30).moved("TcpExtTCPAbortOnClose", 30),
                        "wrong-reply certain 40; reset-unread-data certain 30"),
                Row.of(
                        "silent for two reasons, as those looked up say",
                        local().fails(NO_REPLY, 60)
                                .lookedUp(60, Sockets.accepted(0, 43))
                                .fails(NO_REPLY, 40)
                                .lookedUp(40, Sockets.requestLost()),
                        "no-reply certain 60; established-flow-dropped likely 40"),
                Row.of(
                        "unanswered for two reasons",
                        local().failsAt(CONNECT_TIMEOUT, 100, 3_100, 9_000)
                                .fromPorts(40_007)
                                .lookedUp(3, Sockets.stale(TcpState.CLOSE_WAIT, 43))
                                .fails(CONNECT_TIMEOUT, 17)
                                .lookedUp(17, Sockets.unanswered())
                                .moved("TcpExtListenOverflows", 34)
                                .moved("TcpExtListenDrops", 34)
                                .listener(one -> one.queue(9, 8, 9, 30).drops(34)),
                        "slow-accept likely 17; stale-tuple certain 3"),
                Row.of(
                        "one is known, the other is not",
                        local().fails(CONNECT_TIMEOUT, 20)
                                .lookedUp(20, Sockets.unanswered())
                                .moved("TcpExtListenOverflows", 16)
                                .moved("TcpExtListenDrops", 16)
                                .listener(one -> one.queue(9, 8, 9, 30).drops(16)),
                        "slow-accept likely 8; unexplained possible 12"),
                Row.of(
                        "what the tester itself failed in comes behind, however often",
                        local().fails(PORTS_EXHAUSTED, 50).fails(WRONG_REPLY, 4),
                        "wrong-reply certain 4; port-exhaustion certain 50"),
                Row.of(
                        "what the tester's host forbids the target is judged for, and counts as others do",
                        remote().fails(UNREACHABLE, 50).fails(WRONG_REPLY, 40),
                        "local-policy certain 50; wrong-reply certain 40"),
                Row.of(
                        "what the tester itself failed in was not served",
                        local().attempts(40).fails(CONNECT_TIMEOUT, 30).fails(PORTS_EXHAUSTED, 10),
                        "blackhole likely 30; port-exhaustion certain 10"),
                Row.of(
                        "those looked up speak for what failed as they did",
                        local().fails(NO_REPLY, 40)
                                .lookedUp(40, Sockets.accepted(0, 43))
                                .fails(CONNECT_TIMEOUT, 20)
                                .lookedUp(20, Sockets.unanswered()),
                        "no-reply certain 40; unexplained possible 20"),
                Row.of(
                        "as often, and the more certain first",
                        remote().fails(RESET, 30).fails(WRONG_REPLY, 30),
                        "wrong-reply certain 30; reset-unread-data possible 30"),
                Row.of(
                        "what is not explained comes behind, however often",
                        local().fails(RESET, 90).fails(WRONG_REPLY, 30),
                        "wrong-reply certain 30; unexplained possible 90"),
                Row.of(
                        "slow ones are not counted among what failed",
                        local().fails(WRONG_REPLY, 10).slow(50, 8, 0.1, 1).moved("TcpExtTCPSYNChallenge", 50),
                        "wrong-reply certain 10; stale-tuple certain 0"));
    }

    static Stream<Row> unexplained() {
        return Stream.of(
                Row.of(
                        "what was excluded and what could not be read",
                        local().fails(CONNECT_TIMEOUT, 4)
                                .lookedUp(4, Sockets.unanswered())
                                .unknown("the process that listens: it is another user's, so root would be needed"),
                        "unexplained possible 4",
                        "4 unanswered and no known cause fits; not known: the process that listens",
                        "not accept-queue-overflow (ListenOverflows +0",
                        "not syn-queue-overflow (TCPReqQFullDrop +0)",
                        "not stale-tuple (no old socket",
                        "not process-paused (never seen stopped",
                        "not server-descriptors-exhausted (at most 20 of 1,024"),
                Row.of(
                        "what is far away is not excluded",
                        remote().fails(CONNECT_TIMEOUT, 4).lookedUp(4, Sockets.unanswered()),
                        "unexplained possible 4",
                        "not known: the target is not on this host"));
    }

    @ParameterizedTest
    @MethodSource({"healthy", "severalAtOnce", "unexplained"})
    void shouldNameWhatIsKnownAndNoMore(Row row) {
        row.check();
    }

    @Test
    void shouldExcludeOnceWhatPeopleSuspectFirst() {
        List<Cause> causes = local().fails(CONNECT_TIMEOUT, 20)
                .lookedUp(20, Sockets.stale(TcpState.CLOSE_WAIT, 43))
                .setting("net.ipv4.tcp_tw_recycle", "0")
                .moved("ConntrackDrop", 0)
                .diagnose();

        assertThat(causes)
                .singleElement()
                .satisfies(cause -> assertThat(cause.ruledOut())
                        .extracting(Exclusion::id)
                        .containsExactly(
                                CauseId.ACCEPT_QUEUE_OVERFLOW,
                                CauseId.SYN_QUEUE_OVERFLOW,
                                CauseId.TW_RECYCLE,
                                CauseId.BLACKHOLE,
                                CauseId.PACKET_LOSS,
                                CauseId.CONNTRACK_FULL));
    }

    @Test
    void shouldNotRuleOutWhatItNames() {
        List<Cause> causes = local().failsInARow(CONNECT_REFUSED, 5_000, 100)
                .fails(RESET, 300)
                .moved("TcpExtTCPAbortOnClose", 300)
                .listener(one -> one.between(0, 4.9))
                .anotherListener(one -> one.between(5.2, 10))
                .moved("TcpOutRsts", 400)
                .diagnose();

        assertThat(causes).extracting(Cause::id).containsExactly(CauseId.RESET_UNREAD_DATA, CauseId.RESTART_GAP);
        assertThat(causes)
                .allSatisfy(cause -> assertThat(cause.ruledOut())
                        .extracting(Exclusion::id)
                        .doesNotContain(CauseId.RESET_UNREAD_DATA, CauseId.RESTART_GAP));
    }
}
