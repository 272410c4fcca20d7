package org.conntorture.diagnosis.rules;

import java.util.List;
import java.util.Optional;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.Windows.Span;
import org.conntorture.evidence.ProcessTrack;
import org.conntorture.kernel.DescriptorLimit;
import org.conntorture.kernel.ProcessState;
import org.conntorture.outcome.Symptom;
import org.conntorture.record.SlowRecord;
import org.conntorture.text.Counts;

/** Why the process that listens does not take connections: it is stopped or frozen, or has no descriptor left. */
final class ProcessRules {
    /** A process is looked at five times a second; it may have stopped just after one look and run just before another. */
    private static final long LOOK_NS = 300_000_000;

    /** Said where the queue shows that nobody accepts: a process that stands still and one that is slow leave the same. */
    static final String UNSEEN = "its process was not seen, which takes root: it may be slow, stopped or short of CPU";

    private ProcessRules() {}

    static List<ProcessTrack> owners(CaseFile file) {
        return file.listeners().stream()
                .flatMap(track -> track.owner().stream())
                .toList();
    }

    static Assessment paused(CaseFile file, Symptom symptom, long count) {
        List<ProcessTrack> owners = owners(file);
        Optional<ProcessTrack> stopped =
                owners.stream().filter(owner -> !owner.stops().isEmpty()).findFirst();
        if (stopped.isEmpty()) {
            return owners.isEmpty()
                    ? Assessment.OPEN
                    : Assessment.ruledOut("never seen stopped (states "
                            + owners.get(0).states().keySet().stream().sorted().toList() + ")");
        }
        long within = waitedInVain(file, symptom, count, stopped.get());
        if (within == 0) {
            return Assessment.ruledOut(stopped.get().text() + " was stopped, but not while these waited in vain");
        }
        return Assessment.fits(
                within,
                Confidence.CERTAIN,
                stopped.get().text() + " was " + how(stopped.get()) + ", while these waited",
                QueueRules.facts(file));
    }

    private static String how(ProcessTrack stopped) {
        int signalled = stopped.seen('T') + stopped.seen('t');
        int frozen = stopped.seen(ProcessState.FROZEN);
        String bySignal = "stopped (state T) at " + Counts.of(signalled, "look");
        String withGroup = "frozen with its control group at " + Counts.of(frozen, "look");
        return frozen == 0 ? bySignal : signalled == 0 ? withGroup : bySignal + " and " + withGroup;
    }

    /** How many waited most of their time while it was stopped, and in a way in which a stopped process lets wait. */
    private static long waitedInVain(CaseFile file, Symptom symptom, long count, ProcessTrack stopped) {
        long lookNs = lookNs(file);
        List<Span> stops = stopped.stops().stream()
                .map(stop -> new Span(stop.fromNs() - lookNs, stop.toNs() + lookNs))
                .toList();
        long kept = symptom == Symptom.SLOW
                ? file.slow().stream().filter(slow -> isKept(slow, stops)).count()
                : file.failures(symptom).stream()
                        .filter(failure -> covers(stops, failure.startNs(), failure.endNs()))
                        .count();
        long within = file.scaled(symptom, kept);
        return switch (symptom) {
            // The kernel answers SYNs for a stopped process too, until its accept queue is full.
            case UNANSWERED -> Math.min(within, QueueRules.queued(file, symptom, count));
            case SILENT, BLOCKED ->
                file.sightings(symptom).isEmpty()
                        ? within
                        : Math.min(
                                within,
                                Sightings.share(
                                        file, symptom, one -> Sightings.isInQueue(one) || Sightings.isUnread(one)));
            default -> within;
        };
    }

    /** On a busy host looks are further apart. */
    private static long lookNs(CaseFile file) {
        return file.listeners().stream()
                .filter(track -> track.samples() > 1)
                .mapToLong(track -> (track.lastNs() - track.firstNs()) / (track.samples() - 1))
                .reduce(LOOK_NS, Math::max);
    }

    /** A SYN that a stopped process let drop is sent again a second later, when it may run again. */
    private static boolean isKept(SlowRecord slow, List<Span> stops) {
        return covers(stops, slow.startNs(), slow.startNs() + slow.connectNs() + slow.readNs())
                || slow.retransmits() > 0 && stops.stream().anyMatch(stop -> stop.contains(slow.startNs()));
    }

    private static boolean covers(List<Span> spans, long beginNs, long endNs) {
        return spans.stream().anyMatch(span -> span.coversMostOf(beginNs, endNs));
    }

    static Assessment descriptors(CaseFile file, Symptom symptom, long count) {
        List<ProcessTrack> known = owners(file).stream()
                .filter(owner -> owner.descriptorsPeak().isPresent()
                        && owner.descriptorLimit().isPresent())
                .toList();
        Optional<ProcessTrack> exhausted =
                known.stream().filter(ProcessRules::isExhausted).findFirst();
        if (exhausted.isEmpty()) {
            return known.isEmpty()
                    ? Assessment.OPEN
                    : Assessment.ruledOut("at most " + openOf(known.get(0)) + " descriptors open");
        }
        long queued = QueueRules.queued(file, symptom, count);
        return queued == 0
                ? Assessment.OPEN
                : Assessment.fits(
                        queued,
                        Confidence.CERTAIN,
                        exhausted.get().text() + " has " + openOf(exhausted.get())
                                + " descriptors open, so accept() fails",
                        QueueRules.facts(file));
    }

    private static boolean isExhausted(ProcessTrack owner) {
        return owner.descriptorsPeak().getAsLong() >= owner.descriptorLimit().getAsLong() - 1;
    }

    /** {@code 12 of 1,024}. */
    private static String openOf(ProcessTrack owner) {
        long limit = owner.descriptorLimit().getAsLong();
        return Counts.of(owner.descriptorsPeak().getAsLong()) + " of "
                + (limit == DescriptorLimit.UNLIMITED ? "unlimited" : Counts.of(limit));
    }
}
