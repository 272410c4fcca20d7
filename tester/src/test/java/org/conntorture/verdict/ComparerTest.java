package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Workload;
import org.conntorture.result.TargetMeasurement.Status;
import org.conntorture.store.FinishedRun;
import org.conntorture.store.PlanFile;
import org.conntorture.verdict.FinishedRuns.Latency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComparerTest {
    private static RunBuilder run() {
        return run(4, 12);
    }

    private static RunBuilder run(int rounds, int turnSeconds) {
        return new RunBuilder(rounds, turnSeconds).control("java").subject("web");
    }

    private static RunBuilder alone() {
        return new RunBuilder(4, 12).subject("web");
    }

    private static RunBuilder wrongReplies(RunBuilder run, String target, long aSecond) {
        return run.failsEachTurn(target, FailureKind.WRONG_REPLY, aSecond, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    /** 18 seconds long. */
    private static RunBuilder burst(RunBuilder run) {
        for (int second = 0; second < 18; second++) {
            run.fails("web", FailureKind.RESET, 1 + second / 12, second % 12, 900);
        }
        return run;
    }

    static Stream<Arguments> rates() {
        return Stream.of(
                rates("nothing failed in either", run(), run(), Change.SAME),
                rates("it began to fail", run(), wrongReplies(run(), "web", 2), Change.REGRESSED),
                rates(
                        "it failed twice as often and more",
                        wrongReplies(run(), "web", 2),
                        wrongReplies(run(), "web", 5),
                        Change.REGRESSED),
                rates(
                        "it failed half as often again, which is not worth it",
                        wrongReplies(run(), "web", 4),
                        wrongReplies(run(), "web", 6),
                        Change.SAME),
                rates("it ceased to fail", wrongReplies(run(), "web", 2), run(), Change.IMPROVED),
                rates(
                        "it ceased to fail, as its control did",
                        wrongReplies(wrongReplies(run(), "web", 2), "java", 2),
                        run(),
                        Change.SAME),
                rates(
                        "the control fails too, far less often",
                        run(),
                        wrongReplies(run(), "web", 100).fails("java", FailureKind.WRONG_REPLY, 2, 5, 1),
                        Change.REGRESSED),
                rates(
                        "one burst may come at any time",
                        run(),
                        run().fails("web", FailureKind.RESET, 2, 5, 900),
                        Change.NOT_ENOUGH_DATA),
                rates(
                        "the control fails as well",
                        run(),
                        wrongReplies(wrongReplies(run(), "web", 2), "java", 2),
                        Change.NOT_ENOUGH_DATA),
                rates("only the control fails", run(), wrongReplies(run(), "java", 2), Change.NOT_ENOUGH_DATA),
                rates("too few attempts exclude a rate worth reporting", run(4, 1), run(4, 1), Change.NOT_ENOUGH_DATA),
                rates(
                        "what the tester failed in accuses nobody",
                        run(),
                        run().failsEachTurn("web", FailureKind.PORTS_EXHAUSTED, 50, 0, 3, 6, 9),
                        Change.SAME),
                rates(
                        "without a control all turns but a burst's worth fail",
                        alone(),
                        wrongReplies(alone(), "web", 2),
                        Change.REGRESSED),
                rates("without a control a burst may last as long", alone(), burst(alone()), Change.NOT_ENOUGH_DATA));
    }

    private static Arguments rates(String reason, RunBuilder base, RunBuilder now, Change change) {
        return Arguments.of(reason, base, now, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rates")
    void shouldCompareFailureRates(String reason, RunBuilder base, RunBuilder now, Change change) {
        Comparison comparison = FinishedRuns.compare(base, now);

        assertThat(comparison.change()).as(comparison.summary()).isEqualTo(change);
        assertThat(comparison.summary()).startsWith(change.text() + ": ").endsWith(".");
    }

    /** Each second of a target takes a little longer than the last, so that no two are alike. */
    private static Latency ms(double web, double java) {
        return (target, block) ->
                1e6 * (target.equals("web") ? web : java) * (1 + 0.01 * (block.startNs() / 1_000_000_000L % 12));
    }

    static Stream<Arguments> latencies() {
        return Stream.of(
                latencies("nothing changed", run(), ms(1, 1), ms(1, 1), Change.SAME),
                latencies("three times as slow", run(), ms(1, 1), ms(3, 1), Change.REGRESSED),
                latencies("as slow as its control became", run(), ms(1, 1), ms(3, 3), Change.SAME),
                latencies("slower by less than is worth reporting", run(), ms(1, 1), ms(1.5, 1), Change.SAME),
                latencies("a third", run(), ms(3, 1), ms(1, 1), Change.IMPROVED),
                latencies(
                        "as before, while the control became faster",
                        run(),
                        ms(1, 1),
                        ms(1, 0.3),
                        Change.NOT_ENOUGH_DATA),
                latencies("nearly twice", run(), ms(1, 1), ms(1.99, 1), Change.NOT_ENOUGH_DATA),
                latencies("without a control the host may be quicker", alone(), ms(3, 1), ms(1, 1), Change.SAME),
                latencies("three rounds are enough", run(3, 16), ms(1, 1), ms(3, 1), Change.REGRESSED),
                latencies(
                        "without a control the host may be slower",
                        alone(),
                        ms(1, 1),
                        ms(3, 1),
                        Change.NOT_ENOUGH_DATA),
                latencies("two rounds even out nothing", run(2, 24), ms(1, 1), ms(3, 1), Change.NOT_ENOUGH_DATA));
    }

    private static Arguments latencies(String reason, RunBuilder run, Latency base, Latency now, Change change) {
        return Arguments.of(reason, run, base, now, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("latencies")
    void shouldCompareLatenciesBesideTheControl(
            String reason, RunBuilder run, Latency base, Latency now, Change change) {
        Comparison comparison = FinishedRuns.compare(run, base, run, now);

        assertThat(comparison.change()).as(comparison.summary()).isEqualTo(change);
    }

    @Test
    void shouldSayWhatRegressedByHowMuch() {
        RunBuilder now = wrongReplies(run().subject("php"), "web", 2);

        assertThat(FinishedRuns.compare(run().subject("php"), ms(1, 1), now, ms(3, 1))
                        .summary())
                .isEqualTo(
                        "regressed: web (failure rate 0 % -> 0.1 % (0.081 % to 0.12 %), connect p50 1.1 ms -> 3.2 ms,"
                                + " connect p99 11 ms -> 32 ms); same: php.");
        assertThat(FinishedRuns.compare(run(), ms(1, 1), run(), ms(1, 3)).summary())
                .isEqualTo("same: web; the control java (connect p50 1.1 ms -> 3.2 ms, connect p99 11 ms -> 32 ms) is"
                        + " worse itself.");
    }

    @Test
    void shouldTellWhatIsNotCompared() {
        RunBuilder base = run().subject("old").subject("php");
        RunBuilder now = run().subject("new").subject("php").didNotRun("php", Status.SKIPPED, "php is not on the PATH");

        assertThat(FinishedRuns.compare(base, now).notes())
                .containsExactly(
                        "'old' is in 'base' alone: it is compared with nothing",
                        "'php' took no load in 'now' (php is not on the PATH): it is compared with nothing",
                        "'new' is in 'now' alone: it is compared with nothing");
        assertThat(FinishedRuns.compare(new RunBuilder(4, 12).subject("a"), new RunBuilder(4, 12).subject("b"))
                        .summary())
                .isEqualTo("not enough data: no subject took load in both runs.");
    }

    @Test
    void shouldLeaveOpenWhatBecameOfASubjectThatIsGone() {
        RunBuilder two = run().subject("php");

        assertThat(FinishedRuns.compare(two, run()).change()).isEqualTo(Change.NOT_ENOUGH_DATA);
        assertThat(FinishedRuns.compare(
                                two, run().subject("php").didNotRun("php", Status.SKIPPED, "php is not on the PATH"))
                        .change())
                .isEqualTo(Change.NOT_ENOUGH_DATA);
        assertThat(FinishedRuns.compare(run(), two).change()).isEqualTo(Change.SAME);
    }

    @Test
    void shouldRefuseAnotherScenarioOrLoad() {
        FinishedRun base = FinishedRuns.of("old", run().build(), FinishedRuns.STEADY);
        PlanFile same = base.plan();
        PlanFile renamed = new PlanFile(
                "other", same.load(), same.connectTimeout(), same.replyTimeout(), same.closeTimeout(), same.roles());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparer.requireComparable(base, renamed))
                .withMessage("plan.json of 'old' is of scenario 'test', not 'other': compare runs of one scenario");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparer.requireComparable(
                        base,
                        PlanFile.of(run().workload(Workload.Kind.CLOSE).build().plan())))
                .withMessageStartingWith("plan.json of 'old' has another load (workload {\"kind\":\"echo\"")
                .withMessageEndingWith("): compare runs with the same settings, whatever their length");
        Comparer.requireComparable(base, PlanFile.of(run(7, 3).build().plan()));
    }

    @Test
    void shouldAddToTheJudgement() {
        Judgement clean = run().judge();
        Comparison regressed = FinishedRuns.compare(run(), ms(1, 1), run(), ms(3, 1));
        Comparison open = FinishedRuns.compare(run(), ms(1, 1), run(), ms(1.99, 1));
        Judgement failing = wrongReplies(run(), "web", 2).judge();

        assertThat(regressed.added(clean).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(regressed.added(clean).summary())
                .isEqualTo("FAIL: web regressed since base: connect p50 1.1 ms -> 3.2 ms, connect p99 11 ms -> 32 ms.");
        assertThat(regressed.added(clean).findings())
                .contains(new Finding(
                        "web",
                        "regressed since base: connect p50 1.1 ms -> 3.2 ms, connect p99 11 ms -> 32 ms",
                        Verdict.FAIL,
                        null,
                        true));
        assertThat(open.added(clean).summary()).startsWith("INCONCLUSIVE: web may have regressed since base: connect");
        assertThat(open.added(clean).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(open.added(failing).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(open.added(failing).summary()).isEqualTo(failing.summary());
        assertThat(FinishedRuns.compare(run(), run()).added(clean)).isEqualTo(clean);
        assertThat(List.of(regressed.outcome(), open.outcome())).containsExactly(Verdict.FAIL, Verdict.INCONCLUSIVE);
    }
}
