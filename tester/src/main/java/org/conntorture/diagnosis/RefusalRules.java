package org.conntorture.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.record.FailureRecord;

/** Connections that are refused or unreachable: nobody listens, somebody forbids, or nobody is there for a while. */
final class RefusalRules {
    /** Retries of ARP and neighbour discovery take about three seconds; a probe that is late does not matter. */
    private static final long NEIGHBOUR_NS = 2_500_000_000L;

    private RefusalRules() {}

    static Assessment noListener(CaseFile file, Symptom symptom, long count) {
        if (!file.evidence().local()) {
            return file.successes() == 0
                    ? Assessment.fits(count, Confidence.LIKELY, "every connection was refused")
                    : Assessment.fits(count, Confidence.POSSIBLE, "refused, though others were served");
        }
        if (file.alwaysListened()) {
            return Assessment.ruledOut("a listener was there whenever it was looked for");
        }
        boolean answered = file.refusals().orElse(0) >= 0.8 * count;
        List<String> facts = new ArrayList<>();
        facts.add("no socket listens on " + file.address().getAddress().getHostAddress() + ":"
                + file.address().getPort());
        facts.add("the kernel itself refused them (" + file.moved("TcpOutRsts") + ")");
        List<ListenerTrack> elsewhere = file.evidence().listeners();
        if (!elsewhere.isEmpty()) {
            facts.add("but one listens on "
                    + elsewhere.stream().map(track -> track.local().toString()).collect(Collectors.joining(", ")));
        }
        return Assessment.fits(count, answered ? Confidence.CERTAIN : Confidence.LIKELY, facts);
    }

    static Assessment firewallReject(CaseFile file, Symptom symptom, long count) {
        boolean byIcmp = file.client("IcmpInDestUnreachs").orElse(0) >= Math.max(1, Math.round(0.8 * count));
        if (byIcmp) {
            return Assessment.fits(
                    count,
                    Confidence.CERTAIN,
                    "ICMP said so (" + CaseFile.text("IcmpInDestUnreachs", file.client("IcmpInDestUnreachs"))
                            + "), which no listener and no missing listener does");
        }
        if (symptom == Symptom.UNREACHABLE || !file.evidence().local()) {
            return symptom == Symptom.UNREACHABLE
                    ? Assessment.ruledOut("no ICMP came in ("
                            + CaseFile.text("IcmpInDestUnreachs", file.client("IcmpInDestUnreachs")) + ")")
                    : Assessment.OPEN;
        }
        OptionalLong refusals = file.refusals();
        if (refusals.orElse(0) >= 0.8 * count) {
            return Assessment.ruledOut("the kernel's own resets are as many (" + file.moved("TcpOutRsts") + ")");
        }
        boolean identity =
                file.accountsFor("TcpAttemptFails", count) && refusals.isPresent() && refusals.getAsLong() <= count / 5;
        if (!identity || !file.alwaysListened()) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                "a socket listens, and the kernel's own TCP sent no reset (" + file.moved("TcpAttemptFails") + ", "
                        + file.moved("TcpOutRsts") + "): a rule with 'reject with tcp reset' answers for it");
    }

    static Assessment neighbour(CaseFile file, Symptom symptom, long count) {
        boolean unresolved = file.evidence().neighbourUnresolved().orElse(false);
        boolean slow = symptom == Symptom.UNREACHABLE
                && file.failures(symptom).stream().allMatch(failure -> durationNs(failure) >= NEIGHBOUR_NS);
        if (!unresolved && !slow) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                unresolved ? Confidence.CERTAIN : Confidence.LIKELY,
                unresolved
                        ? "/proc/net/arp has an incomplete entry for it: nobody answers ARP"
                        : "each took as long as three tries of ARP or neighbour discovery");
    }

    private static long durationNs(FailureRecord failure) {
        return failure.endNs() - failure.startNs();
    }

    /** The server is there, but not on the address that the name was resolved to. */
    static Assessment nameResolution(CaseFile file, Symptom symptom, long count) {
        List<ListenerTrack> elsewhere = file.evidence().listeners();
        String name = file.address().getHostString();
        boolean isName = !name.equals(file.address().getAddress().getHostAddress());
        if (!isName || !file.listeners().isEmpty() || elsewhere.isEmpty()) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                name + " was resolved to " + file.address().getAddress().getHostAddress()
                        + ", and the server listens on "
                        + elsewhere.stream()
                                .map(track -> track.local().toString())
                                .collect(Collectors.joining(", ")));
    }

    static Assessment restartGap(CaseFile file, Symptom symptom, long count) {
        int without = file.evidence().samplesWithoutListener();
        int samples = file.evidence().listenerSamples();
        List<ListenerTrack> listeners = file.listeners();
        boolean replaced = listeners.stream()
                .anyMatch(one -> listeners.stream().anyMatch(other -> other.firstNs() > one.lastNs()));
        boolean gap = without > 0 && without < samples && !listeners.isEmpty();
        if (!replaced && !gap) {
            return samples > 0 && !listeners.isEmpty()
                    ? Assessment.ruledOut("the same socket listened all the time")
                    : Assessment.OPEN;
        }
        List<String> facts = new ArrayList<>();
        if (replaced) {
            facts.add("the listening socket was replaced by another one during the run");
        }
        if (gap) {
            facts.add("nothing listened at " + without + " of " + samples + " looks");
        }
        facts.add(Windows.text(file, symptom));
        boolean byReset = symptom == Symptom.RESET || symptom == Symptom.CLOSED;
        if (byReset && !Windows.isBurst(file, symptom)) {
            return Assessment.OPEN;
        }
        return Assessment.fits(count, replaced || gap ? Confidence.CERTAIN : Confidence.LIKELY, facts);
    }
}
