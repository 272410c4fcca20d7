package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.container;
import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.CLOSED_WITHOUT_REPLY;
import static org.conntorture.outcome.FailureKind.NO_REPLY;
import static org.conntorture.outcome.FailureKind.RESET;
import static org.conntorture.outcome.FailureKind.WRITE_TIMEOUT;
import static org.conntorture.outcome.FailureKind.WRONG_REPLY;
import static org.conntorture.outcome.FailureKind.WRONG_STATUS;

import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.conntorture.plan.CloseMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResetRulesTest {
    private static final String ON_CLOSE = "TcpExtTCPAbortOnClose";
    private static final String ON_DATA = "TcpExtTCPAbortOnData";
    private static final String EMBRYONIC = "TcpExtEmbryonicRsts";
    private static final String SETTING = "net.ipv4.tcp_abort_on_overflow";

    private static CaseBuilder reset() {
        return local().fails(RESET, 18);
    }

    static Stream<Row> resets() {
        return Stream.of(
                Row.of(
                        "final ACKs found the queue full",
                        reset().moved(EMBRYONIC, 18)
                                .moved("TcpExtListenOverflows", 18)
                                .setting(SETTING, "1"),
                        "abort-on-overflow certain 18",
                        "EmbryonicRsts +18, ListenOverflows +18",
                        "tcp_abort_on_overflow is 1",
                        "not restart-gap (the same socket listened all the time)",
                        "not reset-unread-data (TCPAbortOnClose +0, TCPAbortOnData +0)"),
                Row.of(
                        "a scanner's resets of half-open connections",
                        reset().moved(EMBRYONIC, 18).moved(ON_CLOSE, 18),
                        "reset-unread-data certain 18",
                        "not abort-on-overflow (no queue was full (ListenOverflows +0))"),
                Row.of(
                        "the setting is off",
                        reset().moved(EMBRYONIC, 18)
                                .moved("TcpExtListenOverflows", 18)
                                .setting(SETTING, "0"),
                        "unexplained possible 18",
                        "not abort-on-overflow (tcp_abort_on_overflow is 0)"),
                Row.of(
                        "the setting is off where the tester is, not in the container",
                        container()
                                .fails(RESET, 18)
                                .moved(EMBRYONIC, 18)
                                .moved("TcpExtListenOverflows", 18)
                                .setting(SETTING, "0"),
                        "abort-on-overflow certain 18"),
                Row.of(
                        "the server closed with unread data",
                        reset().moved(ON_CLOSE, 18),
                        "reset-unread-data certain 18",
                        "with unread data (TCPAbortOnClose +18",
                        "not abort-on-overflow (EmbryonicRsts +0)"),
                Row.of(
                        "the server closed with SO_LINGER 0",
                        reset().moved(ON_DATA, 18),
                        "reset-unread-data certain 18",
                        "SO_LINGER 0"),
                Row.of(
                        "four fifths of them are about as many",
                        reset().moved(ON_CLOSE, 14),
                        "reset-unread-data certain 18"),
                Row.of("less than that are not", reset().moved(ON_CLOSE, 13), "unexplained possible 18"),
                Row.of(
                        "three of eighteen",
                        reset().moved(ON_CLOSE, 3),
                        "unexplained possible 18",
                        "not reset-unread-data (TCPAbortOnClose +3, TCPAbortOnData +0)"),
                Row.of(
                        "all of them in quiet times too",
                        reset().moved(ON_CLOSE, 400).noise(ON_CLOSE, 400),
                        "unexplained possible 18"),
                Row.of("unknown counters", reset().unknownCounters(ON_CLOSE, ON_DATA), "unexplained possible 18"),
                Row.of(
                        "the tester's own closes by reset count there too",
                        reset().load(one -> one.closeMode = CloseMode.RST).moved(ON_DATA, 9_982),
                        "unexplained possible 18"),
                Row.of(
                        "the tester's own closes by reset, of what it could not use as well",
                        reset().load(one -> one.closeMode = CloseMode.RST)
                                .fails(WRONG_REPLY, 500)
                                .fails(WRONG_STATUS, 500)
                                .fails(WRITE_TIMEOUT, 500)
                                .fails(NO_REPLY, 500)
                                .lookedUp(9, Sockets.accepted(0, 43))
                                .moved(ON_DATA, 9_982),
                        "wrong-reply certain 1000; no-reply certain 500; unexplained possible 518"),
                Row.of(
                        "the tester's own closes by reset, and the kernel's trace of the server's",
                        reset().load(one -> one.closeMode = CloseMode.RST)
                                .moved(ON_DATA, 9_982)
                                .traced("tcp_send_reset TCP_ABORT_ON_CLOSE", 18)
                                .traced("tcp_send_reset TCP_ABORT_ON_DATA to target", 9_982),
                        "reset-unread-data certain 18",
                        "18 resets for TCP_ABORT_ON_CLOSE"),
                Row.of(
                        "a container's counters are its own",
                        container()
                                .fails(RESET, 18)
                                .load(one -> one.closeMode = CloseMode.RST)
                                .moved(ON_DATA, 18),
                        "reset-unread-data certain 18"),
                Row.of(
                        "replies that came too late reset as well",
                        reset().fails(NO_REPLY, 500)
                                .lookedUp(9, Sockets.accepted(0, 43))
                                .moved(ON_DATA, 500),
                        "no-reply certain 500; unexplained possible 18"),
                Row.of(
                        "from another host",
                        remote().fails(RESET, 18),
                        "reset-unread-data possible 18",
                        "the server's counters are not known"),
                Row.of(
                        "memory ran out",
                        reset().moved("TcpExtTCPAbortOnMemory", 18),
                        "memory-limit certain 18",
                        "TCPAbortOnMemory +18"),
                Row.of(
                        "memory ran out, as the trace says where the counter is not known",
                        reset().unknownCounters("TcpExtTCPAbortOnMemory")
                                .traced("tcp_send_reset TCP_ABORT_ON_MEMORY", 18),
                        "memory-limit certain 18",
                        "TCPAbortOnMemory unknown"));
    }

    static Stream<Row> closes() {
        return Stream.of(
                Row.of(
                        "closed in good order",
                        local().fails(CLOSED_WITHOUT_REPLY, 18).moved("TcpPassiveOpens", 10_000),
                        "closed-without-reply certain 18",
                        "PassiveOpens +10,000",
                        "not restart-gap (the same socket listened all the time)"),
                Row.of(
                        "closed in good order, some after a reply",
                        local().fails(CLOSED_WITHOUT_REPLY, 18).each(one -> one.replies = 1),
                        "closed-without-reply certain 18",
                        "some on connections that had replies before"),
                Row.of(
                        "closed in good order behind the client's own FIN",
                        local().load(one -> one.closeMode = CloseMode.HALF_CLOSE)
                                .fails(CLOSED_WITHOUT_REPLY, 18),
                        "closed-without-reply certain 18",
                        "the client's FIN came behind its request"),
                Row.of(
                                "that a FIN came is seen from another host too",
                                remote().fails(CLOSED_WITHOUT_REPLY, 18),
                                "closed-without-reply certain 18",
                                "not a byte before it",
                                "PassiveOpens unknown")
                        .withoutSaying("the client's FIN came behind its request"));
    }

    @ParameterizedTest
    @MethodSource({"resets", "closes"})
    void shouldTellEnds(Row row) {
        row.check();
    }
}
