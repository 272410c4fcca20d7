package org.conntorture.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.plan.Expectation;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** The escapes are those of GitHub's workflow commands. */
class GithubAnnotationsTest {
    @Test
    void shouldTellEachFailureWithItsCause() {
        assertThat(GithubAnnotations.of(Runs.incidentDiagnosis(), Runs.incidentJudgement()))
                .isEqualTo("""
                ::error title=conntorture%3A pm2-reload::pm2-reload loses connections while it is reloaded (17 of 61,000; \
                first at attempt 1,843 after 0.9 s)%0Acause: lost-in-handover, certain: a process of the server accepted \
                the connection and lost it before anything read from it%0Aconnected and wrote, no reply; 5 bytes unread, \
                owned by pid 19720
                ::warning title=conntorture%3A pm2-reload::pm2-reload had 2 attempts without a free source port: widen \
                net.ipv4.ip_local_port_range, or give more --source addresses%0Acause: lost-in-handover, certain: a process \
                of the server accepted the connection and lost it before anything read from it%0Aconnected and wrote, no \
                reply; 5 bytes unread, owned by pid 19720
                """);
    }

    @Test
    void shouldEscapeWhatWouldEndTheLine() {
        Expectation rate = new Expectation(
                "web", "failure_rate < 1%", Expectation.Kind.FAILURE_RATE, "", "", Expectation.Comparison.LESS, 0.01);

        assertThat(of(new Finding("a,b:c", "breaks failure_rate < 1%: 2 %\r\n::error::x", Verdict.FAIL, rate)))
                .isEqualTo("::error title=conntorture%3A a%2Cb%3Ac::a,b:c breaks failure_rate < 1%25: 2 %25"
                        + "%0D%0A::error::x\n");
    }

    @Test
    void shouldWarnOfTheWholeRun() {
        assertThat(of(new Finding(null, "no subject took load", Verdict.INCONCLUSIVE)))
                .isEqualTo("::warning title=conntorture%3A the run::no subject took load\n");
    }

    @Test
    void shouldSayNothingWhereAllIsWell() {
        assertThat(of(new Finding("web", "is clean", Verdict.PASS))).isEmpty();
    }

    private static String of(Finding finding) {
        return GithubAnnotations.of(
                Diagnosis.NONE, new Judgement(Verdict.FAIL, "FAIL: x.", List.of(finding), Map.of()));
    }
}
