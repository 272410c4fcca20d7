package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.URI;
import org.conntorture.metrics.MetricsChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MetricsOptionsTest {
    private static MetricsChoice choice(String... arguments) {
        return CommandLine.populateCommand(new MetricsOptions(), arguments).choice();
    }

    @Test
    void shouldStayOnLoopbackUnlessToldOtherwise() {
        assertThat(choice("--metrics-port", "9464").address().isLoopbackAddress())
                .isTrue();
        assertThat(choice().isNone()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.2, 127.0.0.2",
        "::1, ::1",
        "[::1], ::1",
        "::, ::",
        "0.0.0.0, 0.0.0.0",
        "192.0.2.1, 192.0.2.1",
    })
    void shouldListenWhereItIsTold(String given, String used) throws Exception {
        assertThat(choice("--metrics-port", "0", "--metrics-address", given).address())
                .isEqualTo(InetAddress.getByName(used));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:9464", "127.0.0.0/8", "1.2.3.999", ":::", "*", ""})
    void shouldRefuseWhatIsNoAddress(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choice("--metrics-port", "0", "--metrics-address", address))
                .withMessage("--metrics-address '" + address + "' is no IP address, such as 127.0.0.1, ::1 or 0.0.0.0");
    }

    @Test
    void shouldRefuseAnAddressWithoutAPort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choice("--metrics-address", "::1"))
                .withMessage("--metrics-address says where: give --metrics-port too, such as 9464");
    }

    @Test
    void shouldPushWhereItIsTold() {
        assertThat(choice("--otlp", "http://127.0.0.1:4318").otlp())
                .contains(URI.create("http://127.0.0.1:4318/v1/metrics"));
    }
}
