package org.conntorture.diagnosis.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.Rule;
import org.conntorture.diagnosis.Windows;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.outcome.Symptom;
import org.conntorture.record.FailureRecord;
import org.conntorture.text.Addresses;
import org.conntorture.text.Counts;

/** Connections that wait in the queues of a listener: full queues, and whether anybody empties them. */
final class QueueRules {
    private static final String OVERFLOWS = "TcpExtListenOverflows";
    private static final String REQUEST_DROPS = "TcpExtTCPReqQFullDrop";

    private static final int ENOUGH_SAMPLES = 5;

    private QueueRules() {}

    /** How many of the failures come of a full accept queue; 0 where that is not seen. */
    static long queued(CaseFile file, Symptom symptom, long count) {
        return switch (symptom) {
            case SILENT, BLOCKED -> Sightings.share(file, symptom, Sightings::isInQueue);
            case SLOW -> {
                long late = file.scaled(symptom, file.connectedLate().size());
                yield isOfOthers(file) || !file.accountsFor(OVERFLOWS, late) ? 0 : late;
            }
            default -> dropped(file, symptom, count);
        };
    }

    /** Each failed connect lost as many SYNs as it sent; a part of them is believed only of a queue that was seen full. */
    private static long dropped(CaseFile file, Symptom symptom, long count) {
        if (overflowIsOfOthers(file)) {
            return 0;
        }
        long failed = Math.round(file.server(OVERFLOWS).orElse(0) / file.synsEach(symptom));
        return CaseFile.isEnough(failed, count) ? count : wasSeenFull(file) ? Math.min(failed, count) : 0;
    }

    /** Counters are the whole namespace's: this target's own queues were never half full and dropped nothing. */
    static boolean isOfOthers(CaseFile file) {
        return file.neverListened() || each(file, QueueRules::isInnocent);
    }

    /** The same of what overflowed alone: a queue that nobody empties stays full, and this one was always empty. */
    static boolean overflowIsOfOthers(CaseFile file) {
        return isOfOthers(file) || file.successes() == 0 && each(file, QueueRules::isEmpty);
    }

    /** Drops are the whole namespace's: none to speak of, or another listener's. */
    static boolean droppedNone(CaseFile file, long count) {
        return file.isFlat("TcpExtListenDrops", count) || isOfOthers(file);
    }

    private static boolean each(CaseFile file, Predicate<ListenerTrack> holds) {
        return !file.listeners().isEmpty() && file.listeners().stream().allMatch(holds);
    }

    private static boolean isInnocent(ListenerTrack track) {
        return track.limit().isPresent()
                && track.drops().orElse(-1) == 0
                && track.samples() > 0
                && track.queuePeak() * 2 <= track.limit().getAsLong();
    }

    private static boolean isEmpty(ListenerTrack track) {
        return track.samples() >= ENOUGH_SAMPLES && track.samplesEmpty() == track.samples();
    }

    private static boolean wasSeenFull(CaseFile file) {
        return file.listeners().stream().anyMatch(track -> track.samplesFull() > 0);
    }

    /** {@code ListenOverflows +18, accept queue peak 9 of 8}. */
    static String facts(CaseFile file) {
        Optional<ListenerTrack> fullest =
                file.listeners().stream().max(Comparator.comparingLong(ListenerTrack::queuePeak));
        String peak = fullest.map(track -> ", accept queue peak " + track.queuePeak()
                        + (track.limit().isPresent() ? " of " + track.limit().getAsLong() : ""))
                .orElse("");
        return file.moved(OVERFLOWS) + peak;
    }

    static Assessment reuseport(CaseFile file, Symptom symptom, long count) {
        long queued = queued(file, symptom, count);
        if (queued == 0) {
            return Assessment.OPEN;
        }
        for (List<ListenerTrack> group : groups(file)) {
            long full = group.stream().filter(QueueRules::wasFull).count();
            if (full > 0 && full < group.size()) {
                return Assessment.fits(
                        queued,
                        Confidence.CERTAIN,
                        full + " of " + group.size() + " sockets that listen on "
                                + Addresses.of(group.get(0).local()) + " had a full queue, the others not",
                        facts(file));
            }
        }
        return Assessment.OPEN;
    }

    /** Sockets that listen on one address at the same time; one that replaces another does not share with it. */
    private static List<List<ListenerTrack>> groups(CaseFile file) {
        return file.listeners().stream().collect(Collectors.groupingBy(ListenerTrack::local)).values().stream()
                .filter(group -> group.size() > 1)
                .filter(group -> group.stream()
                                .mapToLong(ListenerTrack::firstNs)
                                .max()
                                .getAsLong()
                        < group.stream().mapToLong(ListenerTrack::lastNs).min().getAsLong())
                .toList();
    }

    private static boolean wasFull(ListenerTrack track) {
        return track.samplesFull() * 2 > track.samples() || track.samplesEmpty() == 0 && track.queuePeak() > 0;
    }

    /** Each of these takes all that the queue explains, so that no two may. */
    private static boolean isTold(CaseFile file, Symptom symptom, long count, Rule.Examination... betterExplanations) {
        return Stream.of(betterExplanations)
                .anyMatch(better -> better.of(file, symptom, count).isFit());
    }

