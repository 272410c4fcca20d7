package org.conntorture.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;

/**
 * Causes of each target of a run by its name, best first. A target without failures and oddities has an empty list, one
 * that took no load none.
 *
 * @param captured failed attempts of each target whose packets were kept
 */
public record Diagnosis(Map<String, List<Cause>> causes, Map<String, List<CapturedAttempt>> captured) {
    public static final Diagnosis NONE = new Diagnosis(Map.of(), Map.of());

    public Diagnosis {
        causes = Map.copyOf(causes);
        captured = Map.copyOf(captured);
    }

    /** @param evidence by target name, as {@code captured} */
    public static Diagnosis of(
            RunMeasurement run, Map<String, TargetEvidence> evidence, Map<String, List<CapturedAttempt>> captured) {
        Map<String, List<Cause>> causes = new LinkedHashMap<>();
        for (TargetMeasurement target : run.targets()) {
            String name = target.target().name();
            if (evidence.containsKey(name) && target.attempts() > 0) {
                causes.put(
                        name,
                        Diagnostician.diagnose(
                                target, evidence.get(name), run.plan().load()));
            }
        }
        return new Diagnosis(causes, captured);
    }

    public List<Cause> of(String target) {
        return causes.getOrDefault(target, List.of());
    }

    public List<CapturedAttempt> capturedOf(String target) {
        return captured.getOrDefault(target, List.of());
    }
}
