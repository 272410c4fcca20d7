package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.conntorture.verdict.SampleRuns.alone;
import static org.conntorture.verdict.SampleRuns.disturbedAndLosing;
import static org.conntorture.verdict.SampleRuns.losing;
import static org.conntorture.verdict.SampleRuns.pair;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.api.Test;

/** The sentences a user reads. */
class JudgeTest {
    @Test
    void shouldNameTargetDisturbanceTwinAndControls() {
        Judgement judgement = disturbedAndLosing().judge();

        assertThat(judgement.summary())
                .isEqualTo("FAIL: pm2-reload loses connections while it is reloaded (24 of 144,024; first at attempt"
                        + " 1,843 after 0.9 s); pm2 left alone and the controls java, go and node are clean, at numbers"
                        + " that would have shown it.");
        assertThat(judgement.findings())
                .extracting(Finding::target, Finding::outcome)
                .containsExactly(
                        tuple("java", Verdict.PASS),
                        tuple("go", Verdict.PASS),
                        tuple("node", Verdict.PASS),
                        tuple("pm2", Verdict.PASS),
                        tuple("pm2-reload", Verdict.FAIL));
    }

    @Test
    void shouldTellSeveralFailingSubjectsInOneSentence() {
        RunBuilder run = disturbedAndLosing().subject("handover").alwaysFails("handover", FailureKind.CONNECT_REFUSED);

        assertThat(run.judge().summary())
                .isEqualTo("FAIL: handover refuses connections (144,000 of 144,000; first at attempt 1,843 after 0.9 s)"
                        + " and pm2-reload loses connections while it is reloaded (24 of 144,024; first at attempt"
                        + " 1,843 after 0.9 s); pm2 left alone and the controls java, go and node are clean, at numbers"
                        + " that would have shown it.");
    }

    /** Reports leave out what the summary has told, and know it by this alone. */
    @Test
    void shouldMarkTheFindingsThatItsSummaryTells() {
        List<RunBuilder> runs = List.of(
                pair(),
                losing(pair()),
                losing(alone()),
                disturbedAndLosing(),
                pair().failsEachTurn("java", FailureKind.NO_REPLY, 2, 8),
                pair().startsLateIn("web", Duration.ofMillis(7)).expect("start-lateness.p99 < 1ms"),
                losing(pair()).startsLateIn("web", Duration.ofMillis(7)).expect("start-lateness.p99 < 1ms"),
                losing(pair()).expect("failures == 0"));
        for (RunBuilder run : runs) {
            Judgement judgement = run.judge();
            assertThat(judgement.findings())
                    .filteredOn(finding -> finding.outcome() != Verdict.PASS)
                    .allSatisfy(finding -> assertThat(finding.inSummary())
                            .as("%s of %s", finding, judgement.summary())
                            .isEqualTo(judgement.summary().contains(finding.text())));
        }
    }

    @Test
    void shouldSayThatTheDisturbanceIsNotTheDifference() {
        RunBuilder run = disturbedAndLosing().failsEachTurn("pm2", FailureKind.NO_REPLY, 2, 8, 11, 14);

        assertThat(run.judge().summary())
                .contains("pm2-reload loses connections (24 of")
                .contains("pm2 loses connections (24 of")
                .contains("pm2 left alone fails as well, so the disturbance is not the difference")
                .doesNotContain("while it is reloaded");
    }

    @Test
    void shouldNameTheCauseOfMostFailures() {
        RunBuilder run = pair().alwaysFails("web", FailureKind.CONNECT_REFUSED);

        assertThat(judge(run, cause(CauseId.NO_LISTENER, Confidence.CERTAIN)).summary())
                .contains("web refuses connections (144,000 of 144,000; first at attempt 1,843 after 0.9 s; cause"
                        + " no-listener)");
        assertThat(judge(run, cause(CauseId.NO_LISTENER, Confidence.POSSIBLE)).summary())
                .doesNotContain("no-listener");
    }

    @Test
    void shouldNotAccuseASubjectOfWhatTheTestersOwnHostDid() {
        RunBuilder run = pair().alwaysFails("web", FailureKind.UNREACHABLE);

        assertThat(judge(run, cause(CauseId.FIREWALL_REJECT, Confidence.CERTAIN))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        Judgement judgement = judge(run, cause(CauseId.LOCAL_POLICY, Confidence.CERTAIN));
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.summary())
                .contains("the fault is on the tester's own host: a route or a policy of the tester's host forbids");
    }

