package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.outcome.FailureKind.NO_REPLY;

import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.ListenerSketch;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.CloseMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandoverRulesTest {
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
                        "no-reply likely 4"),
                Row.of(
                        "ten others for each of them were served",
                        stillHeld(44, 1),
                        "lost-in-handover certain 4; leaked-by-acceptor certain 0",
                        "40 other connections served after the first of them"),
                Row.of(
                        "fewer than ten others for each of them",
                        stillHeld(43, 1),
                        "no-reply likely 4; leaked-by-acceptor certain 0"),
                Row.of(
                        "what failed before them was not served after them, and is not missed there",
                        stillHeld(54, 11).failsInARow(FailureKind.WRONG_REPLY, 1, 10),
                        "wrong-reply certain 10; lost-in-handover certain 4; leaked-by-acceptor certain 0"),
                Row.of(
                        "a close by reset, and a hundred others for each of them were served",
                        reset(404),
                        "lost-in-handover likely 4"),
                Row.of("a close by reset, and fewer than a hundred", reset(403), "no-reply likely 4"),
                Row.of(
                        "who listens may not be looked at",
                        unread(NO_REPLY)
                                .leak(0, 4, 31_000, 33_000, 35_000, 37_000)
                                .listener(ListenerSketch::ofAnotherUser),
                        "lost-in-handover certain 4; leaked-by-acceptor certain 0"),
                Row.of(
                        "who has them may not be looked at",
                        unread(NO_REPLY)
                                .each(one -> one.sockets = Sockets.accepted(6, 0))
                                .leak(0, 4, 31_000, 33_000, 35_000, 37_000),
                        "lost-in-handover certain 4; leaked-by-acceptor certain 0"));
    }

    /** Four in a row, of so many attempts. */
    private static CaseBuilder stillHeld(long attempts, int first) {
        int port = 30_000 + first;
        return local().attempts(attempts)
                .failsInARow(NO_REPLY, first, 4)
                .lookedUp(4, Sockets.accepted(6, 43))
                .leak(0, 4, port, port + 1, port + 2, port + 3);
    }

    private static CaseBuilder reset(long attempts) {
        return local().attempts(attempts)
                .failsInARow(NO_REPLY, 1, 4)
                .lookedUp(4, Sockets.accepted(6, 43))
                .load(one -> one.closeMode = CloseMode.RST);
    }

    @ParameterizedTest
    @MethodSource("handovers")
    void shouldTellWhatWasLostFromWhatIsSlow(Row row) {
        row.check();
    }
}
