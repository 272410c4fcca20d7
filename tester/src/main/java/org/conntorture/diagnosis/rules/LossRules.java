package org.conntorture.diagnosis.rules;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.Windows;
import org.conntorture.outcome.Symptom;
import org.conntorture.record.FailureRecord;
import org.conntorture.record.SlowRecord;
import org.conntorture.text.Counts;

/** Packets that vanish: a few by chance, or all of them for a while or for good. */
final class LossRules {
    /** Fewer connects with a second SYN are any network's day. */
    private static final int LEAST_AGAIN = 3;
    /** How far the failed may be from what chance makes of those that needed a second SYN. */
    private static final double FIT = 3;
    /** In true loss of both ways data were sent again 274 times beside 203 SYNs, with a full queue 85 times beside 278. */
    private static final double DATA_LOST = 0.7;

    private LossRules() {}

    /** Loss with chance p lets a share p of SYNs be sent again and p to the power of the SYNs sent fail. */
    static Assessment packetLoss(CaseFile file, Symptom symptom, long count) {
        if (!QueueRules.droppedNone(file, Math.max(count, file.count(Symptom.SLOW)))
                && file.server("TcpExtListenDrops").isPresent()) {
            return Assessment.OPEN;
        }
        return switch (symptom) {
            case SLOW -> slow(file, count);
            case SILENT -> silent(file, symptom, count);
            default -> unanswered(file, symptom, count);
        };
    }

    private static long sentAgain(CaseFile file) {
        return file.scaled(
                Symptom.SLOW,
                file.slow().stream()
                        .filter(slow -> slow.retransmits() > 0 && !TupleRules.isAnsweredAtOnce(slow))
                        .count());
    }

    private static Assessment slow(CaseFile file, long count) {
        long again = sentAgain(file);
        if (again < LEAST_AGAIN || isOutage(file)) {
            return Assessment.OPEN;
        }
        if (isFarAway(file)) {
            return Assessment.ruledOut("every connect took longer than a SYN waits before it is sent again");
        }
        long needless = file.client("TcpExtTCPDSACKRecv").orElse(0);
        if (needless > 0 && needless >= file.client("TcpRetransSegs").orElse(0) / 2) {
            return Assessment.ruledOut("what was sent again had arrived before (" + file.movedHere("TcpExtTCPDSACKRecv")
                    + ", " + file.movedHere("TcpRetransSegs") + ")");
        }
        return fits(file, Math.min(count, again), again, 0);
    }

    /** The way there and back takes longer than the SYN time-out, so that each SYN is sent twice and none is lost. */
    private static boolean isFarAway(CaseFile file) {
        long late = file.scaled(Symptom.SLOW, file.connectedLate().size());
        return file.successes() > 0 && CaseFile.isEnough(late, file.successes());
    }

    private static boolean isOutage(CaseFile file) {
        LongStream late = file.connectedLate().stream().mapToLong(SlowRecord::attempt);
        LongStream failed = file.failures(Symptom.UNANSWERED).stream().mapToLong(FailureRecord::attempt);
        return Windows.isClumped(LongStream.concat(late, failed));
    }

    private static Assessment silent(CaseFile file, Symptom symptom, long count) {
        long again = sentAgain(file);
        List<FailureRecord> failures = file.failures(symptom);
        boolean resent = !failures.isEmpty() && failures.stream().allMatch(failure -> failure.retransmits() > 0);
        return again >= LEAST_AGAIN && again * 2 >= count && resent ? fits(file, count, again, count) : Assessment.OPEN;
    }