    static Assessment slowAccept(CaseFile file, Symptom symptom, long count) {
        long queued = queued(file, symptom, count);
        if (queued == 0
                || isTold(
                        file,
                        symptom,
                        count,
                        ProcessRules::descriptors,
                        QueueRules::reuseport,
                        LimitRules::workersBusy)) {
            return Assessment.OPEN;
        }
        // What a dead acceptor's queue still takes looks served where nobody waits for a reply.
        long room = 1
                + file.listeners().stream()
                        .mapToLong(track -> track.limit().orElse(0))
                        .max()
                        .orElse(0);
        if (symptom != Symptom.SLOW && Windows.servedAfterFirst(file, symptom) <= room) {
            return Assessment.ruledOut("nobody was served any more once the first had failed: " + facts(file));
        }
        List<String> facts = new ArrayList<>(List.of(
                facts(file), Counts.of(file.successes(), "other connection") + " served: the queue fills and drains"));
        ProcessRules.owners(file).stream()
                .filter(owner -> owner.busiest() > 0.9)
                .findFirst()
                .ifPresent(owner -> facts.add(owner.text() + " was busy all the time (one core)"));
        if (ProcessRules.owners(file).isEmpty()) {
            facts.add(ProcessRules.UNSEEN);
            return Assessment.fits(queued, Confidence.POSSIBLE, facts);
        }
        return Assessment.fits(queued, Confidence.LIKELY, facts);
    }

    static Assessment acceptQueue(CaseFile file, Symptom symptom, long count) {
        long queued = queued(file, symptom, count);
        if (queued == 0) {
            return file.seesHost()
                    ? exclusion(file, symptom, count).map(Assessment::ruledOut).orElse(Assessment.OPEN)
                    : unseen(file, symptom, count);
        }
        if (isTold(
                file,
                symptom,
                count,
                ProcessRules::descriptors,
                QueueRules::reuseport,
                QueueRules::slowAccept,
                LimitRules::workersBusy)) {
            return Assessment.OPEN;
        }
        boolean waiting = symptom == Symptom.SILENT;
        List<String> facts = new ArrayList<>(List.of(
                waiting
                        ? "connected, but still in the accept queue when looked up: no process has accepted them"
                        : "SYNs were dropped because the accept queue was full",
                facts(file)));
        boolean seen = !ProcessRules.owners(file).isEmpty();
        if (!seen) {
            facts.add(ProcessRules.UNSEEN);
        }
        Confidence otherwise = !waiting ? Confidence.LIKELY : seen ? Confidence.CERTAIN : Confidence.POSSIBLE;
        return Assessment.fits(queued, wasSeenFull(file) ? Confidence.CERTAIN : otherwise, facts);
    }

    /** From afar: some connect, are acknowledged and never served, beside others whose SYN nobody answers. */
    private static Assessment unseen(CaseFile file, Symptom symptom, long count) {
        boolean acknowledged = file.sightings(Symptom.SILENT).stream()
                .anyMatch(one -> one.client().isPresent() && !Sightings.isUnacknowledged(one));
        if (acknowledged && file.count(Symptom.UNANSWERED) > 0) {
            return Assessment.fits(
                    count,
                    Confidence.POSSIBLE,
                    "some SYNs are not answered, and of those that are some connections are acknowledged and never served:"
                            + " so does a queue that is full, which only the server's host could show");
        }
        boolean inBursts = symptom == Symptom.UNANSWERED
                && Windows.isServedMeanwhile(file, symptom)
                && Windows.isClumped(file.failures(symptom).stream().mapToLong(FailureRecord::attempt));
        return inBursts
                ? Assessment.fits(
                        count,
                        Confidence.POSSIBLE,
                        "SYNs are not answered one after the other, and others are in the same seconds: so does a queue that"
                                + " is full and drains, which only the server's host could show")
                : Assessment.OPEN;
    }

    private static Optional<String> exclusion(CaseFile file, Symptom symptom, long count) {
        if (symptom == Symptom.UNANSWERED) {
            return overflowIsOfOthers(file) && file.counters().server(OVERFLOWS).orElse(0) > 0
                    ? Optional.of("the queue of another listener overflows, not this one's: " + facts(file))
                    : file.isFlat(OVERFLOWS, count) ? Optional.of(facts(file)) : Optional.empty();
        }
        boolean seen = file.seesHost()
                && file.sightings(symptom).stream().anyMatch(one -> one.server().isPresent());
        return seen ? Optional.of("none of those looked up was in it: " + facts(file)) : Optional.empty();
    }

    static Assessment synQueue(CaseFile file, Symptom symptom, long count) {
        long needed = symptom == Symptom.SLOW
                ? file.scaled(symptom, file.connectedLate().size())
                : count;
        if (needed == 0 || !file.accountsFor(REQUEST_DROPS, needed)) {
            return file.isFlat(REQUEST_DROPS, count) ? Assessment.ruledOut(file.moved(REQUEST_DROPS)) : Assessment.OPEN;
        }
        // Before sk_drops counted them, a listener's own drops stay 0.
        boolean unsure =
                file.listeners().stream().anyMatch(track -> track.drops().orElse(needed) < needed / 2);
        return Assessment.fits(
                needed,
                unsure ? Confidence.LIKELY : Confidence.CERTAIN,
                file.moved(REQUEST_DROPS) + ", " + file.moved(OVERFLOWS)
                        + ": half-open connections fill the queue, and tcp_syncookies is "
                        + file.setting("net.ipv4.tcp_syncookies"));
    }
}
