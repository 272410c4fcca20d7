package org.conntorture.diagnosis.rules;

import java.util.OptionalLong;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.outcome.Symptom;
import org.conntorture.record.SlowRecord;
import org.conntorture.text.Counts;

/** Packets that the host itself drops before TCP sees them: tables, filters, backlogs. */
final class PathRules {
    private static final double NEARLY_FULL = 0.9;
    /** Drops beyond so many times what was sent again belong to other traffic. */
    private static final int MOST_PER_RETRANSMIT = 10;

    private PathRules() {}

    /** Of those that were merely slow, the ones that had to send again. */
    private static long sentAgain(CaseFile file, Symptom symptom, long count) {
        return symptom == Symptom.SLOW
                ? file.scaled(
                        symptom,
                        file.slow().stream()
                                .mapToInt(SlowRecord::retransmits)
                                .filter(retransmits -> retransmits != 0)
                                .count())
                : count;
    }

    /** Of the namespace where it moved further; unknown where it is in neither. */
    private static OptionalLong either(CaseFile file, String name) {
        OptionalLong client = file.client(name);
        OptionalLong server = file.server(name);
        return client.isEmpty() || server.orElse(0) > client.getAsLong() ? server : client;
    }

    /** The same with what moves it when all is quiet: a queue may overflow without the load as well. */
    private static OptionalLong withOthers(CaseFile file, String name) {
        OptionalLong client = file.counters().client(name);
        OptionalLong server = file.counters().server(name);
        return client.isEmpty() || server.orElse(0) > client.getAsLong() ? server : client;
    }

    static Assessment conntrackFull(CaseFile file, Symptom symptom, long count) {
        long needed = sentAgain(file, symptom, count);
        OptionalLong dropped = withOthers(file, "ConntrackDrop");
        OptionalLong peak = file.evidence().kernel().conntrackPeak();
        OptionalLong max = file.evidence().kernel().conntrackMax();
        if (needed == 0 || !CaseFile.isEnough(dropped.orElse(0), needed)) {
            return dropped.isPresent() && symptom == Symptom.UNANSWERED
                    ? Assessment.ruledOut(CaseFile.text("ConntrackDrop", dropped))
                    : Assessment.OPEN;
        }
        if (peak.isEmpty() || max.isEmpty()) {
            return Assessment.OPEN;
        }
        String held =
                "the table held " + Counts.of(peak.getAsLong()) + " of " + Counts.of(max.getAsLong()) + " connections";
        return peak.getAsLong() < NEARLY_FULL * max.getAsLong()
                ? Assessment.ruledOut(held)
                : Assessment.fits(
                        needed,
                        CaseFile.isEnough(either(file, "ConntrackDrop").orElse(0), needed)
                                ? Confidence.CERTAIN
                                : Confidence.LIKELY,
                        held + " and dropped packets (" + CaseFile.text("ConntrackDrop", dropped)
                                + "): raise net.netfilter.nf_conntrack_max");
    }

    /** A clash drops a SYN; what is held for invalid may be any packet. */
    static Assessment conntrackClash(CaseFile file, Symptom symptom, long count) {
        long needed = sentAgain(file, symptom, count);
        OptionalLong inserts = either(file, "ConntrackInsertFailed");
        boolean ofSyn = symptom == Symptom.UNANSWERED || symptom == Symptom.SLOW;
        long clashed = inserts.orElse(0);
        if (ofSyn && needed > 0 && clashed >= Math.max(1, needed / 2)) {
            return Assessment.fits(
                    Math.min(needed, clashed),
                    clashed <= 3 * needed * file.synsEach(symptom) ? Confidence.CERTAIN : Confidence.POSSIBLE,
                    "two flows wanted one entry of the table and a packet of one was dropped ("
                            + CaseFile.text("ConntrackInsertFailed", inserts) + ")");
        }
        OptionalLong invalid = either(file, "ConntrackInvalid");
        if (needed > 0 && CaseFile.isEnough(invalid.orElse(0), needed)) {
            return Assessment.fits(
                    needed,
                    Confidence.POSSIBLE,
                    "connection tracking held packets for invalid (" + CaseFile.text("ConntrackInvalid", invalid)
                            + "), which a rule may drop");
        }
        return Assessment.OPEN;
    }

