package org.conntorture.diagnosis.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.Windows;
import org.conntorture.evidence.CpuTrack;
import org.conntorture.evidence.ProcessTrack;
import org.conntorture.kernel.CpuThrottling;
import org.conntorture.outcome.Symptom;
import org.conntorture.text.Counts;

/** A server that is well and does not get to run: queues and buffers fill behind it, which are the symptom. */
final class StarvationRules {
    /** Stopped or waiting for so much of its time it answers late, whatever else is wrong. */
    private static final double MUCH = 0.5;
    /** Two that want the same processor have it half the time each: to starve is to wait much longer than to run. */
    private static final int TIMES_AS_LONG = 3;

    private StarvationRules() {}

    static Assessment throttled(CaseFile file, Symptom symptom, long count) {
        Optional<ProcessTrack> most = worst(file, CpuTrack::throttledShare);
        return most.filter(owner -> isPervasive(file, symptom) || Windows.isServedLess(file, symptom))
                .filter(owner -> owner.cpu().throttledShare() >= MUCH)
                .map(owner -> Assessment.fits(
                        servedLate(file, symptom, count),
                        Confidence.LIKELY,
                        stoppedText(owner),
                        QueueRules.facts(file)))
                .orElse(Assessment.OPEN);
    }

    /** A tester that runs for half of the time may itself be what the server waits for. */
    static Assessment starved(CaseFile file, Symptom symptom, long count) {
        Optional<ProcessTrack> most = worst(file, CpuTrack::queuedShare);
        return most.filter(owner -> isPervasive(file, symptom))
                .filter(owner -> isQueued(owner.cpu())
                        && owner.cpu().testerRanNs() < MUCH * owner.cpu().watchedNs())
                .map(owner -> Assessment.fits(
                        servedLate(file, symptom, count),
                        Confidence.LIKELY,
                        owner.text() + " was ready to run and waited for a processor for "
                                + seconds(owner.cpu().queuedNs().orElse(0)) + ", and ran for "
                                + seconds(owner.cpu().ranNs()) + ", of "
                                + seconds(owner.cpu().watchedNs()) + " under load (schedstat)",
                        QueueRules.facts(file)))
                .orElse(Assessment.OPEN);
    }

    /** Whether some process of the target waits for a processor most of the time, which may be why others wait for it. */
    static boolean isSeen(CaseFile file) {
        return ProcessRules.owners(file).stream()
                .map(ProcessTrack::cpu)
                .anyMatch(cpu -> cpu.throttledShare() >= MUCH || isQueued(cpu));
    }

    private static boolean isQueued(CpuTrack cpu) {
        return cpu.queuedShare() >= MUCH && cpu.queuedNs().orElse(0) >= TIMES_AS_LONG * cpu.ranNs();
    }

    /** Who hardly runs serves hardly anybody meanwhile; a few that are lost among many quick ones have another reason. */
    private static boolean isPervasive(CaseFile file, Symptom symptom) {
        long failed = file.attempts() - file.successes();
        long served = failed == 0 ? file.successes() : Windows.servedBetween(file, symptom);
        return failed + file.count(Symptom.SLOW) >= MUCH * (failed + served);
    }

    /** Those that are not lost for good: who hardly runs still gets to what it holds, once the load is over. */
    private static long servedLate(CaseFile file, Symptom symptom, long count) {
        Assessment lost =
                symptom == Symptom.SILENT ? HandoverRules.lostInHandover(file, symptom, count) : Assessment.OPEN;
        return count - (lost.confidence() == Confidence.CERTAIN ? lost.explains() : 0);
    }

    private static Optional<ProcessTrack> worst(CaseFile file, ToDoubleFunction<CpuTrack> share) {
        return ProcessRules.owners(file).stream()
                .max((one, other) -> Double.compare(share.applyAsDouble(one.cpu()), share.applyAsDouble(other.cpu())));
    }

    private static String stoppedText(ProcessTrack owner) {
        CpuThrottling throttling = owner.cpu().throttling();
        return owner.text() + " was stopped by the CPU quota of its control group in "
                + Counts.of(throttling.throttledPeriods().orElse(0)) + " of "
                + Counts.of(throttling.periods().orElse(0)) + " periods, for "
                + seconds(throttling.throttledNs().orElse(0)) + " of "
                + seconds(owner.cpu().watchedNs())
                + " under load, counted for each processor (nr_throttled, throttled_usec of cpu.stat)";
    }

    private static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.1f s", ns / 1e9);
    }
}
