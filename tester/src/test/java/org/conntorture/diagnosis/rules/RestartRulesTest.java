package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.outcome.FailureKind.CLOSED_WITHOUT_REPLY;
import static org.conntorture.outcome.FailureKind.CONNECT_REFUSED;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;
import static org.conntorture.outcome.FailureKind.RESET;

import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestartRulesTest {
    private static final String RESETS = "TcpOutRsts";

    /** Restarted in mid-run: for half a second nobody listened. */
    private static CaseBuilder restarted() {
        return local().listener(one -> one.between(0, 4.9))
                .anotherListener(one -> one.between(5.5, 10))
                .withoutListener(3);
    }

    /** Two that listen in turn, for a second both. */
    private static CaseBuilder overlapping() {
        return local().listener(one -> one.between(0, 5)).anotherListener(one -> one.between(4, 10));
    }

    private static CaseBuilder several() {
        return local().listener(one -> one.between(0, 10)).anotherListener(one -> one.between(0, 10));
    }

    static Stream<Row> restarts() {
        return Stream.of(
                Row.of(
                        "refused in the gap",
                        restarted().failsInARow(CONNECT_REFUSED, 5_000, 400).moved(RESETS, 400),
                        "restart-gap certain 400",
                        "replaced by another one during the run, once",
                        "nothing listened at 3 of 50 looks",
                        "they began between 5.0 s and 5.4 s of the run"),
                Row.of(
                                "restarted twice, so quickly that no look found nobody",
                                local().listener(one -> one.between(0, 2.9))
                                        .anotherListener(one -> one.between(3.1, 5.9))
                                        .anotherListener(one -> one.between(6.1, 10))
                                        .failsInARow(CONNECT_REFUSED, 3_000, 5)
                                        .failsInARow(CONNECT_REFUSED, 6_000, 5)
                                        .moved(RESETS, 10),
                                "restart-gap certain 10",
                                "replaced by another one during the run, 2 times")
                        .withoutSaying("nothing listened at"),
                Row.of(
                                "replaced so often that anything falls into some gap",
                                local().listener(one -> one.between(0, 1))
                                        .anotherListener(one -> one.between(1.5, 3))
                                        .anotherListener(one -> one.between(3.5, 5))
                                        .anotherListener(one -> one.between(5.5, 7))
                                        .anotherListener(one -> one.between(7.5, 10))
                                        .fails(RESET, 300)
                                        .moved("TcpExtTCPAbortOnClose", 300)
                                        .moved(RESETS, 300),
                                "reset-unread-data certain 300")
                        .withoutSaying("not restart-gap"),
                Row.of(
                        "reset with the queue, then refused",
                        restarted()
                                .failsInARow(RESET, 4_950, 10)
                                .failsInARow(CONNECT_REFUSED, 5_000, 400)
                                .moved(RESETS, 410),
                        "restart-gap certain 410"),
                Row.of(
                        "closed by a process that ends",
                        restarted().failsInARow(CLOSED_WITHOUT_REPLY, 4_950, 10),
                        "restart-gap likely 10"),
                Row.of(
                        "resets all over the run have another reason",
                        restarted()
                                .fails(RESET, 300)
                                .moved("TcpExtTCPAbortOnClose", 300)
                                .moved(RESETS, 300),
                        "reset-unread-data certain 300",
                        "not restart-gap (the listening socket was replaced, but these did not fail then)"),
                Row.of(
                        "closes all over the run have another reason",
                        restarted().fails(CLOSED_WITHOUT_REPLY, 300),
                        "closed-without-reply certain 300"),
                Row.of(
                        "SYNs without an answer are not refused",
                        restarted().fails(CONNECT_TIMEOUT, 12).lookedUp(12, Sockets.unanswered()),
                        "unexplained possible 12"),
                Row.of(
                        "two listen in turn without a gap, the first takes its queue along",
                        overlapping().failsInARow(RESET, 4_950, 10).moved(RESETS, 10),
                        "listener-closed certain 10",
                        "not restart-gap (others listened on all the time)"),
                Row.of(
                        "the first takes its queue along, and by whom they were reset is not known",
                        overlapping().failsInARow(RESET, 4_950, 10).unknownCounters(RESETS),
                        "listener-closed likely 10"),
                Row.of(
                        "several listen, one more came and went unseen",
                        several().fails(RESET, 99).moved(RESETS, 99),
                        "listener-closed likely 99",
                        "one more came and went between two looks",
                        "OutRsts +99, TCPAbortOnClose +0"),
                Row.of(
                        "several listen, and the resets are of a box between",
                        several().fails(RESET, 99).moved(RESETS, 0),
                        "unexplained possible 99"),
                Row.of(
                        "several listen, and connections are reset that had served requests",
                        several().fails(RESET, 99).each(one -> one.replies = 3).moved(RESETS, 99),
                        "unexplained possible 99"),
                Row.of(
                        "one listens, which has no queue but its own",
                        local().fails(RESET, 99).moved(RESETS, 99),
                        "unexplained possible 99"),
                Row.of(
                        "resets all over the run are not those of its queue",
                        overlapping().fails(RESET, 100).unknownCounters(RESETS),
                        "unexplained possible 100"),
                Row.of(
                        "two listen in turn, and the server resets what it has not read",
                        overlapping()
                                .failsInARow(RESET, 4_950, 10)
                                .moved(RESETS, 10)
                                .moved("TcpExtTCPAbortOnClose", 10),
                        "reset-unread-data certain 10",
                        "not listener-closed (the server closed sockets of its own with unread data"),
                Row.of(
                        "two listen in turn, and the server resets with SO_LINGER 0",
                        overlapping()
                                .failsInARow(RESET, 4_950, 10)
                                .moved(RESETS, 10)
                                .moved("TcpExtTCPAbortOnData", 10),
                        "reset-unread-data certain 10"),
                Row.of(
                        "a process ends in good order, and others listen on",
                        overlapping().failsInARow(CLOSED_WITHOUT_REPLY, 4_950, 10),
                        "restart-gap likely 10"));
    }

    @ParameterizedTest
    @MethodSource("restarts")
    void shouldTellRestarts(Row row) {
        row.check();
    }
}
