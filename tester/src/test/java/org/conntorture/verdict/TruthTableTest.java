package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conntorture.verdict.SampleRuns.alone;
import static org.conntorture.verdict.SampleRuns.failing;
import static org.conntorture.verdict.SampleRuns.losing;
import static org.conntorture.verdict.SampleRuns.pair;

import java.util.stream.Stream;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of the verdict rules, and each special case of them, with its reason. */
class TruthTableTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource({"besideCleanControls", "besideFailingControls"})
    void shouldFollowTheTruthTable(String reason, RunBuilder run, Verdict verdict, String said) {
        check(reason, run, verdict, said);
    }

    static void check(String reason, RunBuilder run, Verdict verdict, String said) {
        Judgement judgement = run.judge();

        assertThat(judgement.summary())
                .as(reason)
                .startsWith(verdict + ": ")
                .contains(said)
                .endsWith(".");
        assertThat(judgement.verdict()).as(reason).isEqualTo(verdict);
        assertThat(judgement.findings()).as("each target has its finding").hasSizeGreaterThanOrEqualTo(run.size());
    }

    static Stream<Arguments> besideCleanControls() {
        return Stream.of(
                row("every subject clean, controls clean", pair(), Verdict.PASS, "the control java is clean too"),
                row("clean without a control", alone(), Verdict.PASS, "no control was run"),
                row(
                        "subject fails beside a clean control that would have shown it",
                        losing(pair()),
                        Verdict.FAIL,
                        "the control java is clean, at numbers that would have shown it"),
                row(
                        "subject fails without a control",
                        losing(alone()),
                        Verdict.FAIL,
                        "no control was run, so host and path are not acquitted"),
                row(
                        "unanswered SYNs are the path's, and judged",
                        failing(pair(), FailureKind.CONNECT_TIMEOUT),
                        Verdict.FAIL,
                        "does not answer SYNs"),
                row(
                        "one failure may have missed the control by chance",
                        pair().fails("web", FailureKind.RESET, 2, 3, 1),
                        Verdict.INCONCLUSIVE,
                        "more attempts of it are needed"),
                row(
                        "the control hardly ran",
                        losing(pair()).attemptsPerSecond("java", 1),
                        Verdict.INCONCLUSIVE,
                        "the control java is clean, at numbers that might not have shown it: about 500,000 more"),
                row(
                        "sparse failures of one stay could be one sparse burst",
                        new RunBuilder(2, 18)
                                .control("java")
                                .subject("web")
                                .failsEachTurn("web", FailureKind.NO_REPLY, 1, 8, 11, 14, 17, 20),
                        Verdict.INCONCLUSIVE,
                        "or 2 times the rounds of every target"),
                row(
                        "one turn each cannot tell a fault from a host that changed in between",
                        new RunBuilder(1, 18)
                                .control("java")
                                .subject("web")
                                .alwaysFails("web", FailureKind.CONNECT_REFUSED),
                        Verdict.INCONCLUSIVE,
                        "or 2 times the rounds of every target"));
    }

    static Stream<Arguments> besideFailingControls() {
        return Stream.of(
                row(
                        "both fail alike",
                        losing(pair()).failsEachTurn("java", FailureKind.NO_REPLY, 2, 8, 11, 14),
                        Verdict.INCONCLUSIVE,
                        "the control java (24 of 144,024) fails as well, so the cause may be common"),
                row(
                        "the control fails a little less, which proves nothing",
                        losing(pair()).fails("java", FailureKind.NO_REPLY, 1, 8, 1),
                        Verdict.INCONCLUSIVE,
                        "the cause may be common to all: host or path"),
                row(
                        "a single failing control second cannot excuse a subject that refuses all",
                        pair().alwaysFails("web", FailureKind.CONNECT_REFUSED)
                                .fails("java", FailureKind.RESET, 1, 3, 1),
                        Verdict.FAIL,
                        "the control java (1 of 144,001) is not clean either, but far from failing as often"),
                row(
                        "one turn each beside a control that failed once: the host may have changed in between",
                        new RunBuilder(1, 18)
                                .control("java")
                                .subject("web")
                                .alwaysFails("web", FailureKind.CONNECT_REFUSED)
                                .fails("java", FailureKind.RESET, 1, 3, 1),
                        Verdict.INCONCLUSIVE,
                        "the control java (1 of 36,001) fails as well"),
                row(
                        "a control with one second a fifth as bad may have been hit by the same",
                        pair().alwaysFails("web", FailureKind.CONNECT_REFUSED)
                                .fails("java", FailureKind.CONNECT_REFUSED, 1, 3, 500),
                        Verdict.INCONCLUSIVE,
                        "the control java (500 of 144,500) fails as well"),
                row(
                        "only the control fails",
                        pair().fails("java", FailureKind.RESET, 1, 3, 1),
                        Verdict.INCONCLUSIVE,
                        "java fails though it is a control (1 of 144,001)"));
    }

    static Arguments row(String reason, RunBuilder run, Verdict verdict, String said) {
        return Arguments.of(reason, run, verdict, said);
    }
}
