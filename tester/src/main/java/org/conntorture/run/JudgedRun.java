package org.conntorture.run;

import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.result.ResultDirectory;
import org.conntorture.result.RunMeasurement;
import org.conntorture.verdict.Judge;
import org.conntorture.verdict.Judgement;

/** A run that has ended, why it went so and what it comes to: all that a report is made of. */
public record JudgedRun(RunMeasurement measurement, Diagnosis diagnosis, Judgement judgement) {
    /** Runs it on the calling thread. */
    public static JudgedRun of(Runner runner, ResultDirectory directory) {
        RunMeasurement measurement = runner.run(directory);
        Diagnosis diagnosis = Diagnosis.of(measurement, runner.evidence(), runner.captured());
        return new JudgedRun(measurement, diagnosis, Judge.judge(measurement, diagnosis));
    }
}
