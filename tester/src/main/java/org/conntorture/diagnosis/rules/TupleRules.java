package org.conntorture.diagnosis.rules;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.evidence.Sighting;
import org.conntorture.kernel.TcpState;
import org.conntorture.outcome.Symptom;
import org.conntorture.record.FailureRecord;
import org.conntorture.record.SlowRecord;
import org.conntorture.text.Counts;
import org.conntorture.text.Lists;

/** SYNs that meet an old socket on the same addresses and ports. */
final class TupleRules {
    /** A challenge ACK, a reset and the next SYN take two jiffies, or a second before Linux 5.7; less than the second band. */
    private static final long CHALLENGED_NS = 1_500_000_000L;
    /** A timer of one jiffy; a connect that took less had its SYN answered, and what was sent again was data. */
    private static final long JIFFY_NS = 1_000_000;
    /** Before the first time-out of a SYN, as short as anybody sets it. */
    private static final long TIMED_OUT_NS = 500_000_000;

    private TupleRules() {}

    /** A second SYN far below the time-out of a second: something answered the first, and not with a SYN-ACK. */
    static boolean isAnsweredAtOnce(SlowRecord slow) {
        return slow.retransmits() > 0 && slow.connectNs() >= JIFFY_NS && slow.connectNs() < TIMED_OUT_NS;
    }

    static Assessment staleTuple(CaseFile file, Symptom symptom, long count) {
        return symptom == Symptom.SLOW ? challenged(file, count) : unanswered(file, symptom, count);
    }

    /** Since 3.18 the client resets the stale socket and connects with its next SYN. */
    private static Assessment challenged(CaseFile file, long count) {
        List<SlowRecord> again = file.slow().stream()
                .filter(slow ->
                        slow.retransmits() != 0 && slow.connectNs() >= JIFFY_NS && slow.connectNs() < CHALLENGED_NS)
                .toList();
        OptionalLong known = file.server("TcpExtTCPSYNChallenge");
        if (known.isEmpty()) {
            return StickyPorts.soonAgain(file);
        }
        long hits = known.getAsLong();
        if (hits == 0 || again.isEmpty()) {
            return file.isFlat("TcpExtTCPSYNChallenge", count)
                    ? Assessment.ruledOut("no SYN met an old socket (" + file.moved("TcpExtTCPSYNChallenge") + ")")
                    : Assessment.OPEN;
        }
        boolean allLate = CaseFile.isEnough(hits, file.scaled(Symptom.SLOW, again.size()));
        List<SlowRecord> met = allLate
                ? again
                : again.stream().filter(TupleRules::isAnsweredAtOnce).toList();
        long late = file.scaled(Symptom.SLOW, met.size());
        if (!CaseFile.isEnough(hits, late) || late == 0) {
            return Assessment.ruledOut(
                    "fewer SYNs met an old socket than were sent again (" + file.moved("TcpExtTCPSYNChallenge") + ")");
        }
        boolean identity = hits <= 1.5 * late + 1;
        return Assessment.fits(
                Math.min(count, Math.min(late, hits)),
                !identity ? Confidence.POSSIBLE : allLate ? Confidence.CERTAIN : Confidence.LIKELY,
                "their first SYN met an old socket and was challenged (" + file.moved("TcpExtTCPSYNChallenge") + ", "
                        + Counts.of(late, "connect") + " took a second SYN)",
                "source ports " + Lists.shortened(ports(met.stream().map(SlowRecord::source), port -> true)));
    }

    private static Assessment unanswered(CaseFile file, Symptom symptom, long count) {
        List<Sighting> seen = file.sightings(symptom);
        if (!file.seesHost() || seen.isEmpty()) {
            Assessment counted = counted(file, symptom, count);
            return counted.isFit() ? counted : StickyPorts.unanswered(file, symptom);
        }
        List<Sighting> stale = seen.stream().filter(TupleRules::isStale).toList();
        if (stale.isEmpty()) {
            return Assessment.ruledOut("no old socket stood on the addresses and ports of those looked up");
        }
        Set<Integer> held = ports(stale.stream().map(Sighting::source), port -> true);
        held.addAll(file.host().leak().remotePorts());
        long met = file.failures(symptom).stream()
                .filter(failure -> failure.source() != null
                        && held.contains(failure.source().getPort()))
                .count();
        Set<Integer> hit = ports(file.failures(symptom).stream().map(FailureRecord::source), held::contains);
        Sighting first = stale.get(0);
        return Assessment.fits(
                        file.scaled(symptom, met),
                        Confidence.CERTAIN,
                        "while their SYNs waited, the server held a socket in "
                                + first.server().orElseThrow().state() + " on the same addresses and ports"
                                + Sightings.owner(first),
                        "source ports " + Lists.shortened(hit),
                        file.moved("TcpExtListenDrops") + ", " + file.moved("TcpExtTCPSYNChallenge"))
                .seenAtEach();
    }