    private static Assessment unanswered(CaseFile file, Symptom symptom, long count) {
        if (StickyPorts.areSticky(file, symptom)) {
            return Assessment.ruledOut("the same source ports fail again and again, which chance does not choose");
        }
        if (isOutage(file)) {
            return Assessment.ruledOut("they failed one after the other, not scattered as by chance");
        }
        long late = file.scaled(Symptom.SLOW, file.connectedLate().size());
        double syns = file.synsEach(symptom);
        if (late < LEAST_AGAIN) {
            return file.successes() > 0 && late == 0 && syns >= 2
                    ? Assessment.ruledOut("no connection succeeded with a later SYN")
                    : Assessment.OPEN;
        }
        double chance = (late + count) / (double) file.attempts();
        double expected = file.attempts() * Math.pow(chance, syns);
        if (count > FIT * expected + FIT) {
            return Assessment.ruledOut(String.format(
                    Locale.ROOT,
                    "%,d connects took a later SYN, so chance would let %.0f fail and not %,d",
                    late,
                    expected,
                    count));
        }
        return fits(file, count, late, count);
    }

    private static Assessment fits(CaseFile file, long explains, long again, long failed) {
        double share = (again + failed) / (double) Math.max(1, file.attempts());
        return Assessment.fits(
                explains,
                file.seesHost() || isDataLostToo(file) ? Confidence.LIKELY : Confidence.POSSIBLE,
                String.format(
                        Locale.ROOT,
                        "%,d connections succeeded after packets were sent again, scattered over the run: about %.2g %%"
                                + " of the attempts lost one",
                        again,
                        100 * share),
                file.moved("TcpExtListenDrops") + ", " + file.movedHere("TcpExtTCPSynRetrans") + ", "
                        + file.movedHere("TcpExtTCPTimeouts"));
    }

    /** A full accept queue drops SYNs and lets the data of those it took pass; a path that loses packets loses both. */
    private static boolean isDataLostToo(CaseFile file) {
        long syns = file.client("TcpExtTCPSynRetrans").orElse(0);
        long all = file.client("TcpRetransSegs").orElse(0);
        return syns > 0 && all - syns >= DATA_LOST * syns;
    }

    static Assessment blackhole(CaseFile file, Symptom symptom, long count) {
        if (file.accountsFor("TcpExtListenDrops", count) && !QueueRules.isOfOthers(file)) {
            return Assessment.ruledOut(
                    "the listener's own drops are as many (" + file.moved("TcpExtListenDrops") + ")");
        }
        boolean whole = file.successes() == 0;
        if (isFarAway(file)) {
            return Assessment.ruledOut("every connect took longer than a SYN waits before it is sent again");
        }
        if (!whole && !isOutage(file)) {
            return symptom == Symptom.UNANSWERED && file.failures(symptom).size() >= Windows.LEAST_CLUMP
                    ? Assessment.ruledOut("others were served in between")
                    : Assessment.OPEN;
        }
        if (!whole && Windows.isServedMeanwhile(file, symptom == Symptom.SLOW ? Symptom.UNANSWERED : symptom)) {
            return Assessment.ruledOut("others were served in the same seconds");
        }
        String closed = whole ? "not one SYN was answered" : "not one SYN was answered for a while";
        long dropped = file.seesHost() ? file.traced("kfree_skb NETFILTER_DROP").orElse(0) : 0;
        return Assessment.fits(
                symptom == Symptom.SLOW
                        ? file.scaled(symptom, file.connectedLate().size())
                        : count,
                confidence(file, symptom, count),
                closed + ": " + Windows.text(file, symptom),
                file.moved("TcpExtListenDrops") + ", " + file.moved("TcpExtListenOverflows")
                        + (dropped > 0
                                ? "; the kernel says of itself: " + Counts.of(dropped, "packet")
                                        + " dropped by NETFILTER_DROP"
                                : ""));
    }

    /** From another host a full queue, a stopped server and a filter look the same, and this kernel's drops are of others. */
    private static Confidence confidence(CaseFile file, Symptom symptom, long count) {
        return file.seesHost()
                ? file.tracedOr(
                        "kfree_skb NETFILTER_DROP",
                        symptom,
                        count,
                        QueueRules.droppedNone(file, count) ? Confidence.LIKELY : Confidence.POSSIBLE)
                : Confidence.POSSIBLE;
    }
}
