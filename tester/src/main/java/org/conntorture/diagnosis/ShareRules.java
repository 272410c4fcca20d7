package org.conntorture.diagnosis;

import java.util.List;
import java.util.Locale;
import org.conntorture.record.FailureRecord;

/** Failures that hit a steady share of all attempts: one of several backends. */
final class ShareRules {
    private static final int MOST_BACKENDS = 10;
    private static final int LEAST_FAILURES = 8;
    /** Of the share itself; a round-robin is exact, a hash over few tuples is not. */
    private static final double TOLERANCE = 0.25;
    /** Stretches of the run in which the share must hold. */
    private static final int STRETCHES = 4;

    private ShareRules() {}

    static Assessment badBackend(CaseFile file, Symptom symptom, long count) {
        long successes = file.successes();
        if (successes == 0 || count < LEAST_FAILURES) {
            return successes == 0 ? Assessment.ruledOut("every attempt failed, none was served") : Assessment.OPEN;
        }
        double share = count / (double) (count + successes);
        int backends = (int) Math.round(1 / share);
        if (backends < 2 || backends > MOST_BACKENDS || Math.abs(share * backends - 1) > TOLERANCE) {
            return Assessment.ruledOut(
                    String.format(Locale.ROOT, "%.2f %% is no share of a few backends", 100 * share));
        }
        if (file.evidence().attempts().slowAttempts() > successes / 20 || !isSteady(file.failures(symptom), share)) {
            return Assessment.ruledOut("the share is not the same over time");
        }
        if (file.evidence().counters().shared()
                && file.isFlat("TcpAttemptFails", count)
                && symptom == Symptom.REFUSED) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                Confidence.LIKELY,
                String.format(
                        Locale.ROOT,
                        "a steady share of %.0f %%, 1 in %d, fails in the same way while the others are served",
                        100 * share,
                        backends),
                "the listener on the address itself is sound: look at what a rule, a balancer or DNS has behind it");
    }

    /** By attempt numbers: as many in each stretch as the share makes. */
    private static boolean isSteady(List<FailureRecord> failures, double share) {
        long last = failures.stream().mapToLong(FailureRecord::attempt).max().orElse(0);
        for (int i = 0; i < STRETCHES; i++) {
            long from = last * i / STRETCHES;
            long to = last * (i + 1) / STRETCHES;
            long within = failures.stream()
                    .filter(failure -> failure.attempt() > from && failure.attempt() <= to)
                    .count();
            double expected = share * (to - from);
            if (Math.abs(within - expected) > Math.max(3 * Math.sqrt(expected), 2)) {
                return false;
            }
        }
        return true;
    }
}
