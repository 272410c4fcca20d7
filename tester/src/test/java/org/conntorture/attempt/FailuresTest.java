package org.conntorture.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.stream.Stream;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    /** Netty's native exceptions take their texts from the native library. */
    @BeforeAll
    static void loadNatives() {
        Epoll.ensureAvailability();
    }

    static Stream<Arguments> thrown() {
        return Stream.of(
                Arguments.of("native read", new Errors.NativeIoException("recvAddress", -104), Errno.ECONNRESET),
                Arguments.of(
                        "native connect, errno in its message alone",
                        new ConnectException(
                                "finishConnect(..) failed with error(-111): Connection refused: /127.0.0.1"),
                        Errno.ECONNREFUSED),
                Arguments.of(
                        "native socket(), wrapped",
                        new ChannelException(new Errors.NativeIoException("newSocketStream", -24)),
                        Errno.EMFILE),
                Arguments.of("JDK connect", new ConnectException("Connection refused"), Errno.ECONNREFUSED),
                Arguments.of("JDK bind", new BindException("Cannot assign requested address"), Errno.EADDRNOTAVAIL),
                Arguments.of("JDK read", new SocketException("Connection reset"), Errno.ECONNRESET),
                Arguments.of("JDK write", new IOException("Broken pipe"), Errno.EPIPE),
                Arguments.of(
                        "JDK socket",
                        new ChannelException("x", new SocketException("Too many open files")),
                        Errno.EMFILE),
                Arguments.of("native connect without a route", new NoRouteToHostException(), Errno.EHOSTUNREACH),
                Arguments.of("nothing known", new IOException("something else"), Errno.NONE),
                Arguments.of("no message", new IOException(), Errno.NONE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("thrown")
    void shouldFindTheErrnoBehindAnException(String what, Throwable thrown, int errno) {
        assertThat(Failures.errno(thrown)).isEqualTo(errno);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, 111, CONNECT_REFUSED, TARGET",
        "CONNECT, 104, CONNECT_RESET, TARGET",
        "READ, 104, RESET, TARGET",
        "WRITE, 32, RESET, TARGET",
        "CONNECT, 110, CONNECT_TIMEOUT, PATH",
        "READ, 110, FLOW_LOST, PATH",
        "CONNECT, 113, UNREACHABLE, PATH",
        "CONNECT, 101, UNREACHABLE, PATH",
        "READ, 113, FLOW_LOST, PATH",
        "CONNECT, 99, PORTS_EXHAUSTED, TESTER",
        "CONNECT, 98, PORT_IN_USE, TESTER",
        "OPEN, 24, DESCRIPTORS_EXHAUSTED, TESTER",
        "OPEN, 23, DESCRIPTORS_EXHAUSTED, TESTER",
        "OPEN, 105, MEMORY_EXHAUSTED, TESTER",
        "CONNECT, 1, LOCAL_POLICY, TESTER",
        "CONNECT, 22, LOCAL_POLICY, TESTER",
        "READ, 0, INTERNAL_ERROR, TESTER",
        "READ, 250, INTERNAL_ERROR, TESTER"
    })
    void shouldClassifyByPhaseAndErrno(Phase phase, int errno, FailureKind kind, Blame blame) {
        assertThat(Failures.classify(phase, errno)).isEqualTo(kind);
        assertThat(kind.blame()).isEqualTo(blame);
    }
}
