package org.conntorture.diagnosis.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.evidence.ProcessTrack;
import org.conntorture.evidence.Sighting;
import org.conntorture.outcome.Symptom;
import org.conntorture.plan.CloseMode;
import org.conntorture.record.FailureRecord;
import org.conntorture.text.Counts;

/**
 * Connections that a process accepted and lost. A server that is slow, blocked or stopped leaves them unread too, so that
 * alone accuses nobody: lost is what is still there, unread, when the run is over, while others were served after it.
 */
final class HandoverRules {
    /** Where so many were served after the first lost one, for each of them, the server did not stand still. */
    private static final int SERVED_FOR_EACH = 10;
    /** Where the end of the run cannot show them, no merely slow server passes over one for so many others. */
    private static final int SERVED_FOR_EACH_UNSEEN = 100;

    private HandoverRules() {}

    static Assessment lostInHandover(CaseFile file, Symptom symptom, long count) {
        List<Sighting> unread =
                file.sightings(symptom).stream().filter(Sightings::isUnread).toList();
        if (unread.isEmpty()) {
            return Assessment.OPEN;
        }
        Set<Integer> kept = new HashSet<>(file.host().leak().remotePorts());
        long stillThere = unread.stream()
                .filter(one -> kept.contains(one.source().getPort()))
                .count();
        // A reset takes the server's socket out of the table, so its absence says nothing then.
        boolean mayBeGone = file.load().closeMode() == CloseMode.RST;
        if (stillThere == 0 && !mayBeGone) {
            return Assessment.ruledOut("their sockets were gone after the run, so the server did get to them");
        }
        long lost = Sightings.share(
                file,
                symptom,
                one -> Sightings.isUnread(one)
                        && (mayBeGone || kept.contains(one.source().getPort())));
        long served = servedAfter(file, unread);
        if (served < (stillThere > 0 ? SERVED_FOR_EACH : SERVED_FOR_EACH_UNSEEN) * lost) {
            return Assessment.ruledOut("hardly any other was served after them, so the server as a whole stood still");
        }
        return Assessment.fits(
                        lost,
                        stillThere > 0 && isHeldByAcceptor(file, unread) ? Confidence.CERTAIN : Confidence.LIKELY,
                        facts(file, symptom, unread, stillThere, served))
                .seenAtEach();
    }

    /** Attempts begun after the first of them that did not fail. */
    private static long servedAfter(CaseFile file, List<Sighting> unread) {
        long first = unread.stream().mapToLong(Sighting::attempt).min().orElseThrow();
        long failedBefore = Stream.of(Symptom.values())
                .flatMap(symptom -> file.failures(symptom).stream())
                .mapToLong(FailureRecord::attempt)
                .filter(attempt -> attempt < first)
                .count();
        long failedAfter = file.attempts() - file.successes() - failedBefore;
        return Math.max(0, file.attempts() - first + 1 - failedAfter);
    }

    /** A worker of its own may also be stuck with what it accepted; unknown owners accuse nobody else. */
    private static boolean isHeldByAcceptor(CaseFile file, List<Sighting> unread) {
        Set<Long> listening = new HashSet<>();
        file.listeners().stream()
                .map(ListenerTrack::owner)
                .forEach(owner -> owner.map(ProcessTrack::pid).ifPresent(listening::add));
        return listening.isEmpty()
                || unread.stream()
                        .allMatch(one -> one.owner()
                                .map(owner -> listening.contains(owner.pid()))
                                .orElse(true));
    }

    private static List<String> facts(
            CaseFile file, Symptom symptom, List<Sighting> unread, long stillThere, long served) {
        List<String> facts = new ArrayList<>();
        facts.add("connected and wrote, no reply; the server-side socket exists, "
                + Counts.of(unread.get(0).server().orElseThrow().unreadBytes(), "byte") + " unread ("
                + Sightings.text(file, symptom, Sightings::isUnread) + ")"
                + Sightings.owner(unread.get(0)));
        facts.add(Counts.of(served, "other connection") + " served after the first of them");
        if (stillThere > 0) {
            facts.add(stillThere + " of those looked up still held after the run");
        }
        return facts;
    }
}
