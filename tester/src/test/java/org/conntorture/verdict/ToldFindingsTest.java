package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
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
import org.conntorture.plan.Workload;
import org.junit.jupiter.api.Test;

/** Which findings and causes the one sentence tells, and which it leaves to the list below it. */
class ToldFindingsTest {
    private static Cause cause(CauseId id, long explains) {
        return new Cause(id, Confidence.CERTAIN, explains, List.of("seen"), List.of());
    }

    private static Judgement judge(RunBuilder run, Cause... causes) {
        return Judge.judge(run.build(), new Diagnosis(Map.of("web", List.of(causes)), Map.of(), Map.of()));
    }

    private static boolean isTold(Judgement judgement, String target) {
        return judgement.findings().stream()
                .filter(finding -> target.equals(finding.target()))
                .allMatch(Finding::inSummary);
    }

    private static RunBuilder bothRefusing() {
        return pair().alwaysFails("web", FailureKind.CONNECT_REFUSED)
                .subject("api")
                .alwaysFails("api", FailureKind.CONNECT_REFUSED);
    }

    @Test
    void shouldNameNoCauseOfHalfTheFailures() {
        RunBuilder run = pair().alwaysFails("web", FailureKind.CONNECT_REFUSED);

        assertThat(judge(run, cause(CauseId.NO_LISTENER, 72_000)).summary()).doesNotContain("no-listener");
        assertThat(judge(run, cause(CauseId.NO_LISTENER, 72_001)).summary()).contains("cause no-listener");
    }

    @Test
    void shouldNameTheCauseOfTheTargetsFailuresBesideTheTestersOwn() {
        RunBuilder run = losing(pair()).failsEachTurn("web", FailureKind.PORTS_EXHAUSTED, 99, 5);

        Judgement judgement = judge(run, cause(CauseId.PORT_EXHAUSTION, 396), cause(CauseId.NO_REPLY, 24));
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.summary()).contains("cause no-reply").doesNotContain("port-exhaustion");
    }

    @Test
    void shouldAcquitByWhatEachFailureShowsThoughTheControlFailsForAnotherReason() {
        RunBuilder both =
                pair().fails("web", FailureKind.NO_REPLY, 2, 3, 1).fails("java", FailureKind.NO_REPLY, 2, 4, 1);
        Cause seen = new Cause(CauseId.LOST_IN_HANDOVER, Confidence.CERTAIN, 1, List.of("seen"), List.of(), true);
        Map<String, List<Cause>> causes = Map.of("web", List.of(seen), "java", List.of(cause(CauseId.PACKET_LOSS, 1)));

        assertThat(Judge.judge(both.build(), new Diagnosis(causes, Map.of(), Map.of()))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void shouldAccuseOnlyTheProven() {
        Judgement judgement = losing(pair())
                .subject("api")
                .fails("api", FailureKind.RESET, 2, 3, 1)
                .judge();

        assertThat(judgement.summary())
                .startsWith("FAIL: web loses connections")
                .doesNotContain("api");
        assertThat(judgement.outcome("api")).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(isTold(judgement, "web")).isTrue();
        assertThat(isTold(judgement, "api")).isFalse();
    }

    @Test
    void shouldMarkOfSeveralAccusedThoseOfWhomThereIsNoMoreToTell() {
        Judgement alike = bothRefusing().judge();
        assertThat(List.of(isTold(alike, "web"), isTold(alike, "api"))).containsExactly(true, true);

        Judgement remarked = bothRefusing().reason("api", "its log is full").judge();
        assertThat(remarked.summary()).startsWith("FAIL: ").doesNotContain("its log is full");
        assertThat(List.of(isTold(remarked, "web"), isTold(remarked, "api"))).containsExactly(true, false);
    }

    @Test
    void shouldNotTellABrokenLimitOfFailuresBesideTheFailures() {
        Judgement judgement = losing(pair())
                .connectsIn("web", Duration.ofMillis(1))
                .expect("failures == 0", "connect.p99 < 5ms")
                .judge();

        assertThat(judgement.summary()).startsWith("FAIL: web loses").doesNotContain("breaks", "keeps");
    }

    @Test
    void shouldTellThreeOpenFindingsAndCountTheRest() {
        RunBuilder run = pair().reason("web", "one")
                .subject("b")
                .reason("b", "two")
                .subject("c")
                .reason("c", "three");
        assertThat(run.judge().summary()).contains("three").doesNotContain("more finding");

        run.subject("d").reason("d", "four");
        assertThat(run.judge().summary()).contains("three; and 1 more finding.").doesNotContain("four");

        run.subject("e").reason("e", "five");
        assertThat(run.judge().summary()).contains("three; and 2 more findings.");
    }

    @Test
    void shouldTellOfSubjectsBeforeControls() {
        assertThat(pair().reason("java", "one").reason("web", "two").judge().summary())
                .isEqualTo("INCONCLUSIVE: web had no failure, but: two; java had no failure, but: one.");
    }

    @Test
    void shouldNameTenSubjectsAndCountMore() {
        RunBuilder run = pair();
        for (int i = 2; i <= 10; i++) {
            run.subject("web" + i);
        }
        assertThat(run.judge().summary()).contains("web9 and web10 are clean");

        assertThat(run.subject("web11").judge().summary()).contains("11 subjects are clean");
    }

    @Test
    void shouldTellOfSubjectsAloneWhatTheWorkloadDoesNotSee() {
        Judgement judgement = pair().workload(Workload.Kind.CLOSE).judge();

        assertThat(judgement.findings())
                .extracting(Finding::target, finding -> finding.text().contains("does not see lost work"))
                .containsExactly(tuple("java", false), tuple("web", true));
    }

    @Test
    void shouldNotTellAFailingControlTwice() {
        RunBuilder both = losing(pair()).failsEachTurn("java", FailureKind.NO_REPLY, 2, 8, 11, 14);

        assertThat(both.judge().summary())
                .contains("the control java (24 of 144,024) fails as well")
                .doesNotContain("though it is a control");
        assertThat(both.expect("failure_rate < 1%").judge().summary())
                .as("no charge is left that would name it")
                .contains("java fails though it is a control (24 of 144,024)");
    }

    @Test
    void shouldTellWhatBefellACleanControlBesideOneThatFails() {
        RunBuilder run = losing(pair())
                .reason("java", "its log is full")
                .control("go")
                .failsEachTurn("go", FailureKind.NO_REPLY, 2, 8, 11, 14);

        assertThat(run.judge().summary())
                .startsWith("INCONCLUSIVE: ")
                .contains("the control go (24 of 144,024) fails as well")
                .contains("java had no failure, but: its log is full");
    }
}