    /** Nobody looked in time; since 3.18 the kernel counts the SYNs that met one, whether its answer arrives or not. */
    private static Assessment counted(CaseFile file, Symptom symptom, long count) {
        Confidence traced = file.tracedOr("kfree_skb TCP_INVALID_SYN", symptom, count, Confidence.LIKELY);
        long hits = file.server("TcpExtTCPSYNChallenge").orElse(0);
        boolean identity = CaseFile.isEnough(hits, count) && hits <= 2 * count * file.synsEach(symptom);
        return identity || file.seesHost() && traced == Confidence.CERTAIN
                ? Assessment.fits(
                        count,
                        traced,
                        "as many SYNs met an old socket and were challenged, and the answer was lost ("
                                + file.moved("TcpExtTCPSYNChallenge")
                                + (traced == Confidence.CERTAIN ? ", traced as TCP_INVALID_SYN)" : ")"),
                        "source ports "
                                + Lists.shortened(ports(
                                        file.failures(symptom).stream().map(FailureRecord::source), port -> true)))
                : Assessment.OPEN;
    }

    private static Set<Integer> ports(Stream<InetSocketAddress> sources, IntPredicate wanted) {
        return sources.filter(Objects::nonNull)
                .map(InetSocketAddress::getPort)
                .filter(wanted::test)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The client still sends SYNs and the other end has long had its connection. */
    private static boolean isStale(Sighting sighting) {
        boolean waiting =
                sighting.client().map(row -> row.state() == TcpState.SYN_SENT).orElse(false);
        return waiting
                && sighting.server()
                        .map(row -> row.state() != TcpState.SYN_RECV && row.state() != TcpState.TIME_WAIT)
                        .orElse(false);
    }

    static Assessment timeWait(CaseFile file, Symptom symptom, long count) {
        long needed = symptom == Symptom.SLOW
                ? file.slow().stream()
                        .filter(slow -> slow.retransmits() != 0 && slow.connectNs() >= JIFFY_NS)
                        .count()
                : count;
        long hits = Math.max(
                file.server("TcpExtPAWSTimewait").orElse(0),
                file.server("TcpExtTCPACKSkippedTimeWait").orElse(0));
        if (needed == 0 || hits < Math.max(1, needed / 2)) {
            return Assessment.OPEN;
        }
        // Each SYN that meets one counts once; the rest would be other people's.
        boolean identity = hits <= 3 * needed * file.synsEach(symptom);
        return Assessment.fits(
                Math.min(hits, needed),
                identity ? Confidence.LIKELY : Confidence.POSSIBLE,
                "SYNs met sockets in TIME_WAIT (" + file.moved("TcpExtPAWSTimewait") + ", "
                        + file.moved("TcpExtTCPACKSkippedTimeWait") + ")");
    }

    static Assessment twRecycle(CaseFile file, Symptom symptom, long count) {
        String name = "net.ipv4.tcp_tw_recycle";
        if (!file.evidence().client().settings().containsKey(name)) {
            return Assessment.OPEN;
        }
        if (file.isSet(name, "0") && file.counters().shared()) {
            return Assessment.ruledOut("tcp_tw_recycle is 0");
        }
        if (!file.accountsFor("TcpExtPAWSPassive", count)) {
            return file.isFlat("TcpExtPAWSPassive", count)
                    ? Assessment.ruledOut(file.moved("TcpExtPAWSPassive"))
                    : Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                file.isSet(name, "0") ? Confidence.LIKELY : Confidence.CERTAIN,
                "SYNs were refused by their timestamps (" + file.moved("TcpExtPAWSPassive")
                        + "), as tcp_tw_recycle does, which is " + file.setting(name) + " here");
    }
}
