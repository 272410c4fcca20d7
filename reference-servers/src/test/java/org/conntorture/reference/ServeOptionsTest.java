package org.conntorture.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeOptionsTest {
    @Test
    void shouldFillInDefaults() {
        ServeOptions options = ServeOptions.parse(List.of("busted:lose"));

        assertThat(options.kind()).isEqualTo(Kind.LOSE);
        assertThat(options.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(options.address().getPort()).isZero();
        assertThat(options.backlog()).isEqualTo(511);
        assertThat(options.every()).isEqualTo(1000);
        assertThat(options.stall()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void shouldTakeValuesAfterASpaceOrAnEqualsSign() {
        ServeOptions options = ServeOptions.parse(List.of(
                "busted:stall",
                "--host",
                "127.0.0.2",
                "--port=8085",
                "--backlog",
                "128",
                "--every=7",
                "--stall=500ms"));

        assertThat(options.address().getHostString()).isEqualTo("127.0.0.2");
        assertThat(options.address().getPort()).isEqualTo(8085);
        assertThat(options.backlog()).isEqualTo(128);
        assertThat(options.every()).isEqualTo(7);
        assertThat(options.stall()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void shouldTakeAFlagWithoutAValue() {
        ServeOptions options = ServeOptions.parse(List.of("echo", "--proxy-protocol", "--port", "8085"));

        assertThat(options.proxyProtocol()).isTrue();
        assertThat(options.address().getPort()).isEqualTo(8085);
        assertThat(ServeOptions.parse(List.of("echo")).proxyProtocol()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                               | no server kind is called ''",
                "busted:echo                      | choose one of echo, busted:refuse",
                "echo --every 5                   | echo has no option '--every': it takes --backlog, --host, --port, --proxy-protocol",
                "busted:handover --every 5        | has no option '--every'",
                "busted:lose --stall 5s           | has no option '--stall'",
                "echo --proxy-protocol=v2         | --proxy-protocol takes no value",
                "busted:lose --proxy-protocol     | has no option '--proxy-protocol'",
                "echo port                        | has no option 'port'",
                "echo --port                      | --port needs a value",
                "echo --port 65536                | --port must be a whole number from 0 to 65535, was '65536'",
                "echo --port -1                   | was '-1'",
                "echo --backlog 0                 | --backlog must be a whole number from 1 to 65535",
                "busted:lose --every 0            | --every must be a whole number from 1 to",
                "busted:lose --every 99999999999  | --every must be a whole number from 1 to",
                "busted:stall --stall 5           | --stall must be a time such as 500ms or 5s, was '5'",
                "echo --host no.such.host.invalid | unknown host 'no.such.host.invalid'",
            })
    void shouldSayWhatIsWrongAndHowToMendIt(String arguments, String sentence) {
        assertThatThrownBy(() -> ServeOptions.parse(List.of(arguments.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void shouldEndWithTwoOnWrongArguments() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exitCode = ReferenceServer.run(new String[] {}, new PrintStream(out), new PrintStream(err));

        assertThat(exitCode).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("a server kind is needed: one of echo, ")
                .hasLineCount(1);
    }

    @Test
    void shouldDescribeEachKindInOneLine() {
        assertThat(ReferenceServer.kinds())
                .hasSize(Kind.values().length)
                .anyMatch(line -> line.matches("busted:lose +reads, never .*by default 1000"));
    }
}
