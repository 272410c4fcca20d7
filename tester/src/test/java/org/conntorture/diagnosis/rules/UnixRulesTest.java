package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.unixSocket;
import static org.conntorture.outcome.FailureKind.BACKLOG_FULL;
import static org.conntorture.outcome.FailureKind.CLOSED_WITHOUT_REPLY;
import static org.conntorture.outcome.FailureKind.CONNECT_REFUSED;
import static org.conntorture.outcome.FailureKind.LOCAL_POLICY;
import static org.conntorture.outcome.FailureKind.NO_REPLY;
import static org.conntorture.outcome.FailureKind.RESET;
import static org.conntorture.outcome.FailureKind.WRITE_TIMEOUT;
import static org.conntorture.outcome.FailureKind.WRONG_STATUS;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.Row;
import org.conntorture.evidence.UnixEvidence;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.UnixListener;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnixRulesTest {
    private static final UnixEvidence NOTHING = new UnixEvidence(false, Optional.empty(), Optional.empty());

    private static UnixEvidence listening(long queue, char state) {
        return new UnixEvidence(
                true,
                Optional.of(new UnixListener(queue, 4, 700)),
                Optional.of(new ProcessState(
                        43, "app", "/usr/bin/app --serve", state, 1, 1, OptionalLong.empty(), OptionalLong.empty())));
    }

    private static CaseBuilder fails(UnixEvidence seen, FailureKind kind, int errno, long count) {
        return unixSocket(seen).fails(kind, count).each(one -> one.errno = errno);
    }

    static Stream<Row> rows() {
        return Stream.of(
                Row.of(
                        "no file",
                        fails(NOTHING, CONNECT_REFUSED, Errno.ENOENT, 10_000),
                        "no-listener certain 10000",
                        "there was no file /run/app.sock",
                        "not restart-gap (no attempt was served)"),
                Row.of(
                        "a file that was left",
                        fails(NOTHING, CONNECT_REFUSED, Errno.ECONNREFUSED, 10_000),
                        "no-listener certain 10000",
                        "the file /run/app.sock was there and nobody listened on it"),
                Row.of(
                        "gone for a while",
                        fails(listening(0, 'S'), CONNECT_REFUSED, Errno.ENOENT, 18),
                        "restart-gap certain 18",
                        "9,982 others were served, and there was no file",
                        "somebody listens again"),
                Row.of(
                        "gone for good",
                        fails(NOTHING, CONNECT_REFUSED, Errno.ECONNREFUSED, 18),
                        "no-listener likely 18",
                        "not restart-gap (nobody was seen to listen when the load was over)"),
                Row.of(
                        "a socket for datagrams",
                        fails(listening(0, 'S'), CONNECT_REFUSED, Errno.EPROTOTYPE, 10_000),
                        "no-listener certain 10000",
                        "/run/app.sock is not a stream socket (EPROTOTYPE)"),
                Row.of(
                        "full now and then",
                        fails(listening(0, 'S'), BACKLOG_FULL, Errno.EAGAIN, 18),
                        "slow-accept likely 18",
                        "(EAGAIN)",
                        "its backlog is 4",
                        "not accept-queue-overflow (its queue was empty once the load was over)"),
                Row.of(
                        "full, and nobody could look",
                        fails(NOTHING, BACKLOG_FULL, Errno.EAGAIN, 18),
                        "slow-accept likely 18",
                        "raise its backlog"),
                Row.of(
                        "nobody accepts",
                        fails(listening(5, 'S'), BACKLOG_FULL, Errno.EAGAIN, 9_995)
                                .fails(NO_REPLY, 5),
                        "accept-queue-overflow likely 10000",
                        "5 connections still waited to be accepted when the load was over (backlog 4)",
                        "pid 43 \"app --serve\" in state S listens"),
                Row.of(
                        "nobody accepts, and all found no room",
                        fails(listening(5, 'S'), BACKLOG_FULL, Errno.EAGAIN, 10_000),
                        "accept-queue-overflow certain 10000"),
                Row.of(
                        "stopped",
                        fails(listening(5, 'T'), BACKLOG_FULL, Errno.EAGAIN, 9_995)
                                .fails(NO_REPLY, 5),
                        "process-paused likely 10000",
                        "was stopped (state T)"),
                Row.of(
                        "frozen",
                        fails(listening(5, ProcessState.FROZEN), BACKLOG_FULL, Errno.EAGAIN, 9_995)
                                .fails(NO_REPLY, 5),
                        "process-paused likely 10000",
                        "which listens, was frozen with its control group after the load"),
                Row.of(
                        "stopped by a debugger",
                        fails(listening(5, 't'), BACKLOG_FULL, Errno.EAGAIN, 9_995)
                                .fails(NO_REPLY, 5),
                        "process-paused likely 10000",
                        "was stopped"),
                Row.of(
                        "accepts and does not answer",
                        fails(listening(0, 'S'), NO_REPLY, 0, 18),
                        "no-reply likely 18",
                        "not accept-queue-overflow"),
                Row.of("does not read", fails(listening(0, 'S'), WRITE_TIMEOUT, 0, 18), "no-reply likely 18", "read"),
                Row.of(
                        "closed with data unread",
                        fails(listening(0, 'S'), RESET, Errno.ECONNRESET, 18),
                        "reset-unread-data likely 18",
                        "with data unread, or before it was accepted"),
                Row.of(
                        "closed before the request",
                        fails(listening(0, 'S'), RESET, Errno.EPIPE, 18),
                        "closed-without-reply likely 18",
                        "before the request was written"),
                Row.of(
                        "some closed with data unread, some before the request",
                        fails(listening(0, 'S'), RESET, Errno.ECONNRESET, 10)
                                .fails(RESET, 8)
                                .each(one -> one.errno = Errno.EPIPE),
                        "reset-unread-data likely 10; closed-without-reply likely 8"),
                Row.of(
                        "closed in good order",
                        fails(listening(0, 'S'), CLOSED_WITHOUT_REPLY, 0, 18),
                        "closed-without-reply certain 18",
                        "the server closed it"),
                Row.of(
                        "another user's",
                        fails(listening(0, 'S'), LOCAL_POLICY, Errno.EACCES, 10_000),
                        "local-policy certain 10000",
                        "may not write to /run/app.sock (EACCES)"),
                Row.of(
                        "a policy of this host",
                        fails(listening(0, 'S'), LOCAL_POLICY, Errno.EPERM, 10_000),
                        "local-policy certain 10000"),
                Row.of(
                        "a status",
                        fails(listening(0, 'S'), WRONG_STATUS, 0, 18).each(one -> one.detail = "status 404 Not Found"),
                        "wrong-reply certain 18",
                        "status 404"),
                Row.of("all is well, and slow", unixSocket(listening(0, 'S')).slow(3, 0.1, 900, -1), ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void shouldTellByErrnoAndWhatIsLeft(Row row) {
        row.check();
    }
}
