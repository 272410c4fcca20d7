package org.conntorture.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsChoiceTest {
    private static MetricsChoice choice(int port, String otlp) {
        return new MetricsChoice(
                port < 0 ? OptionalInt.empty() : OptionalInt.of(port),
                InetAddress.getLoopbackAddress(),
                Optional.ofNullable(otlp).map(URI::create));
    }

    @Test
    void shouldRefuseAPortThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choice(70_000, null))
                .withMessage("metrics port must be 0 (a free one) to 65535, was 70000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:4318", "grpc://a.test:4317", "http:///v1/metrics", "http://user:secret@a.test/", "x"})
    void shouldRefuseWhatIsNoUrlOfAReceiver(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricsChoice.receiver(url))
                .withMessageContaining("is no URL of an OTLP receiver, such as http://127.0.0.1:4318/v1/metrics");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.test:4318, http://a.test:4318/v1/metrics",
        "https://a.test/, https://a.test/v1/metrics",
        "http://[::1]:9090/api/v1/otlp/v1/metrics, http://[::1]:9090/api/v1/otlp/v1/metrics",
    })
    void shouldPushToTheUsualPathWhereNoneIsGiven(String given, String used) {
        assertThat(MetricsChoice.receiver(given)).isEqualTo(URI.create(used));
    }

    @Test
    void shouldGoNowhereUnlessAsked() {
        assertThat(choice(-1, null).isNone()).isTrue();
        assertThat(choice(0, null).isNone()).isFalse();
        assertThat(choice(-1, "http://a.test").isNone()).isFalse();
    }
}
