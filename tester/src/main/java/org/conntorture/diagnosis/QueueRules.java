package org.conntorture.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.evidence.ProcessTrack;
import org.conntorture.evidence.Sighting;
import org.conntorture.kernel.TcpState;
import org.conntorture.record.SlowRecord;

/** Connections that wait in the queues of a listener: full queues, and why nobody empties them. */
final class QueueRules {
    /** Shorter than the first SYN time-out of a second, with what a timer may be early. */
    private static final long SYN_AGAIN_NS = 900_000_000;

    private QueueRules() {}

    /** How many of the failures come of a full accept queue; 0 where that is not seen. */
    private static long queued(CaseFile file, Symptom symptom, long count) {
        return switch (symptom) {
            case SILENT, BLOCKED -> Sightings.share(file, symptom, count, QueueRules::isInQueue);
            case SLOW ->
                file.server("TcpExtListenOverflows").orElse(0) > 0
                        ? file.slow().stream()
                                .filter(slow -> slow.connectNs() >= SYN_AGAIN_NS)
                                .count()
                        : 0;
            default -> file.accountsFor("TcpExtListenOverflows", count) ? count : 0;
        };
    }

    private static boolean isInQueue(Sighting sighting) {
        return sighting.server()
                .map(row -> row.inode() == 0 && row.state() != TcpState.SYN_RECV)
                .orElse(false);
    }

    /** {@code ListenOverflows +18, queue peak 9 of 8}. */
    private static String queueFacts(CaseFile file) {
        Optional<ListenerTrack> fullest =
                file.listeners().stream().max(Comparator.comparingLong(ListenerTrack::queuePeak));
        String peak = fullest.map(track -> ", accept queue peak " + track.queuePeak()
                        + (track.limit().isPresent() ? " of " + track.limit().getAsLong() : ""))
                .orElse("");
        return file.moved("TcpExtListenOverflows") + peak;
    }

    private static Optional<String> queueExclusion(CaseFile file, Symptom symptom, long count) {
        boolean looked = symptom == Symptom.UNANSWERED
                ? file.isFlat("TcpExtListenOverflows", count)
                : !file.sightings(symptom).isEmpty();
        return looked ? Optional.of(queueFacts(file)) : Optional.empty();
    }

    private static List<ProcessTrack> owners(CaseFile file) {
        return file.listeners().stream()
                .flatMap(track -> track.owner().stream())
                .toList();
    }

