package org.conntorture.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.conntorture.plan.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SynBandsTest {
    private static final String LINEAR = "net.ipv4.tcp_syn_linear_timeouts";
    private static final String RETRIES = "net.ipv4.tcp_syn_retries";

    static Stream<Arguments> kernels() {
        return Stream.of(
                Arguments.of("before 6.5", Map.of(RETRIES, "6"), 100, List.of(1, 3, 7, 15, 31, 63)),
                Arguments.of(
                        "from 6.5 on",
                        Map.of(RETRIES, "6", LINEAR, "4"),
                        100,
                        List.of(1, 2, 3, 4, 5, 7, 11, 19, 35, 67)),
                Arguments.of("no later than the time-out", Map.of(RETRIES, "6"), 7, List.of(1, 3, 7)),
                Arguments.of("set to two", Map.of(RETRIES, "2"), 100, List.of(1, 3)),
                Arguments.of("not known", Map.of(), 10, List.of(1, 3, 7)),
                Arguments.of("too short to see one", Map.of(), 0, List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kernels")
    void shouldBeWhereTheKernelSendsAgain(
            String reason, Map<String, String> settings, int timeoutS, List<Integer> seconds) {
        assertThat(SynBands.of(settings, Duration.ofSeconds(timeoutS)))
                .extracting(band -> (int) (band.latencyNs() / 1_000_000_000))
                .isEqualTo(seconds);
    }

    @Test
    void shouldKnowThatAUnixSocketHasNoSyn() {
        assertThat(SynBands.knownBy(new Origin.Address(UnixDomainSocketAddress.of("/run/server.sock"))))
                .isFalse();
        assertThat(SynBands.knownBy(new Origin.Address(new InetSocketAddress("192.0.2.1", 80))))
                .isTrue();
        assertThat(SynBands.knownBy(new Origin.Builtin("echo", List.of()))).isTrue();
    }
}
