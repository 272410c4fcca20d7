package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortRangeTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({"linux-3.13.10, 32768, 61000, 28233", "linux-6.18.44, 32768, 60999, 28232"})
    void shouldReadTheRangeOfRecordedKernels(String kernel, int first, int last, int usable) {
        Path recorded = Path.of("src/test/resources/kernel", kernel, "sys");

        PortRange range = PortRange.read(new Sysctl(recorded)).orElseThrow();

        assertThat(range).isEqualTo(new PortRange(first, last, 0));
        assertThat(range.usable()).isEqualTo(usable);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "40005          | 1 | one within",
                "39999,50001    | 0 | none within",
                "40000-40009    | 10 | a stretch within",
                "39000-40001    | 2 | a stretch across the beginning",
                "49999-51000,41000,41002-41003 | 5 | several",
            })
    void shouldCountReservedPortsWithinTheRange(String list, int reserved, String reason) throws IOException {
        write("ip_local_port_range", "40000\t50000\n");
        write("ip_local_reserved_ports", list + "\n");

        assertThat(PortRange.read(new Sysctl(root))).contains(new PortRange(40000, 50000, reserved));
    }

    @ParameterizedTest
    @CsvSource({"''", "32768", "a b", "50000 40000", "1 99999"})
    void shouldNotKnowARangeThatIsNone(String text) throws IOException {
        write("ip_local_port_range", text);

        assertThat(PortRange.read(new Sysctl(root))).isEmpty();
    }

    @Test
    void shouldNotKnowTheRangeOfAHostThatDoesNotSay() {
        assertThat(PortRange.read(new Sysctl(root))).isEmpty();
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve("net/ipv4").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
