package org.conntorture.diagnosis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conntorture.evidence.ProcessTrack;
import org.conntorture.evidence.Sighting;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.TcpState;
import org.conntorture.plan.CloseMode;

/** Connections that stood and stayed silent, told apart by the two sockets as they were while the client waited. */
final class SilenceRules {
    /** Below it a segment fits every path. */
    private static final int LARGE_PAYLOAD_BYTES = 1000;
    /** Less than the smallest receive buffer the kernel gives, tcp_rmem[0]. */
    private static final int LEAST_FULL_BYTES = 1000;
    /** Where so many were served for each lost one, the server as a whole did not stand still. */
    private static final int SERVED_MEANWHILE = 10;

    private SilenceRules() {}

    private static boolean accepted(Sighting sighting) {
        return sighting.server().map(row -> row.inode() != 0).orElse(false);
    }

    private static boolean isUnread(Sighting sighting) {
        return accepted(sighting) && sighting.server().orElseThrow().unreadBytes() > 0;
    }

    private static boolean isUnacknowledged(Sighting sighting) {
        // Once the client has closed, its FIN counts too, and the acknowledgement of that may be delayed.
        return sighting.client()
                .map(row -> row.txQueue() > 0 && row.state() == TcpState.ESTABLISHED)
                .orElse(false);
    }

    static Assessment neverAccepted(CaseFile file, Symptom symptom, long count) {
        long half = Sightings.share(file, symptom, count, SilenceRules::isHalfOpen);
        return half == 0
                ? Assessment.OPEN
                : Assessment.fits(
                        half,
                        Confidence.CERTAIN,
                        "connected for the client, still half-open (SYN_RECV) for the server ("
                                + Sightings.text(file, symptom, SilenceRules::isHalfOpen) + "), "
                                + file.moved("TcpExtListenOverflows"));
    }

    private static boolean isHalfOpen(Sighting sighting) {
        return sighting.server().map(SocketRow::state).equals(Optional.of(TcpState.SYN_RECV));
    }

    static Assessment zeroWindow(CaseFile file, Symptom symptom, long count) {
        long full = Sightings.share(file, symptom, count, SilenceRules::isFull);
        return full == 0
                ? Assessment.OPEN
                : Assessment.fits(
                        full,
                        Confidence.CERTAIN,
                        "the server's socket is full of unread data, the client's waits to send more ("
                                + Sightings.text(file, symptom, SilenceRules::isFull) + ")",
                        file.moved("TcpExtTCPToZeroWindowAdv"));
    }

    private static boolean isFull(Sighting sighting) {
        return isUnacknowledged(sighting)
                && isUnread(sighting)
                && sighting.server().orElseThrow().unreadBytes() >= LEAST_FULL_BYTES;
    }

    /** Sent again, so no acknowledgement is merely delayed. */
    private static boolean isLost(Sighting sighting) {
        return isUnacknowledged(sighting)
                && sighting.client().orElseThrow().retransmits() > 0
                && !isUnread(sighting)
                && !isHalfOpen(sighting);
    }

    static Assessment pathMtu(CaseFile file, Symptom symptom, long count) {
        int payload = file.load().workload().payload().length();
        if (payload < LARGE_PAYLOAD_BYTES) {
            return Assessment.OPEN;
        }
        long lost = Sightings.share(file, symptom, count, SilenceRules::isLost);
        return lost == 0
                ? Assessment.OPEN
                : Assessment.fits(
                        lost,
                        Confidence.LIKELY,
                        "small packets passed (the handshake), the data of " + Quantities.of(payload, "byte")
                                + " were never acknowledged (" + Sightings.text(file, symptom, SilenceRules::isLost)
                                + ")",
                        file.moved("TcpExtTCPTimeouts") + ": try --payload 100 and 'tracepath'");
    }

