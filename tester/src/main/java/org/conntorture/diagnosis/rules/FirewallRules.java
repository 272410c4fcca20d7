package org.conntorture.diagnosis.rules;

import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.Windows;
import org.conntorture.outcome.Symptom;
import org.conntorture.text.Counts;

/** Rules of netfilter on the server's host that drop some of the SYNs: by rate, by number, by list. */
final class FirewallRules {
    private static final String DROPS = "kfree_skb NETFILTER_DROP";

    private FirewallRules() {}

    static Assessment limit(CaseFile file, Symptom symptom, long count) {
        Assessment unanswered = unanswered(file, file.count(Symptom.UNANSWERED));
        if (symptom == Symptom.UNANSWERED || !unanswered.isFit()) {
            return unanswered;
        }
        long late = file.scaled(Symptom.SLOW, file.connectedLate().size());
        return late == 0 ? Assessment.OPEN : Assessment.fits(late, unanswered.confidence(), unanswered.facts());
    }

    /** What drops by chance, by source port or by backend has another name. */
    private static Assessment unanswered(CaseFile file, long count) {
        long drops = file.traced(DROPS).orElse(0);
        if (count == 0
                || !file.seesHost()
                || !CaseFile.isEnough(drops, count)
                || !QueueRules.droppedNone(file, count)
                || !Windows.isServedMeanwhile(file, Symptom.UNANSWERED)
                || StickyPorts.areSticky(file, Symptom.UNANSWERED)
                || file.accountsFor("TcpExtTCPSYNChallenge", count)
                || LossRules.packetLoss(file, Symptom.UNANSWERED, count).isFit()
                || ShareRules.badBackend(file, Symptom.UNANSWERED, count).isFit()) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                file.tracedOr(DROPS, Symptom.UNANSWERED, count, Confidence.POSSIBLE),
                "the kernel says of itself: " + Counts.of(drops, "packet") + " dropped by NETFILTER_DROP",
                "others were served in the same seconds; " + file.moved("TcpExtListenDrops"));
    }
}
