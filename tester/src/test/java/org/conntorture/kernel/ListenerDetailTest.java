package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerDetailTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "by-hand/linux-3.10 | /192.0.2.10:8085 129/128 unknown, /[0:0:0:0:0:0:0:0]:22 0/128 unknown",
                "linux-3.13.10-stale-tuple/after | /127.0.0.1:8085 0/128 unknown",
                "by-hand/linux-4.18 | /127.0.0.1:8085 0/128 12, /[0:0:0:0:0:0:0:0]:8086 3/16 0",
                "linux-6.18.44 | /127.0.0.1:8085 0/128 0, /127.0.0.1:8081 2/1 2, "
                        + "/[0:0:0:0:0:0:0:1]:8086 0/64 0, /[0:0:0:0:0:0:0:0]:8087 0/32 0",
            })
    void shouldReadListenersAsSsPrintsThem(String kernel, String expected) throws IOException {
        String text = Files.readString(Recordings.DIRECTORY.resolve(kernel + "/ss-ltnm"));

        assertThat(words(text)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "127.0.0.1%lo:80, /127.0.0.1:80",
        "[fe80::1]%eth0:80, /[fe80:0:0:0:0:0:0:1]:80",
        "[::ffff:127.0.0.1]:80, /127.0.0.1:80",
        "300.0.0.1:80, ''",
        "dead:80, ''",
        "localhost:80, ''",
        "1.2.3.4:http, ''",
        "1.2.3.4:70000, ''",
    })
    void shouldTakeAddressesAloneAndLookUpNoNames(String local, String expected) {
        assertThat(ListenerDetail.parse("LISTEN 0 5 " + local + " 0.0.0.0:*\n").stream()
                        .map(detail -> detail.local().toString())
                        .collect(Collectors.joining()))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"no-such-command", "false", "sleep 30; true"})
    void shouldNotKnowWhereTheCommandIsMissingFailsOrHangs(String command) {
        List<String> prefix = command.contains(" ") ? List.of("sh", "-c", "exec " + command) : List.of(command);
        long startNs = System.nanoTime();

        assertThat(ListenerDetail.read(1, prefix)).isEmpty();
        assertThat(System.nanoTime() - startNs).isLessThan(20_000_000_000L);
    }

    @Test
    void shouldKeepUtf8OutOfTheWay() {
        byte[] garbage = {(byte) 0xff, 'L', 'I', 'S', 'T', 'E', 'N', '\n'};

        assertThat(ListenerDetail.parse(new String(garbage, StandardCharsets.UTF_8)))
                .isEmpty();
    }

    private static String words(String text) {
        return ListenerDetail.parse(text).stream()
                .map(detail -> detail.local() + " " + detail.queue() + "/" + detail.limit() + " "
                        + (detail.drops().isPresent() ? detail.drops().getAsLong() : "unknown"))
                .collect(Collectors.joining(", "));
    }
}
