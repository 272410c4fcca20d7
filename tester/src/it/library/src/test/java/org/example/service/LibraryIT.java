package org.example.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import java.io.IOException;
import java.util.Collections;
import org.conntorture.api.Conntorture;
import org.conntorture.api.RunResult;
import org.conntorture.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a team gets with the library: a verdict on its own server, by its own Netty, and nothing that is the command's. */
@Timeout(120)
class LibraryIT {
    @Test
    void shouldTortureTheServiceByItsOwnNetty() {
        try (EchoService service = new EchoService()) {
            RunResult result = Conntorture.against(service.address())
                    .attempts(500)
                    .rounds(1)
                    .run();

            assertThat(result.verdict()).as(result.summary()).isEqualTo(Verdict.PASS);
            assertThat(result.targets().get(0).attempts()).isEqualTo(500);
        }
        assertThat(Version.identify().values())
                .extracting(Version::artifactVersion)
                .containsOnly(System.getProperty("service.netty.version"));
    }

    @Test
    void shouldLogByTheProviderOfTheService() throws Exception {
        assertThat(places("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                .singleElement()
                .asString()
                .contains("slf4j-simple");
        assertThat(LoggerFactory.getILoggerFactory().getClass().getName()).startsWith("org.slf4j.simple");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "picocli/CommandLine.class",
                "org/jline/terminal/Terminal.class",
                "io/micrometer/core/instrument/MeterRegistry.class",
                "io/prometheus/metrics/model/registry/PrometheusRegistry.class",
                "io/opentelemetry/api/OpenTelemetry.class"
            })
    void shouldBringNothingOfTheCommand(String type) throws Exception {
        assertThat(places(type)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io/netty/channel/Channel.class",
                "io/netty/handler/ssl/SslContext.class",
                "org/HdrHistogram/Histogram.class",
                "org/conntorture/reference/ReferenceServer.class"
            })
    void shouldBringEachOfItsDependenciesOnce(String type) throws Exception {
        assertThat(places(type)).hasSize(1);
    }

    private static Iterable<?> places(String resource) throws IOException {
        return Collections.list(LibraryIT.class.getClassLoader().getResources(resource));
    }
}
