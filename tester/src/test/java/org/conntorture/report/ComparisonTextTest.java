package org.conntorture.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.conntorture.plan.Role;
import org.conntorture.verdict.Change;
import org.conntorture.verdict.Comparison;
import org.conntorture.verdict.Comparison.MeasureChange;
import org.conntorture.verdict.Comparison.TargetChange;
import org.conntorture.verdict.FailureRate;
import org.junit.jupiter.api.Test;

class ComparisonTextTest {
    static final Comparison REGRESSED = new Comparison(
            "results/base",
            "results/now",
            Change.REGRESSED,
            "regressed: nginx (failure rate 0 % -> 0.12 % (0.08 % to 0.17 %)); same: php.",
            List.of(
                    new TargetChange(
                            "java",
                            Role.CONTROL,
                            Change.SAME,
                            List.of(rate(Change.SAME, 0, 0), latency("connect p99", Change.SAME, 500_000, 600_000))),
                    new TargetChange(
                            "nginx", Role.SUBJECT, Change.REGRESSED, List.of(rate(Change.REGRESSED, 0, 0.0012)))),
            List.of("'old' is in 'results/base' alone: it is compared with nothing"));

    private static MeasureChange rate(Change change, double base, double now) {
        return new MeasureChange("failure rate", change, base, now, interval(base), interval(now), "");
    }

    private static FailureRate interval(double rate) {
        return new FailureRate(rate, rate * 0.7, rate * 1.4 + 0.000014);
    }

    private static MeasureChange latency(String name, Change change, double base, double now) {
        return new MeasureChange(name, change, base, now, null, null, "");
    }

    @Test
    void shouldFitIntoATerminal() {
        assertThat(ComparisonText.of(REGRESSED)).isEqualTo("""
                base  results/base
                now   results/now

                                 failed, %          connect          read
                target     run   (95 % interval)        p50     p99   p50  p99
                java       base  0 (0-0.0014)             -  500 us     -    -
                  control  now   0 (0-0.0014)             -  600 us     -    -  same
                nginx      base  0 (0-0.0014)             -       -     -    -
                  subject  now   0.12 (0.084-0.17)        -       -     -    -  regressed

                - 'old' is in 'results/base' alone: it is compared with nothing

                regressed: nginx (failure rate 0 % -> 0.12 % (0.08 % to 0.17 %)); same: php.
                """);
        assertThat(ComparisonText.of(REGRESSED).lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void shouldSayWhereNothingWasCompared() {
        String summary = "not enough data: no subject took load in both runs.";

        assertThat(ComparisonText.of(new Comparison("a", "b", Change.NOT_ENOUGH_DATA, summary, List.of(), List.of())))
                .isEqualTo("base  a\nnow   b\n\n" + summary + "\n");
    }
}