    @Test
    void shouldNeedNoControlWhereEachFailureShowsWhoseItIs() {
        RunBuilder few = pair().fails("web", FailureKind.NO_REPLY, 2, 3, 1);
        Cause seen = new Cause(CauseId.LOST_IN_HANDOVER, Confidence.CERTAIN, 1, List.of("seen"), List.of(), true);
        Cause counted = new Cause(CauseId.LOST_IN_HANDOVER, Confidence.CERTAIN, 1, List.of("seen"), List.of());

        assertThat(judge(few, counted).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        Judgement judgement = judge(few, seen);
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.summary())
                .endsWith(
                        "cause lost-in-handover); each failure itself shows whose it is, which acquits host and path.");
        assertThat(judge(alone().fails("web", FailureKind.NO_REPLY, 2, 3, 1), seen)
                        .summary())
                .contains("no control was run, but each failure itself shows whose it is");
    }

    @Test
    void shouldNeedNoControlWhereFailuresShowInDifferentWaysWhoseTheyAre() {
        RunBuilder two = pair().fails("web", FailureKind.NO_REPLY, 2, 3, 1).fails("web", FailureKind.RESET, 2, 4, 1);
        Cause lost = new Cause(CauseId.LOST_IN_HANDOVER, Confidence.CERTAIN, 1, List.of("seen"), List.of(), true);
        Cause reset = new Cause(CauseId.RESET_UNREAD_DATA, Confidence.CERTAIN, 1, List.of("seen"), List.of(), true);

        assertThat(judge(two, lost).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(two, lost, reset).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void shouldTakeAnAnswerForTheServersOwn() {
        assertThat(pair().fails("web", FailureKind.SERVICE_UNAVAILABLE, 2, 3, 1)
                        .judge()
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(pair().fails("web", FailureKind.SERVICE_UNAVAILABLE, 2, 3, 1)
                        .fails("java", FailureKind.SERVICE_UNAVAILABLE, 2, 4, 1)
                        .judge()
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void shouldAcquitNobodyByWhatBefellAControlToo() {
        RunBuilder both =
                pair().fails("web", FailureKind.NO_REPLY, 2, 3, 1).fails("java", FailureKind.NO_REPLY, 2, 4, 1);
        Cause seen = new Cause(CauseId.LOST_IN_HANDOVER, Confidence.CERTAIN, 1, List.of("seen"), List.of(), true);
        Map<String, List<Cause>> causes = Map.of("web", List.of(seen), "java", List.of(seen));

        assertThat(Judge.judge(both.build(), new Diagnosis(causes, Map.of(), Map.of()))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(both, seen).verdict()).isEqualTo(Verdict.FAIL);
    }

    private static Cause cause(CauseId id, Confidence confidence) {
        return new Cause(id, confidence, 144_000, List.of("seen"), List.of());
    }

    private static Judgement judge(RunBuilder run, Cause... causes) {
        return Judge.judge(run.build(), new Diagnosis(Map.of("web", List.of(causes)), Map.of(), Map.of()));
    }

    @Test
    void shouldBoundCleanSubject() {
        assertThat(alone().judge().summary())
                .isEqualTo("PASS: web is clean: 0 of 144,000 attempts failed (at most 0.0021 %, 95 %);"
                        + " no control was run.");
    }

    @Test
    void shouldTellOfManyCleanSubjectsInOneFigure() {
        RunBuilder run = alone();
        for (int i = 2; i <= 1000; i++) {
            run.subject("web" + i);
        }

        assertThat(run.judge().summary())
                .isEqualTo("PASS: 1,000 subjects are clean: 0 of 144,000,000 attempts failed in all (of none more than"
                        + " 0.0021 %, 95 %); no control was run.");
    }

    @Test
    void shouldAskForTheAttemptsThatWouldAcquit() {
        assertThat(pair().fails("web", FailureKind.RESET, 2, 3, 1).judge().summary())
                .isEqualTo("INCONCLUSIVE: web resets connections (1 of 144,001; first at attempt 1,843 after 0.9 s);"
                        + " the control java is clean, at numbers that might not have shown it: about 2,600,000 more"
                        + " attempts of it are needed, or 5 times the rounds of every target.");
    }

    @Test
    void shouldConvictOnceTheControlHasTheAttemptsAskedFor() {
        RunBuilder run = new RunBuilder(1, 20)
                .control("java")
                .subject("web")
                .control("go")
                .control("node");
        for (int i = 1; i <= 17; i++) {
            run.control("more" + i);
        }
        run.fails("web", FailureKind.RESET, 1, 10, 1);

        assertThat(run.judge().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void shouldRateEveryTargetThatTookLoad() {
        Judgement judgement = losing(pair()).judge();

        assertThat(judgement.rates()).containsOnlyKeys("java", "web");
        assertThat(judgement.rates().get("web").estimate()).isEqualTo(24 / 144_024.0);
        assertThat(judgement.rates().get("java").high95())
                .isLessThan(judgement.rates().get("web").low95());
    }
}
