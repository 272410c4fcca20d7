package org.conntorture.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.merge.ReopenedRun;
import org.conntorture.merge.ReopenedRun.Reopened;
import org.conntorture.merge.ReopenedRun.Said;
import org.conntorture.run.JudgedRun;
import org.conntorture.store.StoredRun;
import org.conntorture.store.StoredWatch;
import org.conntorture.verdict.Comparison;
import org.conntorture.verdict.Judge;
import org.conntorture.verdict.Judgement;

/**
 * A run that was read back from its directory and judged again.
 *
 * @param watched the watch on a target's host, by the target's name
 * @param notes what could not be made again, half a sentence each
 */
record JudgedAgain(JudgedRun run, Map<String, StoredWatch> watched, List<String> notes) {
    private static final String REMEDY = "--allow-missing judges what is there";

    static JudgedAgain of(StoredRun run, List<StoredWatch> watches) throws IOException {
        Reopened reopened = ReopenedRun.of(run, watches);
        Diagnosis diagnosis = Diagnosis.of(reopened.measurement(), reopened.evidence(), reopened.captured());
        Judgement judgement = Judge.judge(reopened.measurement(), diagnosis);
        Comparison comparison = reopened.said().map(Said::comparison).orElse(null);
        if (comparison != null) {
            judgement = comparison.added(judgement);
        }
        boolean leftOpen = reopened.said().map(Said::leftOpen).orElse(true);
        if (!reopened.gaps().isEmpty() && leftOpen) {
            judgement = judgement.leftOpen(reopened.gaps(), REMEDY);
        }
        List<String> notes = new ArrayList<>(reopened.notes());
        if (reopened.said().isPresent() && reopened.watched().isEmpty()) {
            judgement = asSaid(judgement, reopened.said().get(), notes);
        }
        return new JudgedAgain(
                new JudgedRun(reopened.measurement(), diagnosis, judgement, comparison), reopened.watched(), notes);
    }

    /** Without new evidence the run itself knew best, as of a disk that was full. */
    private static Judgement asSaid(Judgement again, Said said, List<String> notes) {
        if (again.verdict() == said.verdict() && again.summary().equals(said.summary())) {
            return again;
        }
        notes.add("the verdict is the one the run gave at its end; its files alone would come to: " + again.summary());
        return again.under(said.verdict(), said.summary());
    }
}
