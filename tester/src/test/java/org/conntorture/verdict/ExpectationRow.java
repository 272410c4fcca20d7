package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.outcome.FailureKind;

/**
 * A row of a table of runs of which something is expected.
 *
 * @param says parts of the summary, or of a finding
 */
record ExpectationRow(String reason, RunBuilder run, Diagnosis diagnosis, Verdict verdict, List<String> says) {
    static ExpectationRow row(String reason, RunBuilder run, Verdict verdict, String... says) {
        return new ExpectationRow(reason, run, Diagnosis.NONE, verdict, List.of(says));
    }

    static RunBuilder pair() {
        return new RunBuilder(4, 10)
                .control("java")
                .attemptsPerSecond("java", 1000)
                .subject("web")
                .attemptsPerSecond("web", 1000);
    }

    static RunBuilder losesSome() {
        return pair().failsEachTurn("web", FailureKind.NO_REPLY, 5, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    void check() {
        Judgement judgement = Judge.judge(run.build(), diagnosis);

        String all = judgement.summary()
                + judgement.findings().stream().map(Finding::clause).toList();
        assertThat(judgement.verdict()).as(all).isEqualTo(verdict);
        assertThat(all).contains(says);
    }

    @Override
    public String toString() {
        return reason;
    }
}
