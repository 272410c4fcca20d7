package org.conntorture.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.conntorture.plan.Expectation;
import org.conntorture.plan.Expectation.Comparison;
import org.conntorture.plan.Expectation.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationParserTest {
    private final ExpectationParser parser = new ExpectationParser(Set.of("stale-tuple", "blackhole"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failures == 0                     | FAILURES     |             |       | EQUAL   | 0",
                "failures<5k                       | FAILURES     |             |       | LESS    | 5000",
                "failure_rate < 0.01%              | FAILURE_RATE |             |       | LESS    | 0.0001",
                "failure_rate <= 100 %             | FAILURE_RATE |             |       | AT_MOST | 1",
                "connect.p99 < 5ms                 | LATENCY      | connect     | p99   | LESS    | 5000000",
                "connect.p(99.9) <= 1s             | LATENCY      | connect     | p99.9 | AT_MOST | 1000000000",
                "attempt-from-intended.max < 1h30m | LATENCY      | attempt-from-intended | max | LESS | 5400000000000",
                "start-lateness.p99 < 1ms          | LATENCY      | start-lateness | p99 | LESS    | 1000000",
                "counter(TCPSynRetrans) == 0       | COUNTER      | TCPSynRetrans |     | EQUAL   | 0",
                "no cause(stale-tuple)             | CAUSE        | stale-tuple |       | EQUAL   | 0",
                "no cause                          | CAUSE        |             |       | EQUAL   | 0",
            })
    void shouldRead(String text, Kind kind, String name, String statistic, Comparison comparison, double limit) {
        Expectation expected = new Expectation(
                null, text, kind, name == null ? "" : name, statistic == null ? "" : statistic, comparison, limit);

        assertThat(parser.parse("  " + text + " ")).isEqualTo(expected);
    }

    @Test
    void shouldReadWhoseItIs() {
        assertThat(parser.parse("pm2-reload: failure_rate < 1%"))
                .isEqualTo(parser.parse("failure_rate < 1%").of("pm2-reload"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failures                | column 1: is not understood: write failures == 0,",
                "''                      | column 1: is not understood",
                "failures = 0            | column 10: '=' must be <, <= or ==",
                "failures > 0            | column 10: '>' must be <, <= or ==",
                "failures < 0            | column 12: nothing is less than 0; write == 0",
                "failures == few         | column 13: count 'few' is not a number",
                "failures ==             | column 12: count '' is not a number",
                "failure_rate < 0.01     | column 16: '0.01' is not a share such as 0.01%",
                "failure_rate == 1%      | column 17: a rate is never exactly known",
                "failure_rate < 0%       | column 16: a share must be above 0%",
                "failure_rate < 101%     | column 16: a share must be above 0% and at most 100%",
                "conect.p99 < 5ms        | column 1: 'conect.p99' is not failures, failure_rate,",
                "connect.p98 < 5ms       | column 1: 'connect.p98' is not",
                "connect.p99 < 5         | column 15: duration '5' needs a unit",
                "connect.p99 == 5ms      | column 16: a latency is never exactly met",
                "counter() == 0          | column 1: 'counter()' is not",
                "no cause(stale-tupel)   | column 10: no cause is called 'stale-tupel'; did you mean 'stale-tuple'?",
                "no causes               | column 1: is not understood: write no cause, or no cause(stale-tuple)",
                "a: b: failures == 0     | column 1: is not understood",
            })
    void shouldSayInWhichColumnAndWhatIsWrong(String text, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parser.parse(text))
                .withMessageStartingWith("expectation '")
                .withMessageContaining(sentence);
    }
}
