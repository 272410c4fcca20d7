package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.CONNECT_REFUSED;
import static org.conntorture.outcome.FailureKind.NO_REPLY;
import static org.conntorture.outcome.FailureKind.REFUSED_BY_SERVER;
import static org.conntorture.outcome.FailureKind.RESET;
import static org.conntorture.outcome.FailureKind.SERVICE_UNAVAILABLE;
import static org.conntorture.outcome.FailureKind.WRONG_STATUS;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.ListenerSketch;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.conntorture.evidence.ProbeResult;
import org.conntorture.evidence.ProxyLog;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimitRulesTest {
    private static CaseBuilder answers(CaseBuilder builder, FailureKind kind, long count, int status) {
        return builder.fails(kind, count).each(one -> one.answered(status));
    }

    private static CaseBuilder says(CaseBuilder builder, FailureKind kind, long count, String detail) {
        return builder.fails(kind, count).each(one -> one.detail = detail);
    }

    private static CaseBuilder unavailable() {
        return answers(local(), SERVICE_UNAVAILABLE, 6, 503);
    }

    private static CaseBuilder logs(CaseBuilder builder, String error, long times) {
        return builder.proxyLog(new ProxyLog(Map.of(503, 6L), List.of(), Map.of(error, times), 0));
    }

    /** After the load one at a time is served, and beside ten that are held none. */
    private static CaseBuilder refusedBesideTen(CaseBuilder builder) {
        return builder.probed(ProbeResult.Kind.IN_TURN, "one after the other", true)
                .probed(ProbeResult.Kind.HELD_THEN_REFUSED, "with 10 held open", false);
    }

    static Stream<Row> connections() {
        String tooMany = "MySQL error 1040: Too many connections";
        return Stream.of(
                Row.of(
                        "all are served one at a time, and not beside ten",
                        refusedBesideTen(local().fails(RESET, 6)),
                        "connection-limit certain 6"),
                Row.of(
                        "some are refused one at a time too",
                        local().fails(RESET, 6)
                                .probed(ProbeResult.Kind.IN_TURN, "one after the other", false)
                                .probed(ProbeResult.Kind.HELD_THEN_REFUSED, "with 10 held open", false),
                        "unexplained possible 6"),
                Row.of(
                        "all are served one at a time, and beside ten too",
                        local().fails(RESET, 6).probed(ProbeResult.Kind.IN_TURN, "one after the other", true),
                        "unexplained possible 6"),
                Row.of(
                        "beside ten it says that it is not available",
                        refusedBesideTen(unavailable()),
                        "connection-limit certain 6"),
                Row.of(
                        "an error of its own is no limit, whatever it does beside ten",
                        refusedBesideTen(answers(local(), WRONG_STATUS, 6, 500)),
                        "wrong-reply certain 6"),
                Row.of(
                        "from another host a firewall may count connections too",
                        refusedBesideTen(remote().fails(CONNECT_REFUSED, 70)),
                        "connection-limit possible 70"),
                Row.of(
                        "on its host the firewall that counts is told from the server",
                        refusedBesideTen(local().fails(CONNECT_REFUSED, 70).moved("TcpAttemptFails", 70)),
                        "firewall-reject certain 70"),
                Row.of(
                        "its error log says so as often as it failed",
                        logs(unavailable(), "limiting connections by zone \"one\"", 6),
                        "connection-limit certain 6",
                        "its error log: 6 x \"limiting connections"),
                Row.of(
                        "its error log says so twice",
                        logs(unavailable(), "limiting connections by zone \"one\"", 2),
                        "proxy-error likely 6"),
                Row.of(
                        "its error log says something else",
                        logs(unavailable(), "no live workers", 6),
                        "proxy-error likely 6"),
                Row.of(
                        "refused in words of too many",
                        says(local(), REFUSED_BY_SERVER, 6, tooMany),
                        "connection-limit certain 6",
                        "the server says: \"MySQL error 1040: Too many connections\""),
                Row.of(
                        "refused in other words",
                        says(local(), REFUSED_BY_SERVER, 6, "MySQL error 1129: Host is blocked"),
                        "refused-by-server certain 6",
                        "as all of a load do, bring that about"),
                Row.of(
                        "refused in words of too many, and fewer in others",
                        says(
                                says(local(), REFUSED_BY_SERVER, 6, tooMany),
                                REFUSED_BY_SERVER,
                                4,
                                "MySQL error 1129: Host is blocked"),
                        "connection-limit certain 6; refused-by-server certain 4",
                        "the server says: \"MySQL error 1040"),
                Row.of("refused without a word", says(local(), REFUSED_BY_SERVER, 6, null), "unexplained possible 6"));
    }

    static Stream<Row> requests() {
        return Stream.of(
                Row.of(
                        "too many requests, in the server's own word",
                        answers(local(), WRONG_STATUS, 6, 429),
                        "request-limit certain 6"),
                Row.of(
                        "some are too many, some fail otherwise",
                        answers(answers(local(), WRONG_STATUS, 6, 429), WRONG_STATUS, 4, 500),
                        "request-limit certain 6; wrong-reply certain 4"),
                Row.of(
                        "its error log says so as often as it failed",
                        logs(unavailable(), "limiting requests, excess: 0.9 by zone \"one\"", 6),
                        "request-limit certain 6",
                        "its error log: 6 x \"limiting requests"),
                Row.of(
                        "the first are served one at a time, then none",
                        unavailable().probed(ProbeResult.Kind.FIRST_IN_TURN, "one after the other", false),
                        "request-limit likely 6"),
                Row.of(
                        "the first are served one at a time, then errors that are no refusal",
                        answers(local(), WRONG_STATUS, 6, 500)
                                .probed(ProbeResult.Kind.FIRST_IN_TURN, "one after the other", false),
                        "wrong-reply certain 6"));
    }

    /** Twelve wait in an accept queue that always holds some and has room for many more. */
    private static CaseBuilder queuedWithRoom() {
        return local().fails(NO_REPLY, 12).lookedUp(12, Sockets.inQueue()).listener(one -> one.queue(20, 128, 0, 24));
    }

    private static CaseBuilder silentBesideTen(CaseBuilder builder) {
        return builder.probed(ProbeResult.Kind.HELD_THEN_SILENT, "with 10 held open", false);
    }

    static Stream<Row> workers() {
        return Stream.of(
                Row.of(
                        "they wait in a queue with room, and nobody is busy",
                        queuedWithRoom(),
                        "workers-busy likely 12",
                        "accept queue peak 20 of 128"),
                Row.of(
                        "and nobody takes the next beside ten that are held open",
                        silentBesideTen(queuedWithRoom()),
                        "workers-busy certain 12",
                        "beside a few that are held open the next is accepted by nobody"),
                Row.of(
                        "those that failed were accepted, whoever else waits",
                        queuedWithRoom().each(one -> one.sockets = Sockets.accepted(0, 43)),
                        "no-reply certain 12"),
                Row.of(
                        "the other end of those that failed is not found",
                        queuedWithRoom()
                                .each(one -> one.sockets = Sockets.inQueue().unseenServer()),
                        "workers-busy likely 12"),
                Row.of(
                        "the queue was found empty at most looks, and the next beside ten that are held open waits",
                        silentBesideTen(queuedWithRoom()
                                .listener(one -> one.queue(16, 511, 0, 4).samples(7))),
                        "workers-busy certain 12"),
                Row.of(
                        "the queue was found empty at most looks",
                        queuedWithRoom()
                                .listener(one -> one.queue(16, 511, 0, 4).samples(7)),
                        "slow-accept likely 12"),
                Row.of(
                        "nobody looked them up in time",
                        local().fails(NO_REPLY, 12).listener(one -> one.queue(20, 128, 0, 24)),
                        "workers-busy likely 12"),
                Row.of(
                        "nothing failed, and answers waited for a worker",
                        local().slow(30, 0.1, 700, 0).listener(one -> one.queue(20, 128, 0, 24)),
                        "workers-busy likely 30"),
                Row.of(
                        "no longer than the tester itself stood still",
                        local().slow(4, 0.1, 3_010, 0).testerStopped(3).listener(one -> one.queue(4, 511, 0, 4)),
                        ""),
                Row.of(
                        "longer than the tester itself stood still",
                        local().slow(4, 0.1, 3_600, 0).testerStopped(3).listener(one -> one.queue(4, 511, 0, 4)),
                        "workers-busy likely 4"),
                Row.of(
                        "what was late was the connect, for which no worker is needed",
                        local().slow(30, 700, 0.1, 0).listener(one -> one.queue(20, 128, 0, 24)),
                        ""),
                Row.of(
                        "the queue is empty at half of the looks, so workers are free",
                        queuedWithRoom().listener(one -> one.queue(20, 128, 0, 25)),
                        "slow-accept likely 12"),
                Row.of(
                        "the queue was full once",
                        queuedWithRoom().listener(one -> one.queue(129, 128, 1, 24)),
                        "slow-accept likely 12"),
                Row.of(
                        "the queue overflowed",
                        queuedWithRoom().moved("TcpExtListenOverflows", 12).listener(one -> one.drops(12)),
                        "slow-accept likely 12"),
                Row.of(
                        "another listener's queue overflowed",
                        queuedWithRoom().moved("TcpExtListenOverflows", 4_000),
                        "workers-busy likely 12"),
                Row.of(
                        "merely slow, beside another listener's queue that overflowed",
                        local().attempts(36)
                                .slow(32, 1, 4_000, 0)
                                .moved("TcpExtListenOverflows", 4_000)
                                .listener(one -> one.queue(16, 511, 0, 5)),
                        "workers-busy likely 32"),
                Row.of(
                        "who accepts was not seen, and may be busy",
                        queuedWithRoom().listener(ListenerSketch::ofAnotherUser),
                        "workers-busy possible 12",
                        "its process was not seen"),
                Row.of(
                        "not seen, and nobody takes the next beside ten that are held open",
                        silentBesideTen(queuedWithRoom().listener(ListenerSketch::ofAnotherUser)),
                        "workers-busy likely 12"),
                Row.of(
                        "who accepts waits for a processor",
                        queuedWithRoom().listener(one -> one.kept(0.5, 8, 0, 1)),
                        "slow-accept likely 12"),
                Row.of(
                        "others were accepted and not answered",
                        queuedWithRoom().fails(NO_REPLY, 8).lookedUp(8, Sockets.accepted(0, 43)),
                        "workers-busy likely 12; no-reply certain 8"),
                Row.of(
                                "the process works nine tenths of the time, so its workers do not wait",
                                queuedWithRoom().listener(one -> one.busiest = 0.9),
                                "slow-accept likely 12")
                        .withoutSaying("was busy all the time"),
                Row.of(
                        "from another host the probe alone tells",
                        silentBesideTen(remote().fails(NO_REPLY, 12)),
                        "workers-busy likely 12"),
                Row.of(
                        "from another host, and nobody was ever served",
                        silentBesideTen(remote().attempts(12).fails(NO_REPLY, 12)),
                        "no-reply possible 12"),
                Row.of(
                        "on its host the probe is not believed against an empty queue",
                        silentBesideTen(local().fails(NO_REPLY, 12).lookedUp(12, Sockets.accepted(0, 43))),
                        "no-reply certain 12"));
    }

    @ParameterizedTest
    @MethodSource({"connections", "requests", "workers"})
    void shouldTellLimits(Row row) {
        row.check();
    }
}
