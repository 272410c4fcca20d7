package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conntorture.verdict.SampleRuns.alone;
import static org.conntorture.verdict.SampleRuns.disturbed;
import static org.conntorture.verdict.SampleRuns.failing;
import static org.conntorture.verdict.SampleRuns.losing;
import static org.conntorture.verdict.SampleRuns.pair;

import java.time.Duration;
import java.util.stream.Stream;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Workload;
import org.conntorture.result.TargetMeasurement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of the verdict rules, and each special case of them, with its reason. */
class TruthTableTest {
    private static final TargetMeasurement.Status SKIPPED = TargetMeasurement.Status.SKIPPED;
    private static final TargetMeasurement.Status NOT_READY = TargetMeasurement.Status.NOT_READY;

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "besideCleanControls",
        "besideFailingControls",
        "ofTheTestersOwn",
        "ofTargetsThatDidNotRun",
        "ofRunsThatShowLess"
    })
    void shouldFollowTheTruthTable(String reason, RunBuilder run, Verdict verdict, String said) {
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

    static Stream<Arguments> ofTheTestersOwn() {
        return Stream.of(
                row(
                        "only the tester's own: ports",
                        pair().alwaysFails("web", FailureKind.PORTS_EXHAUSTED),
                        Verdict.INCONCLUSIVE,
                        "give more --source addresses, --close rst or a lower --rate"),
                row(
                        "only the tester's own: descriptors",
                        pair().fails("web", FailureKind.DESCRIPTORS_EXHAUSTED, 1, 1, 9),
                        Verdict.INCONCLUSIVE,
                        "raise ulimit -n"),
                row(
                        "only the tester's own, at the control",
                        pair().fails("java", FailureKind.PORT_IN_USE, 1, 1, 9),
                        Verdict.INCONCLUSIVE,
                        "give other or more --source-ports"),
                row(
                        "only the tester's own: a socket connected to itself",
                        alone().alwaysFails("web", FailureKind.SELF_CONNECT),
                        Verdict.INCONCLUSIVE,
                        "check that something listens there"),
                row(
                        "a shortage of ports makes no lost reply",
                        losing(pair()).failsEachTurn("web", FailureKind.PORTS_EXHAUSTED, 99, 5),
                        Verdict.FAIL,
                        "web loses connections (24 of 144,024"),
                row(
                        "a stalled tester may make lost replies",
                        losing(pair()).failsEachTurn("web", FailureKind.TESTER_STALLED, 1, 5),
                        Verdict.INCONCLUSIVE,
                        "give fewer workers (-c) or take other load off this host"),
                row(
                        "a host without memory may make lost replies",
                        losing(pair()).failsEachTurn("web", FailureKind.MEMORY_EXHAUSTED, 1, 5),
                        Verdict.INCONCLUSIVE,
                        "raise net.ipv4.tcp_mem"),
                row(
                        "a stall of one round makes nothing in the others",
                        losing(pair()).fails("web", FailureKind.TESTER_STALLED, 1, 5, 1),
                        Verdict.FAIL,
                        "6 more failures may be the tester's own and do not count"),
                row(
                        "of several shortages the most frequent is told",
                        alone().fails("web", FailureKind.DESCRIPTORS_EXHAUSTED, 1, 1, 9)
                                .fails("web", FailureKind.PORTS_EXHAUSTED, 1, 2, 99),
                        Verdict.INCONCLUSIVE,
                        "in 108 of 144,108 attempts (no free source port"),
                row(
                        "a stall that spoiled no attempt makes none: the loop's clock stood still too",
                        losing(pair()).longestStall(Duration.ofMillis(2_501)),
                        Verdict.FAIL,
                        "loses connections"),
                row(
                        "a stall refuses nothing",
                        pair().alwaysFails("web", FailureKind.CONNECT_REFUSED).longestStall(Duration.ofSeconds(9)),
                        Verdict.FAIL,
                        "refuses connections"),
                row(
                        "a stall may have made the control's time-out, which still does not acquit",
                        losing(pair())
                                .fails("java", FailureKind.CONNECT_TIMEOUT, 1, 11, 1)
                                .fails("java", FailureKind.TESTER_STALLED, 1, 11, 1),
                        Verdict.INCONCLUSIVE,
                        "the control java"));
    }

    static Stream<Arguments> ofTargetsThatDidNotRun() {
        return Stream.of(
                row(
                        "a required subject was skipped",
                        pair().subject("pm2").didNotRun("pm2", SKIPPED, "npm is missing"),
                        Verdict.INCONCLUSIVE,
                        "pm2 skipped: npm is missing"),
                row(
                        "an optional subject was skipped",
                        pair().subject("pm2").optional("pm2").didNotRun("pm2", SKIPPED, "npm is missing"),
                        Verdict.PASS,
                        "web is clean"),
                row(
                        "the only subject was skipped",
                        new RunBuilder(2, 5)
                                .control("java")
                                .subject("pm2")
                                .optional("pm2")
                                .didNotRun("pm2", SKIPPED, "npm is missing"),
                        Verdict.INCONCLUSIVE,
                        "no subject took load"),
                row(
                        "an optional target is there and does not start",
                        pair().subject("pm2").optional("pm2").didNotRun("pm2", NOT_READY, "exit 1"),
                        Verdict.INCONCLUSIVE,
                        "pm2 did not become ready: exit 1"),
                row(
                        "a required control did not start and the subject fails",
                        losing(pair()).didNotRun("java", NOT_READY, "exit 1"),
                        Verdict.INCONCLUSIVE,
                        "the control java took no load, so host and path are not acquitted"),
                row(
                        "a required control was skipped and the subject fails",
                        losing(pair()).didNotRun("java", SKIPPED, "no java"),
                        Verdict.INCONCLUSIVE,
                        "the control java took no load, so host and path are not acquitted"),
                row(
                        "an optional control did not start and the subject fails",
                        losing(pair()).optional("java").didNotRun("java", NOT_READY, "exit 1"),
                        Verdict.INCONCLUSIVE,
                        "the control java took no load, so host and path are not acquitted"),
                row(
                        "an optional control was skipped and the subject fails",
                        losing(pair()).optional("java").didNotRun("java", SKIPPED, "no java"),
                        Verdict.FAIL,
                        "no control was run"),
                row(
                        "a proven fault outranks a target that did not start",
                        losing(pair()).subject("pm2").didNotRun("pm2", NOT_READY, "exit 1"),
                        Verdict.FAIL,
                        "web loses"));
    }

    static Stream<Arguments> ofRunsThatShowLess() {
        return Stream.of(
                row(
                        "no attempt was made",
                        pair().attemptsPerSecond("web", 0),
                        Verdict.INCONCLUSIVE,
                        "web made no attempt"),
                row(
                        "interrupted with nothing found",
                        pair().interrupted(),
                        Verdict.INCONCLUSIVE,
                        "interrupted before anything was found"),
                row("interrupted with failures", losing(pair()).interrupted(), Verdict.FAIL, "web loses connections"),
                row(
                        "the tester could not finish",
                        pair().trouble("disk full"),
                        Verdict.INCONCLUSIVE,
                        "the tester could not finish the run: disk full"),
                row(
                        "a disturbance that never came proves nothing",
                        disturbed().noDisturbanceStarted("pm2-reload"),
                        Verdict.INCONCLUSIVE,
                        "pm2-reload was never disturbed"),
                row(
                        "a target that something befell is not clean",
                        pair().reason("web", "its disturbance timed out"),
                        Verdict.INCONCLUSIVE,
                        "web had no failure, but: its disturbance timed out"),
                row("not one reply: asks", pair().neverAnswers("web"), Verdict.FAIL, "is this an echo server?"),
                row(
                        "close cannot see lost work",
                        pair().workload(Workload.Kind.CLOSE),
                        Verdict.PASS,
                        "workload close does not see lost work"));
    }

    private static Arguments row(String reason, RunBuilder run, Verdict verdict, String said) {
        return Arguments.of(reason, run, verdict, said);
    }
}
