package org.conntorture.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.record.FailureRecord;

/** Packets lost between the two ends: tables, filters, backlogs, chance. */
final class PathRules {
    private static final double NEARLY_FULL = 0.9;
    /** Less than that among all that failed is a matter of single connections, not of a road that is closed. */
    private static final double WHOLE_SHARE = 0.8;

    private PathRules() {}

    static Assessment conntrackFull(CaseFile file, Symptom symptom, long count) {
        OptionalLong dropped = file.client("ConntrackDrop");
        OptionalLong peak = file.evidence().conntrackPeak();
        OptionalLong max = file.evidence().conntrackMax();
        if (dropped.isEmpty() || dropped.getAsLong() < Math.max(1, 0.8 * count)) {
            return dropped.isPresent() && symptom == Symptom.UNANSWERED
                    ? Assessment.ruledOut(CaseFile.text("ConntrackDrop", dropped))
                    : Assessment.OPEN;
        }
        if (peak.isEmpty() || max.isEmpty() || peak.getAsLong() < NEARLY_FULL * max.getAsLong()) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                "the table held " + Quantities.of(peak.getAsLong()) + " of " + Quantities.of(max.getAsLong())
                        + " connections and dropped packets (" + CaseFile.text("ConntrackDrop", dropped)
                        + "): raise net.netfilter.nf_conntrack_max");
    }

    static Assessment conntrackClash(CaseFile file, Symptom symptom, long count) {
        long clashed = file.client("ConntrackInsertFailed").orElse(0);
        if (clashed >= Math.max(1, count / 2)) {
            return Assessment.fits(
                    Math.min(count, clashed),
                    Confidence.CERTAIN,
                    "two flows wanted one entry of the table and a packet of one was dropped ("
                            + CaseFile.text("ConntrackInsertFailed", file.client("ConntrackInsertFailed")) + ")");
        }
        long invalid = file.client("ConntrackInvalid").orElse(0);
        if (invalid >= Math.max(1, 0.8 * count) && symptom != Symptom.RESET) {
            return Assessment.fits(
                    count,
                    Confidence.POSSIBLE,
                    "connection tracking held packets for invalid ("
                            + CaseFile.text("ConntrackInvalid", file.client("ConntrackInvalid"))
                            + "), which a rule may drop");
        }
        return Assessment.OPEN;
    }

    static Assessment softnet(CaseFile file, Symptom symptom, long count) {
        if (!file.accountsFor("SoftnetDropped", count)) {
            return file.isFlat("SoftnetDropped", count) && symptom == Symptom.UNANSWERED
                    ? Assessment.ruledOut(file.moved("SoftnetDropped"))
                    : Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                "the per-CPU backlog was full (" + file.moved("SoftnetDropped")
                        + "): raise net.core.netdev_max_backlog");
    }

    static Assessment reversePath(CaseFile file, Symptom symptom, long count) {
        long filtered = Math.max(
                file.server("TcpExtIPReversePathFilter").orElse(0),
                file.client("TcpExtIPReversePathFilter").orElse(0));
        return filtered >= Math.max(1, 0.8 * count)
                ? Assessment.fits(
                        count,
                        Confidence.CERTAIN,
                        "packets came in by an interface they would not leave by ("
                                + file.moved("TcpExtIPReversePathFilter") + "): see rp_filter and 'ip route get'")
                : Assessment.OPEN;
    }

    static Assessment socketFilter(CaseFile file, Symptom symptom, long count) {
        long drops = file.listeners().stream()
                .map(ListenerTrack::drops)
                .mapToLong(one -> one.orElse(0))
                .sum();
        long filtered = Math.max(drops, file.traced("kfree_skb SOCKET_FILTER").orElse(0));
        if (filtered < Math.max(1, 0.8 * count) || !file.isFlat("TcpExtListenDrops", count)) {
            boolean known =
                    file.listeners().stream().anyMatch(one -> one.drops().isPresent());
            return known && drops == 0 ? Assessment.ruledOut("the listener dropped nothing") : Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                "the listening socket itself dropped " + Quantities.of(filtered, "packet")
                        + ", and no queue did (" + file.moved("TcpExtListenDrops") + ", "
                        + file.moved("TcpExtListenOverflows") + ")");
    }

    static Assessment packetLoss(CaseFile file, Symptom symptom, long count) {
        long again = file.slow().stream().filter(slow -> slow.retransmits() > 0).count();
        if (symptom == Symptom.SLOW) {
            return again == 0 ? Assessment.OPEN : lossOf(file, Math.min(count, again), again, 0);
        }
        boolean many = again * 2 >= count && again > 0;
        if (symptom == Symptom.SILENT) {
            boolean resent = file.failures(symptom).stream().allMatch(failure -> failure.retransmits() > 0);
            return many && resent ? lossOf(file, count, again, count) : Assessment.OPEN;
        }
        if (!many) {
            return file.successes() > 0 && file.evidence().attempts().slowAttempts() == 0
                    ? Assessment.ruledOut("no connection succeeded with a second SYN")
                    : Assessment.OPEN;
        }
        return lossOf(file, count, again, count);
    }

    /** Loss with chance p lets a share p be sent again, and p squared twice. */
    private static Assessment lossOf(CaseFile file, long explains, long again, long failed) {
        if (!file.isFlat("TcpExtListenDrops", again)
                && file.server("TcpExtListenDrops").isPresent()) {
            return Assessment.OPEN;
        }
        double share = (again + failed) / (double) Math.max(1, file.attempts());
        List<String> facts = new ArrayList<>();
        facts.add(String.format(
                Locale.ROOT,
                "%,d connections succeeded after packets were sent again, which is about %.2g %% of the attempts",
                again,
                100 * share));
        facts.add(file.moved("TcpExtListenDrops") + ", " + file.moved("TcpExtTCPSynRetrans") + ", "
                + file.moved("TcpExtTCPTimeouts"));
        return Assessment.fits(explains, Confidence.LIKELY, facts);
    }

    static Assessment blackhole(CaseFile file, Symptom symptom, long count) {
        if (file.accountsFor("TcpExtListenDrops", count)) {
            return Assessment.ruledOut(
                    "the listener's own drops are as many (" + file.moved("TcpExtListenDrops") + ")");
        }
        boolean whole = file.successes() == 0;
        if (!whole && shareWithin(file.failures(symptom)) < WHOLE_SHARE) {
            return Assessment.OPEN;
        }
        List<String> facts = new ArrayList<>();
        facts.add(
                whole
                        ? "not one SYN was answered"
                        : "not one SYN was answered for a while: " + Windows.text(file, symptom));
        facts.add(file.moved("TcpExtListenDrops") + ", " + file.moved("TcpExtListenOverflows"));
        long dropped = file.traced("kfree_skb NETFILTER_DROP").orElse(0);
        if (dropped > 0) {
            facts.add(
                    "the kernel says it of itself: " + Quantities.of(dropped, "packet") + " dropped by NETFILTER_DROP");
        }
        return Assessment.fits(
                count,
                file.tracedOr(
                        "kfree_skb NETFILTER_DROP",
                        count,
                        file.evidence().local() ? Confidence.LIKELY : Confidence.POSSIBLE),
                facts);
    }

    /** Of the attempts from the first to the last failed one, the share that failed so. */
    private static double shareWithin(List<FailureRecord> failures) {
        long first = failures.stream().mapToLong(FailureRecord::attempt).min().orElse(0);
        long last = failures.stream().mapToLong(FailureRecord::attempt).max().orElse(0);
        return failures.size() / (double) (last - first + 1);
    }
}
