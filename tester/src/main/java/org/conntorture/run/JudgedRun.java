package org.conntorture.run;

import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.result.RunMeasurement;
import org.conntorture.store.FinishedRun;
import org.conntorture.store.ResultDirectory;
import org.conntorture.store.StoredRun;
import org.conntorture.verdict.Comparer;
import org.conntorture.verdict.Comparison;
import org.conntorture.verdict.Judge;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.SmallestEffect;

/**
 * A run that has ended, why it went so and what it comes to: all that a report is made of.
 *
 * @param comparison with an earlier run, which is in the judgement too, or null
 */
public record JudgedRun(RunMeasurement measurement, Diagnosis diagnosis, Judgement judgement, Comparison comparison) {
    /** Runs it on the calling thread. */
    public static JudgedRun of(Runner runner, ResultDirectory directory) {
        RunMeasurement measurement = runner.run(directory);
        Diagnosis diagnosis = Diagnosis.of(measurement, runner.evidence(), runner.captured());
        return new JudgedRun(measurement, diagnosis, Judge.judge(measurement, diagnosis), null);
    }

    /** The same beside {@code base}; a run whose files could not be written is compared with nothing. */
    public JudgedRun comparedWith(FinishedRun base, ResultDirectory directory) {
        if (measurement.trouble() != null) {
            return this;
        }
        Comparison compared =
                Comparer.compare(base, FinishedRun.ofEnded(StoredRun.ended(directory.path())), SmallestEffect.DEFAULT);
        return new JudgedRun(measurement, diagnosis, compared.added(judgement), compared);
    }
}
