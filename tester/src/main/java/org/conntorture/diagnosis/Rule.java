package org.conntorture.diagnosis;

import java.util.Set;
import org.conntorture.diagnosis.rules.Rules;
import org.conntorture.outcome.Symptom;

/** One cause and how it is recognised among failures that show themselves alike; a row of {@link Rules}. */
public record Rule(CauseId cause, Set<Symptom> symptoms, Examination examination) {

    /** Looks at {@code count} failures of {@code symptom} that no rule before has explained. */
    public interface Examination {
        Assessment of(CaseFile file, Symptom symptom, long count);
    }

    public static Rule of(CauseId cause, Examination examination, Symptom... symptoms) {
        return new Rule(cause, Set.of(symptoms), examination);
    }
}