    static Assessment softnet(CaseFile file, Symptom symptom, long count) {
        return overflowed(
                file,
                symptom,
                count,
                "SoftnetDropped",
                "the per-CPU backlog was full (%s): raise net.core.netdev_max_backlog");
    }

    /** Packets wait for the word of a program, which is too slow for them. */
    static Assessment nfqueue(CaseFile file, Symptom symptom, long count) {
        return overflowed(
                file,
                symptom,
                count,
                "NfqueueDropped",
                "packets wait for the verdict of a program, and its queue was full (%s)");
    }

    /** A queue of the host whose drops no counter of TCP shows: by what was sent again. */
    private static Assessment overflowed(CaseFile file, Symptom symptom, long count, String drops, String text) {
        long needed = sentAgain(file, symptom, count);
        OptionalLong moved = withOthers(file, drops);
        String fact = CaseFile.text(drops, moved);
        if (needed == 0 || !CaseFile.isEnough(moved.orElse(0), needed)) {
            return CaseFile.isFew(moved, count) && symptom == Symptom.UNANSWERED
                    ? Assessment.ruledOut(fact)
                    : Assessment.OPEN;
        }
        long sent = Math.max(needed, withOthers(file, "TcpRetransSegs").orElse(0));
        Confidence ofOwn =
                CaseFile.isEnough(either(file, drops).orElse(0), needed) ? Confidence.CERTAIN : Confidence.LIKELY;
        return Assessment.fits(
                needed,
                moved.getAsLong() <= MOST_PER_RETRANSMIT * sent ? ofOwn : Confidence.POSSIBLE,
                String.format(text, fact));
    }

    static Assessment reversePath(CaseFile file, Symptom symptom, long count) {
        // SYN-ACKs that are sent again after the load are dropped in the pause too.
        OptionalLong filtered = withOthers(file, "TcpExtIPReversePathFilter");
        if (!CaseFile.isEnough(filtered.orElse(0), count)) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                filtered.getAsLong() <= 5 * count * file.synsEach(symptom) ? Confidence.CERTAIN : Confidence.POSSIBLE,
                "packets came in by an interface they would not leave by ("
                        + CaseFile.text("TcpExtIPReversePathFilter", filtered) + "): see rp_filter and 'ip route get'");
    }

    static Assessment socketFilter(CaseFile file, Symptom symptom, long count) {
        boolean known = !file.listeners().isEmpty()
                && file.listeners().stream().allMatch(one -> one.drops().isPresent());
        long filtered = known
                ? file.listeners().stream()
                        .map(ListenerTrack::drops)
                        .mapToLong(OptionalLong::getAsLong)
                        .sum()
                : file.traced("kfree_skb SOCKET_FILTER").orElse(0);
        if (known && filtered == 0) {
            return Assessment.ruledOut("the listener dropped nothing");
        }
        boolean queueDropped = !file.isFlat("TcpExtListenDrops", count) && !areOfAnotherQueue(file);
        if (!CaseFile.isEnough(filtered, count) || queueDropped) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                known
                        ? Confidence.CERTAIN
                        : file.tracedOr("kfree_skb SOCKET_FILTER", symptom, count, Confidence.POSSIBLE),
                "the listening socket itself dropped " + Counts.of(filtered, "packet")
                        + ", and no queue did (" + file.moved("TcpExtListenDrops") + ", "
                        + file.moved("TcpExtListenOverflows") + ")");
    }

    /** Each drop was an overflow, and this target's queue did not overflow. */
    private static boolean areOfAnotherQueue(CaseFile file) {
        long drops = file.counters().server("TcpExtListenDrops").orElse(0);
        return QueueRules.overflowIsOfOthers(file)
                && CaseFile.isEnough(
                        file.counters().server("TcpExtListenOverflows").orElse(0), drops);
    }
}
