package org.conntorture.verdict;

import static org.conntorture.verdict.SampleRuns.alone;
import static org.conntorture.verdict.SampleRuns.disturbed;
import static org.conntorture.verdict.SampleRuns.losing;
import static org.conntorture.verdict.SampleRuns.pair;
import static org.conntorture.verdict.TruthTableTest.row;

import java.time.Duration;
import java.util.stream.Stream;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Workload;
import org.conntorture.result.TargetMeasurement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of the verdict rules for runs that the tester, the host or a target spoiled. */
class SpoiledRunsTest {
    private static final TargetMeasurement.Status SKIPPED = TargetMeasurement.Status.SKIPPED;
    private static final TargetMeasurement.Status NOT_READY = TargetMeasurement.Status.NOT_READY;

    @ParameterizedTest(name = "{0}")
    @MethodSource({"ofTheTestersOwn", "ofTargetsThatDidNotRun", "ofRunsThatShowLess"})
    void shouldFollowTheTruthTable(String reason, RunBuilder run, Verdict verdict, String said) {
        TruthTableTest.check(reason, run, verdict, said);
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
}
