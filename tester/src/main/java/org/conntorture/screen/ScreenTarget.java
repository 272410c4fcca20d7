package org.conntorture.screen;

import java.util.Map;
import java.util.Optional;
import org.conntorture.plan.Role;
import org.conntorture.result.CauseSoFar;
import org.conntorture.result.HostProgress;

/**
 * What the screen shows of one target.
 *
 * @param underLoad its turn is on
 * @param trouble why it does not run, or what befell it; null where all is well
 * @param ratePerSecond in the last second of its last turn
 * @param failures counts by kind, the tester's own included, in the order in which they first came
 * @param host as last seen under load
 */
record ScreenTarget(
        String name,
        Role role,
        boolean underLoad,
        String trouble,
        long attempts,
        double ratePerSecond,
        long judgedFailures,
        long testerFailures,
        Map<String, Long> failures,
        PhaseHistory connect,
        PhaseHistory read,
        HostProgress host,
        Optional<CauseSoFar> cause) {
    boolean isFailing() {
        return judgedFailures + testerFailures > 0 || trouble != null;
    }
}
