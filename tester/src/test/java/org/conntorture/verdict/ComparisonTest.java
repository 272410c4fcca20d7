package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Workload;
import org.conntorture.result.TargetMeasurement.Status;
import org.conntorture.verdict.FinishedRuns.Latency;
import org.junit.jupiter.api.Test;

/** Who is blamed for a change, and what a comparison adds to a judgement. */
class ComparisonTest {
    private static RunBuilder run() {
        return new RunBuilder(4, 12).control("java").subject("web");
    }

    private static RunBuilder wrongReplies(RunBuilder run, String target) {
        return run.failsEachTurn(target, FailureKind.WRONG_REPLY, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    /** Each second of a target takes a little longer than the last, so that no two are alike. */
    private static Latency ms(double web, double controls) {
        return (target, block) ->
                1e6 * (target.equals("web") ? web : controls) * (1 + 0.01 * (block.startNs() / 1_000_000_000L % 12));
    }

    @Test
    void shouldBlameNobodyBesideAControlThatHardlyRan() {
        Comparison comparison = FinishedRuns.compare(
                run().attemptsPerSecond("java", 1), wrongReplies(run(), "web").attemptsPerSecond("java", 1));

        assertThat(comparison.change()).isEqualTo(Change.NOT_ENOUGH_DATA);
        assertThat(comparison.summary())
                .contains("but its controls are clean at numbers that might not have shown it")
                .doesNotContain("run both longer");
    }

    @Test
    void shouldNameTheControlThatFailsAsWell() {
        Comparison comparison = FinishedRuns.compare(
                run().control("go"), wrongReplies(wrongReplies(run().control("go"), "web"), "java"));

        assertThat(comparison.change()).isEqualTo(Change.NOT_ENOUGH_DATA);
        assertThat(comparison.summary())
                .contains("but java fails as well, though trusted")
                .doesNotContain("run both longer");
    }

    @Test
    void shouldMeasureBesideAllControls() {
        RunBuilder two = run().control("go");

        assertThat(FinishedRuns.compare(two, ms(1, 1), two, ms(3, 3)).change()).isEqualTo(Change.SAME);
        assertThat(FinishedRuns.compare(two, ms(1, 1), two, ms(3, 1)).change()).isEqualTo(Change.REGRESSED);
    }

    @Test
    void shouldAdviseMoreOfTheSameWhereChanceIsTheDoubt() {
        RunBuilder brief = new RunBuilder(4, 1).control("java").subject("web");

        assertThat(FinishedRuns.compare(brief, brief).summary()).contains("run both longer or in more rounds");
        assertThat(FinishedRuns.compare(run(), run()).summary()).doesNotContain("run both longer");
    }

    @Test
    void shouldRefuseRunsOfAnotherLoad() {
        RunBuilder other = run().workload(Workload.Kind.CLOSE);

        assertThatIllegalArgumentException().isThrownBy(() -> FinishedRuns.compare(run(), other));
    }

    @Test
    void shouldMissSubjectsAndNoControls() {
        RunBuilder idle = run().didNotRun("web", Status.SKIPPED, "web is not on the PATH");

        assertThat(FinishedRuns.compare(run().control("go"), run()).change()).isEqualTo(Change.SAME);
        assertThat(FinishedRuns.compare(idle, run()).change()).isEqualTo(Change.NOT_ENOUGH_DATA);
    }

    @Test
    void shouldKnowWhatWasMeasured() {
        Comparison.TargetChange web = FinishedRuns.compare(run(), ms(1, 1), run(), ms(3, 1)).targets().stream()
                .filter(target -> target.target().equals("web"))
                .findFirst()
                .orElseThrow();

        assertThat(web.measure("failure rate").change()).isEqualTo(Change.SAME);
        assertThat(web.measure("connect p99").change()).isEqualTo(Change.REGRESSED);
        assertThat(web.measure("read p99")).isNull();
    }

    @Test
    void shouldDecideAnOpenJudgementByARegressionAlone() {
        Judgement left = run().reason("web", "its log is full").judge();
        Comparison regressed = FinishedRuns.compare(run(), ms(1, 1), run(), ms(3, 1));
        Comparison open = FinishedRuns.compare(run(), ms(1, 1), run(), ms(1.99, 1));

        assertThat(regressed.added(left).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(regressed.added(left).summary()).startsWith("FAIL: web regressed since base");
        assertThat(open.added(left).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(open.added(left).summary()).isEqualTo(left.summary());
    }
}
