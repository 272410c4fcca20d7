package org.conntorture.diagnosis;

import java.util.List;
import java.util.function.Predicate;
import org.conntorture.evidence.Sighting;

/** From the attempts that were looked up to all that failed alike. */
final class Sightings {
    private Sightings() {}

    /** How many of {@code count} failures are such, judging by those looked up; 0 where none was. */
    static long share(CaseFile file, Symptom symptom, long count, Predicate<Sighting> such) {
        List<Sighting> all = file.sightings(symptom);
        long matching = all.stream().filter(such).count();
        return matching == 0 ? 0 : Math.max(1, Math.round(count * (double) matching / all.size()));
    }

    /** {@code 12 of 12 looked up}. */
    static String text(CaseFile file, Symptom symptom, Predicate<Sighting> such) {
        List<Sighting> all = file.sightings(symptom);
        return all.stream().filter(such).count() + " of " + all.size() + " looked up";
    }
}
