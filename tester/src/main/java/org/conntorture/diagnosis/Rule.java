package org.conntorture.diagnosis;

import java.util.Set;

/** One cause and how it is recognised among failures that show themselves alike; a row of {@link Rules}. */
record Rule(CauseId cause, Set<Symptom> symptoms, Examination examination) {

    /** Looks at {@code count} failures of {@code symptom} that no rule before has explained. */
    interface Examination {
        Assessment of(CaseFile file, Symptom symptom, long count);
    }

    static Rule of(CauseId cause, Examination examination, Symptom... symptoms) {
        return new Rule(cause, Set.of(symptoms), examination);
    }
}
