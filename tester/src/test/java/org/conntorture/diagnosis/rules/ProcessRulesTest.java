package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;
import static org.conntorture.outcome.FailureKind.NO_REPLY;
import static org.conntorture.outcome.FailureKind.WRITE_TIMEOUT;

import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.ListenerSketch;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessRulesTest {
    private static final String OVERFLOWS = "TcpExtListenOverflows";
    private static final String DROPS = "TcpExtListenDrops";

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

    static Stream<Row> causes() {
        return Stream.of(
                Row.of(
                        "no descriptor is left to accept with",
                        overflowed().servedUntil(5).listener(one -> one.descriptors(1_023, 1_024)),
                        "server-descriptors-exhausted certain 20",
                        "1,023 of 1,024 descriptors open"),
                Row.of(
                        "two descriptors are left",
                        overflowed().servedUntil(5).listener(one -> one.descriptors(1_022, 1_024)),
                        "accept-queue-overflow certain 20",
                        "not server-descriptors-exhausted (at most 1,022 of 1,024 descriptors open)"),
                Row.of(
                        "there is no limit to its descriptors",
                        overflowed().servedUntil(5).listener(one -> one.descriptors(1_022, Long.MAX_VALUE)),
                        "accept-queue-overflow certain 20",
                        "not server-descriptors-exhausted (at most 1,022 of unlimited descriptors open)"),
                Row.of(
                        "no descriptor is left, but no queue is full either",
                        scattered().listener(one -> one.descriptors(1_024, 1_024)),
                        "unexplained possible 20"),
                Row.of(
                        "it was stopped while they waited",
                        overflowed().listener(one -> one.stopped(4.9, 8)),
                        "process-paused certain 20",
                        "pid 43 \"server\" was stopped"),
                Row.of(
                        "it was stopped at another time",
                        overflowed().listener(one -> one.stopped(0.1, 0.9)),
                        "slow-accept likely 20",
                        "not process-paused (pid 43 \"server\" was stopped, but not while these waited"),
                Row.of(
                        "it was stopped, but no queue was full, so the kernel answered every SYN",
                        local().fails(CONNECT_TIMEOUT, 20)
                                .lookedUp(5, Sockets.unanswered())
                                .listener(one -> one.stopped(0, 10)),
                        "unexplained possible 20"),
                Row.of(
                                "its control group was frozen while they waited, and others were served before and after",
                                overflowed()
                                        .servedUntil(10)
                                        .listener(one -> one.busy().frozen(4.9, 8)),
                                "process-paused certain 20",
                                "pid 43 \"server\" was frozen with its control group at 16 looks, while these waited")
                        .withoutSaying("(state T)", "slow-accept", "not process-paused"),
                Row.of(
                        "it was stopped by a signal, then frozen",
                        overflowed().listener(one -> one.stopped(4.9, 5.3).frozen(4.9, 8)),
                        "process-paused certain 20",
                        "was stopped (state T) at 2 looks and frozen with its control group at 16 looks, while"),
                Row.of(
                        "it waited for a disk, which is no pause",
                        overflowed().servedUntil(10).listener(one -> one.states.put('D', 16)),
                        "slow-accept likely 20",
                        "not process-paused (never seen stopped (states [D, S]))"),
                Row.of(
                        "what was sent to the stopped one stays unread",
                        local().failsInARow(NO_REPLY, 5_001, 8)
                                .lookedUp(8, Sockets.accepted(6, 43))
                                .listener(one -> one.stopped(4.9, 7)),
                        "process-paused certain 8"),
                Row.of(
                        "what the kernel took for the stopped one waits in its queue",
                        local().failsInARow(NO_REPLY, 5_001, 8)
                                .lookedUp(8, Sockets.inQueue())
                                .listener(one -> one.stopped(4.9, 7)),
                        "process-paused certain 8"),
                Row.of(
                        "silent while it was stopped, and not looked up",
                        local().failsInARow(NO_REPLY, 5_001, 8).listener(one -> one.stopped(4.9, 7)),
                        "process-paused certain 8",
                        "was stopped (state T) at 11 looks"),
                Row.of(
                        "most waited before it was stopped",
                        local().failsAt(NO_REPLY, 4_000, 4_025, 4_050, 5_100)
                                .lookedUp(4, Sockets.accepted(6, 43))
                                .listener(one -> one.stopped(4.9, 7)),
                        "no-reply likely 3; process-paused certain 1"),
                Row.of(
                        "it read the request before it was stopped, and others too are not answered",
                        local().failsInARow(NO_REPLY, 5_001, 8)
                                .lookedUp(8, Sockets.accepted(0, 43))
                                .listener(one -> one.stopped(4.9, 7)),
                        "no-reply certain 8"),
                Row.of(
                        "a large request fills the window of a stopped one",
                        local().load(one -> one.echo(500_000))
                                .failsInARow(WRITE_TIMEOUT, 5_001, 8)
                                .lookedUp(8, Sockets.full(4))
                                .listener(one -> one.stopped(4.9, 7)),
                        "process-paused certain 8"),
                Row.of(
                        "nothing failed, answers came once it ran again",
                        local().slowAt(0.1, 1_900, 0, 5_001, 5_002, 5_003).listener(one -> one.stopped(5, 6.8)),
                        "process-paused certain 3"),
                Row.of(
                        "a busy host was looked at once a second, and found it stopped once",
                        local().failsInARow(NO_REPLY, 5_001, 8)
                                .lookedUp(8, Sockets.accepted(6, 43))
                                .listener(one -> one.samples(9).stopped(6, 6)),
                        "process-paused certain 8"),
                Row.of(
                        "a SYN dropped at the end of the pause came again when it ran",
                        local().slowAt(1_010, 0.1, 1, 5_001, 5_002, 5_003).listener(one -> one.stopped(3, 5)),
                        "process-paused certain 3"),
                Row.of(
                        "a connect that began after the pause was slow for another reason",
                        local().slowAt(1_010, 0.1, 1, 5_601, 5_602, 5_603).listener(one -> one.stopped(3, 5)),
                        "packet-loss likely 3"),
                Row.of(
                                "the process may not be looked at",
                                overflowed().servedUntil(5).listener(ListenerSketch::ofAnotherUser),
                                "accept-queue-overflow certain 20")
                        .withoutSaying("not process-paused", "not server-descriptors-exhausted"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void shouldTellWhyNobodyAccepts(Row row) {
        row.check();
    }
}