    static Assessment paused(CaseFile file, Symptom symptom, long count) {
        List<ProcessTrack> owners = owners(file);
        Optional<ProcessTrack> stopped = owners.stream()
                .filter(owner -> owner.seen('T') + owner.seen('t') > 0)
                .findFirst();
        if (stopped.isEmpty()) {
            return owners.isEmpty()
                    ? Assessment.OPEN
                    : Assessment.ruledOut("never seen stopped (states "
                            + owners.get(0).states().keySet().stream().sorted().toList() + ")");
        }
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                stopped.get().text() + " was stopped (state T) at "
                        + (stopped.get().seen('T') + stopped.get().seen('t')) + " looks",
                queueFacts(file));
    }

    static Assessment serverDescriptors(CaseFile file, Symptom symptom, long count) {
        List<ProcessTrack> owners = owners(file);
        Optional<ProcessTrack> exhausted = owners.stream()
                .filter(owner -> owner.descriptorsPeak().isPresent()
                        && owner.descriptorLimit().isPresent()
                        && owner.descriptorsPeak().getAsLong()
                                >= owner.descriptorLimit().getAsLong() - 1)
                .findFirst();
        long queued = queued(file, symptom, count);
        if (exhausted.isPresent() && queued > 0) {
            ProcessTrack owner = exhausted.get();
            return Assessment.fits(
                    queued,
                    Confidence.CERTAIN,
                    owner.text() + " has " + owner.descriptorsPeak().getAsLong() + " of "
                            + owner.descriptorLimit().getAsLong() + " descriptors open, so accept() fails",
                    queueFacts(file));
        }
        return owners.stream()
                .filter(owner -> owner.descriptorsPeak().isPresent()
                        && owner.descriptorLimit().isPresent())
                .findFirst()
                .map(owner ->
                        Assessment.ruledOut("at most " + owner.descriptorsPeak().getAsLong() + " of "
                                + owner.descriptorLimit().getAsLong() + " descriptors open"))
                .orElse(Assessment.OPEN);
    }

    static Assessment reuseport(CaseFile file, Symptom symptom, long count) {
        List<ListenerTrack> listeners = file.listeners();
        long full = listeners.stream().filter(QueueRules::wasFull).count();
        long queued = queued(file, symptom, count);
        if (listeners.size() < 2 || full == 0 || full == listeners.size() || queued == 0) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                queued,
                Confidence.CERTAIN,
                full + " of " + listeners.size() + " sockets that listen on the port had a full queue, the others not",
                queueFacts(file));
    }

    private static boolean wasFull(ListenerTrack track) {
        return track.samplesFull() * 2 > track.samples() || track.samplesEmpty() == 0 && track.queuePeak() > 0;
    }

    static Assessment slowAccept(CaseFile file, Symptom symptom, long count) {
        long queued = queued(file, symptom, count);
        if (queued == 0) {
            return Assessment.OPEN;
        }
        boolean emptied = file.listeners().stream().anyMatch(track -> track.samplesEmpty() > 0);
        long limit = file.listeners().stream()
                .mapToLong(track -> track.limit().orElse(0))
                .max()
                .orElse(0);
        if (file.successes() <= limit + 1 || !emptied && file.successes() < count / 10) {
            return Assessment.ruledOut("its queue never went down: " + queueFacts(file));
        }
        List<String> facts = new ArrayList<>(List.of(
                queueFacts(file),
                "and " + Quantities.of(file.successes(), "other connection") + " served: the queue fills and drains"));
        owners(file).stream()
                .filter(owner -> owner.busiest() > 0.9)
                .findFirst()
                .ifPresent(owner -> facts.add(owner.text() + " was busy all the time (one core)"));
        return Assessment.fits(queued, Confidence.LIKELY, facts);
    }

    static Assessment acceptQueue(CaseFile file, Symptom symptom, long count) {
        long queued = queued(file, symptom, count);
        if (queued == 0) {
            return queueExclusion(file, symptom, count)
                    .map(Assessment::ruledOut)
                    .orElse(Assessment.OPEN);
        }
        boolean seen = file.listeners().stream().anyMatch(track -> track.samplesFull() > 0);
        String waiting = symptom == Symptom.SILENT
                ? "connected, but still in the accept queue when looked up: no process has accepted them"
                : "SYNs were dropped because the accept queue was full";
        return Assessment.fits(
                queued,
                seen || symptom == Symptom.SILENT ? Confidence.CERTAIN : Confidence.LIKELY,
                waiting,
                queueFacts(file));
    }

    static Assessment synQueue(CaseFile file, Symptom symptom, long count) {
        long needed = symptom == Symptom.SLOW
                ? file.slow().stream()
                        .filter(slow -> slow.retransmits() != 0)
                        .map(SlowRecord::attempt)
                        .count()
                : count;
        long dropped = file.server("TcpExtTCPReqQFullDrop").orElse(0);
        if (dropped < Math.max(1, 0.8 * needed)) {
            return file.isFlat("TcpExtTCPReqQFullDrop", count)
                    ? Assessment.ruledOut(file.moved("TcpExtTCPReqQFullDrop"))
                    : Assessment.OPEN;
        }
        return Assessment.fits(
                needed,
                Confidence.CERTAIN,
                file.moved("TcpExtTCPReqQFullDrop") + ", " + file.moved("TcpExtListenOverflows")
                        + ": half-open connections fill the queue, and tcp_syncookies is "
                        + file.evidence().settings().getOrDefault("net.ipv4.tcp_syncookies", "unknown"));
    }
}
