package org.conntorture.diagnosis.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.conntorture.capture.ResetOrigin;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.outcome.Symptom;
import org.conntorture.record.FailureRecord;
import org.conntorture.text.Addresses;
import org.conntorture.text.Counts;

/** Connections that are refused or unreachable: nobody listens, somebody forbids, or the next hop is silent. */
final class RefusalRules {
    /** Retries of ARP and neighbour discovery take about three seconds; a probe that is late does not matter. */
    private static final long NEIGHBOUR_NS = 2_500_000_000L;

    static final String UNREACHABLES = "IcmpInDestUnreachs";

    private RefusalRules() {}

    /** A router that resets a connection answers in the server's name, and is nearer. */
    static Assessment resetOnTheWay(CaseFile file, Symptom symptom, long count) {
        long nearer = nearer(file);
        return nearer == 0
                ? Assessment.OPEN
                : Assessment.fits(
                        Math.max(1, count * nearer / file.resetOrigins().size()), Confidence.LIKELY, nearerText(file));
    }

    /** Resets among those captured that the target did not send. */
    static long nearer(CaseFile file) {
        return file.resetOrigins().stream().filter(ResetOrigin::isNearer).count();
    }

    /** {@code the reset came over 0 routers and what the server sent before over 1, by their TTL (3 of 3 captured)}. */
    static String nearerText(CaseFile file) {
        ResetOrigin first = file.resetOrigins().stream()
                .filter(ResetOrigin::isNearer)
                .findFirst()
                .orElseThrow();
        return "the reset came over " + Counts.of(first.resetHops(), "router")
                + " and what the server sent before over " + Counts.of(first.targetHops()) + ", by their TTL ("
                + nearer(file) + " of " + file.resetOrigins().size() + " captured)";
    }

    static Assessment noListener(CaseFile file, Symptom symptom, long count) {
        if (!file.seesHost() || file.host().listenerSamples() == 0) {
            return file.successes() == 0
                    ? Assessment.fits(count, Confidence.LIKELY, "every connection was refused")
                    : Assessment.fits(count, Confidence.POSSIBLE, "refused, though others were served");
        }
        if (file.alwaysListened()) {
            return Assessment.ruledOut("a listener was there whenever it was looked for");
        }
        if (file.neverListened() && file.successes() > 0) {
            return Assessment.ruledOut("others were served though nothing listens here, so a rule leads elsewhere");
        }
        boolean answered = CaseFile.isEnough(file.refusals().orElse(0), count);
        List<String> facts = new ArrayList<>();
        facts.add(
                file.neverListened()
                        ? "no socket listens on " + Addresses.of(file.address())
                        : "nothing listened at " + file.host().samplesWithoutListener() + " of "
                                + file.host().listenerSamples() + " looks");
        facts.add((answered ? "the kernel itself refused them (" : "the kernel's own resets are fewer (")
                + file.moved("TcpOutRsts") + ")");
        List<ListenerTrack> elsewhere = file.host().listeners();
        if (file.neverListened() && !elsewhere.isEmpty()) {
            facts.add("but one listens on " + addresses(elsewhere));
        }
        return Assessment.fits(count, answered && file.neverListened() ? Confidence.CERTAIN : Confidence.LIKELY, facts);
    }

    private static String addresses(List<ListenerTrack> listeners) {
        return listeners.stream()
                .map(track -> Addresses.of(track.local()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    static Assessment firewallReject(CaseFile file, Symptom symptom, long count) {
        boolean refusedByTcp =
                file.seesHost() && CaseFile.isEnough(file.refusals().orElse(0), count);
        if (symptom == Symptom.REFUSED && refusedByTcp) {
            return Assessment.ruledOut("the kernel's own resets are as many (" + file.moved("TcpOutRsts") + ")");
        }
        OptionalLong icmp = file.client(UNREACHABLES);
        if (CaseFile.isEnough(icmp.orElse(0), count)) {
            return byIcmp(file, symptom, count, icmp);
        }
        if (symptom == Symptom.UNREACHABLE || !file.seesHost()) {
            return symptom == Symptom.UNREACHABLE && icmp.isPresent()
                    ? Assessment.ruledOut("no ICMP came in (" + CaseFile.text(UNREACHABLES, icmp) + ")")
                    : Assessment.OPEN;
        }
        boolean silentTcp =
                CaseFile.isEnough(file.client("TcpAttemptFails").orElse(0), count) && file.refusesNone(count);
        if (!silentTcp || !file.alwaysListened()) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                "a socket listens, and the kernel's own TCP sent no reset (" + file.movedHere("TcpAttemptFails") + ", "
                        + file.moved("TcpOutRsts") + "): a rule with 'reject with tcp reset' answers for it");
    }

    /** A router without a way answers like a firewall; on one host there is none between. */
    private static Assessment byIcmp(CaseFile file, Symptom symptom, long count, OptionalLong icmp) {
        boolean identity = icmp.getAsLong() <= 2 * count * file.synsEach(symptom) + file.count(Symptom.UNANSWERED) * 8;
        boolean router = symptom == Symptom.UNREACHABLE && !file.seesHost();
        return Assessment.fits(
                count,
                !identity ? Confidence.POSSIBLE : router ? Confidence.LIKELY : Confidence.CERTAIN,
                "ICMP said so (" + CaseFile.text(UNREACHABLES, icmp)
                        + "), which no listener and no missing listener does"
                        + (router ? "; a router without a way to it would too" : ""));
    }

    static Assessment neighbour(CaseFile file, Symptom symptom, long count) {
        boolean unresolved = file.evidence().client().neighbourUnresolved().orElse(false);
        List<FailureRecord> failures = file.failures(symptom);
        boolean slow = symptom == Symptom.UNREACHABLE
                && !failures.isEmpty()
                && failures.stream().allMatch(failure -> durationNs(failure) >= NEIGHBOUR_NS);
        if (!unresolved && !slow) {
            return file.evidence().client().neighbourUnresolved().isPresent()
                    ? Assessment.ruledOut("its neighbour entry was never seen incomplete")
                    : Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                unresolved && file.successes() == 0 ? Confidence.CERTAIN : Confidence.LIKELY,
                unresolved
                        ? "/proc/net/arp has an incomplete entry for it: nobody answers ARP"
                        : "each took as long as three tries of ARP or neighbour discovery");
    }

    private static long durationNs(FailureRecord failure) {
        return failure.endNs() - failure.startNs();
    }

    /** The server is there, but not on the address that the name was resolved to. */
    static Assessment nameResolution(CaseFile file, Symptom symptom, long count) {
        List<ListenerTrack> elsewhere = file.host().listeners();
        String name = file.address().getHostString();
        boolean isName = !name.equals(file.address().getAddress().getHostAddress());
        if (!isName || !file.listeners().isEmpty() || elsewhere.isEmpty()) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                name + " was resolved to " + file.address().getAddress().getHostAddress()
                        + ", and the server listens on " + addresses(elsewhere));
    }
}
