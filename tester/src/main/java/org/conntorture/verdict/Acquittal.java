package org.conntorture.verdict;

import java.util.List;
import java.util.Map;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.FailureKind;

/**
 * Acquits host and path without a control, where what the failures themselves show is the target's doing; a control that shows
 * the same speaks for something that both stand on.
 */
final class Acquittal {
    private final Controls controls;
    private final Diagnosis diagnosis;

    Acquittal(Controls controls, Diagnosis diagnosis) {
        this.controls = controls;
        this.diagnosis = diagnosis;
    }

    /** By the socket, the process or the log that stands behind most of the failures, whatever each of them shows. */
    Charge byEvidence(Charge charge, List<Cause> causes) {
        long shown = causes.stream()
                .filter(cause -> cause.direct() && cause.id().blame() == Blame.TARGET && !isShared(cause))
                .mapToLong(Cause::explains)
                .sum();
        return shown > charge.accused().measurement().judgedFailures() / 2 ? acquitted(charge) : charge;
    }

    private boolean isShared(Cause cause) {
        return controls.ran().stream()
                .flatMap(control -> diagnosis.of(control.name()).stream())
                .anyMatch(other -> other.id() == cause.id());
    }

    /** By answers that say themselves that they are failures. */
    Charge byAnswers(Charge charge) {
        Map<FailureKind, Long> kinds = charge.accused().sureKinds();
        long answers = kinds.entrySet().stream()
                .filter(kind -> kind.getKey().isOwnAnswer())
                .mapToLong(Map.Entry::getValue)
                .sum();
        boolean shared = controls.ran().stream()
                .flatMap(control -> control.sureKinds().keySet().stream())
                .anyMatch(FailureKind::isOwnAnswer);
        return answers > charge.accused().sure().failures() / 2 && !shared ? acquitted(charge) : charge;
    }

    private Charge acquitted(Charge charge) {
        String shown = "each failure itself shows whose it is, which acquits host and path";
        return charge.comparisonTells()
                ? charge
                : charge.seenAtEach(controls.none() ? "no control was run, but " + shown : shown);
    }
}