    static Assessment flowDropped(CaseFile file, Symptom symptom, long count) {
        if (symptom == Symptom.LOST) {
            return Assessment.fits(
                    count,
                    Confidence.LIKELY,
                    "the kernel gave up sending again ("
                            + CaseFile.text("TcpExtTCPAbortOnTimeout", file.client("TcpExtTCPAbortOnTimeout")) + ")");
        }
        long lost = Sightings.share(file, symptom, count, SilenceRules::isLost);
        if (lost == 0) {
            return file.sightings(symptom).isEmpty()
                    ? Assessment.OPEN
                    : Assessment.ruledOut("what the client sent was acknowledged");
        }
        return Assessment.fits(
                lost,
                Confidence.LIKELY,
                "the handshake passed, what the client then sent was never acknowledged ("
                        + Sightings.text(file, symptom, SilenceRules::isLost) + ")",
                file.moved("TcpExtTCPTimeouts"));
    }

    static Assessment lostInHandover(CaseFile file, Symptom symptom, long count) {
        List<Sighting> unread =
                file.sightings(symptom).stream().filter(SilenceRules::isUnread).toList();
        if (unread.isEmpty() || file.successes() == 0) {
            return Assessment.OPEN;
        }
        Set<Integer> kept = new HashSet<>(file.evidence().leak().remotePorts());
        long stillThere = unread.stream()
                .filter(sighting -> kept.contains(sighting.source().getPort()))
                .count();
        boolean servedMeanwhile = file.successes() >= SERVED_MEANWHILE * count;
        // A reset takes the server's socket out of the table, so its absence says nothing then.
        boolean mayBeGone = file.load().closeMode() == CloseMode.RST;
        if (!servedMeanwhile || stillThere == 0 && !mayBeGone) {
            return stillThere == 0 && !mayBeGone
                    ? Assessment.ruledOut("their sockets were gone after the run, so the server did get to them")
                    : Assessment.OPEN;
        }
        long explained = Sightings.share(file, symptom, count, SilenceRules::isUnread);
        return Assessment.fits(
                explained,
                stillThere > 0 ? Confidence.CERTAIN : Confidence.LIKELY,
                handoverFacts(file, symptom, unread, stillThere));
    }

    private static List<String> handoverFacts(CaseFile file, Symptom symptom, List<Sighting> unread, long stillThere) {
        SocketRow row = unread.get(0).server().orElseThrow();
        List<String> facts = new ArrayList<>();
        facts.add("connected and wrote, no reply; the server-side socket exists, "
                + Quantities.of(row.unreadBytes(), "byte") + " unread ("
                + Sightings.text(file, symptom, SilenceRules::isUnread)
                + ")"
                + unread.get(0)
                        .owner()
                        .map(owner -> ", owned by " + ProcessTrack.text(owner.pid(), owner.name(), owner.commandLine()))
                        .orElse(""));
        facts.add(Quantities.of(file.successes(), "other connection") + " served meanwhile");
        if (stillThere > 0) {
            facts.add(stillThere + " of those looked up still held after the run");
        }
        return facts;
    }

    static Assessment noReply(CaseFile file, Symptom symptom, long count) {
        List<Sighting> all = file.sightings(symptom);
        if (all.isEmpty()) {
            return Assessment.fits(
                    count,
                    Confidence.POSSIBLE,
                    "connected and wrote, no reply in time; the server's side was not seen");
        }
        List<Sighting> accepted = all.stream().filter(SilenceRules::accepted).toList();
        if (accepted.isEmpty()) {
            return Assessment.OPEN;
        }
        boolean read = accepted.stream().noneMatch(SilenceRules::isUnread);
        return Assessment.fits(
                Sightings.share(file, symptom, count, SilenceRules::accepted),
                read ? Confidence.CERTAIN : Confidence.LIKELY,
                (read
                                ? "the server has read the request and not answered ("
                                : "the server accepted and had not even read it when looked up (")
                        + Sightings.text(file, symptom, SilenceRules::accepted) + ")"
                        + accepted.get(0)
                                .owner()
                                .map(owner -> ", "
                                        + ProcessTrack.text(owner.pid(), owner.name(), owner.commandLine())
                                        + " in state " + owner.state())
                                .orElse(""));
    }
}
