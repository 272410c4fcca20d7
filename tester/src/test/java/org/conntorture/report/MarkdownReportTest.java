package org.conntorture.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.plan.Expectation;
import org.conntorture.result.RunMeasurement;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownReportTest {
    private static final int RANDOM_RUNS = 500;
    private static final String COMMAND = "./conntorture run go-vs-node-vs-pm2.yaml";

    @Test
    void shouldFitIntoAPullRequest() {
        assertThat(MarkdownReport.of(Runs.incident(), Runs.incidentDiagnosis(), Runs.incidentJudgement(), COMMAND))
                .isEqualTo("""
                ### conntorture go-vs-node-vs-pm2

                **FAIL**: pm2-reload loses connections while it is reloaded (17 of 61,000; first at attempt 1,843 after \
                0.9 s); pm2 left alone and the controls java, go and node are clean, at numbers that would have shown it.

                | target | role | attempts | failures | failed, % (95 % interval) | connect p99 | read p99 |
                |---|---|--:|--:|---|--:|--:|
                | java | control | 75,250 | 0 | 0 (0-0.0049) | 110 us | 150 us |
                | go | control | 74,903 | 0 | 0 (0-0.0049) | 118 us | 160 us |
                | node | control | 70,118 | 0 | 0 (0-0.0053) | 130 us | 177 us |
                | node-cluster | subject | - | - | skipped: node is not on the PATH of the tester; install the package \
                nodejs with the package manager of this host, then run again | - | - |
                | pm2 | subject | 61,377 | 0 | 0 (0-0.006) | 145 us | 197 us |
                | pm2-reload | subject | 61,000 | 17 | 0.028 (0.016-0.045) | 150 us | 204 us |

                **Causes**

                - pm2-reload: lost-in-handover, certain, explains 15 of 19: a process of the server accepted the connection \
                and lost it before anything read from it
                  - connected and wrote, no reply; 5 bytes unread, owned by pid 19720

                **More**

                - pm2-reload had 2 attempts without a free source port: widen net.ipv4.ip\\_local\\_port\\_range, or give more \
                --source addresses

                **Run it again**

                ```sh
                ./conntorture run go-vs-node-vs-pm2.yaml
                ```
                """);
    }

    @Test
    void shouldListBrokenAndOpenExpectations() {
        Expectation rate = new Expectation(
                null, "failure_rate < 1%", Expectation.Kind.FAILURE_RATE, "", "", Expectation.Comparison.LESS, 0.01);
        List<Finding> findings = List.of(
                new Finding("java", "keeps failure_rate < 1%: 0 %", Verdict.PASS, rate),
                new Finding("pm2", "breaks failure_rate < 1%: 2 %", Verdict.FAIL, rate),
                new Finding("go", "may keep or break failure_rate < 1%: 1 %", Verdict.INCONCLUSIVE, rate));
        Judgement judgement =
                new Judgement(Verdict.FAIL, "FAIL: pm2 breaks failure_rate < 1%: 2 %.", findings, Map.of());

        assertThat(MarkdownReport.of(Runs.incident(), Diagnosis.NONE, judgement, COMMAND))
                .contains("""

                        **Expectations**

                        - pm2 breaks failure\\_rate \\< 1%: 2 %
                        - go may keep or break failure\\_rate \\< 1%: 1 %

                        **Run it again**
                        """)
                .doesNotContain("**Causes**")
                .doesNotContain("**More**");
    }

    @Test
    void shouldFenceACommandThatHasAFence() {
        assertThat(MarkdownReport.of(
                        Runs.incident(), Diagnosis.NONE, Runs.incidentJudgement(), "run h:1 --payload '```'"))
                .endsWith("````sh\nrun h:1 --payload '```'\n````\n");
    }

    @ParameterizedTest
    @CsvSource({
        "a|b, a\\|b",
        "`code`, \\`code\\`",
        "*bold* and _thin_, \\*bold\\* and \\_thin\\_",
        "<script>, \\<script\\>",
        "[text](link), \\[text\\](link)",
        "'a\u001b\nb', 'a? b'",
        "back\\slash, back\\\\slash"
    })
    void shouldMeanNothingButItself(String said, String written) {
        assertThat(MarkdownReport.escaped(said)).isEqualTo(written);
    }

    @Test
    void shouldKeepItsTableWhateverTheRun() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        for (long i = 0; i < RANDOM_RUNS; i++) {
            RandomRuns random = new RandomRuns(seed + i);
            RunMeasurement run = random.run();
            String report = MarkdownReport.of(run, Diagnosis.NONE, random.judgement(run), COMMAND);

            assertThat(report.lines().filter(line -> line.startsWith("| ")))
                    .as("seed %d", seed + i)
                    .hasSize(1 + run.targets().size())
                    .allMatch(line -> line.replace("\\|", "")
                                    .chars()
                                    .filter(c -> c == '|')
                                    .count()
                            == 8);
        }
    }
}
