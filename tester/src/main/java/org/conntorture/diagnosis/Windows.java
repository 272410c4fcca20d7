package org.conntorture.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.Block;

/** When failures happened: within which stretch of the load, and whether all in a small part of it. */
final class Windows {
    /** A burst takes no more than this share of the time under load. */
    private static final double BURST_SHARE = 0.5;

    private Windows() {}

    /** {@code between 1.2 s and 3.4 s of 10.0 s}, from the first to the last start of a failed attempt. */
    static String text(CaseFile file, Symptom symptom) {
        List<FailureRecord> failures = file.failures(symptom);
        if (failures.isEmpty()) {
            return "when is not known";
        }
        long zero = LongStream.concat(
                        failures.stream().mapToLong(FailureRecord::startNs),
                        file.evidence().listeners().stream().mapToLong(track -> track.firstNs()))
                .min()
                .getAsLong();
        long first = failures.stream().mapToLong(FailureRecord::startNs).min().getAsLong() - zero;
        long last = failures.stream().mapToLong(FailureRecord::startNs).max().getAsLong() - zero;
        return String.format(Locale.ROOT, "they began between %.1f s and %.1f s of the run", first / 1e9, last / 1e9);
    }

    static boolean isBurst(CaseFile file, Symptom symptom) {
        List<FailureRecord> failures = file.failures(symptom);
        long loadNs = file.measurement().blocks().stream()
                .mapToLong(Block::durationNs)
                .sum();
        if (failures.isEmpty() || loadNs == 0) {
            return false;
        }
        long first = failures.stream().mapToLong(FailureRecord::startNs).min().getAsLong();
        long last = failures.stream().mapToLong(FailureRecord::startNs).max().getAsLong();
        return last - first <= BURST_SHARE * loadNs;
    }
}
