package org.conntorture.diagnosis.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.ProbeFacts;
import org.conntorture.evidence.ProbeResult;
import org.conntorture.evidence.ProcessTrack;
import org.conntorture.evidence.Sighting;
import org.conntorture.outcome.Symptom;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;

/** Connections that stood and stayed silent, told apart by the two sockets as they were while the client waited. */
final class SilenceRules {
    /** Below it a segment fits every path. */
    private static final int LARGE_PAYLOAD_BYTES = 1000;
    /** Less than any receive buffer the kernel gives. */
    private static final int LEAST_FULL_BYTES = 1000;
    /** Timer of a row whose socket asks a closed window whether it has opened. */
    private static final int WINDOW_PROBE = 4;

    private SilenceRules() {}

    /** The listener gives a connection to its process when data comes, and this client sends none. */
    static Assessment deferAccept(CaseFile file, Symptom symptom, long count) {
        long half = Sightings.share(file, symptom, Sightings::isHalfOpen);
        // As it moved: the client's final ACK is passed over again each time the SYN-ACK is sent again, also after the
        // load.
        OptionalLong passedOver = file.counters().server("TcpExtTCPDeferAcceptDrop");
        if (half == 0 || !file.load().workload().isSilent() || !CaseFile.isEnough(passedOver.orElse(0), half)) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                half,
                Confidence.CERTAIN,
                "connected for the client, which waits for the server to speak; still half-open (SYN_RECV) for the server ("
                        + Sightings.text(file, symptom, Sightings::isHalfOpen) + "), which waits for data, "
                        + file.moved("TcpExtTCPDeferAcceptDrop"));
    }

    /** Half-open alone may also be data and ACKs that were lost; a full queue is what drops the ACKs that came. */
    static Assessment neverAccepted(CaseFile file, Symptom symptom, long count) {
        long half = Sightings.share(file, symptom, one -> Sightings.isHalfOpen(one) || isUnknownToServer(file, one));
        // As it moved, with what moved it after the load: half-open connections are tried again then, too.
        OptionalLong overflows = file.counters().server("TcpExtListenOverflows");
        if (half == 0 || overflows.isPresent() && overflows.getAsLong() <= half / 5) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                half,
                CaseFile.isEnough(overflows.orElse(0), half) ? Confidence.CERTAIN : Confidence.POSSIBLE,
                "connected for the client, " + unfinished(file, symptom) + ", " + file.moved("TcpExtListenOverflows"));
    }

    private static String unfinished(CaseFile file, Symptom symptom) {
        List<String> states = new ArrayList<>();
        if (Sightings.share(file, symptom, Sightings::isHalfOpen) > 0) {
            states.add("still half-open (SYN_RECV) for the server ("
                    + Sightings.text(file, symptom, Sightings::isHalfOpen) + ")");
        }
        if (Sightings.share(file, symptom, one -> isUnknownToServer(file, one)) > 0) {
            states.add(
                    "unknown to the server, which answers by SYN cookies and drops the ACK that finds its queue full ("
                            + Sightings.text(file, symptom, one -> isUnknownToServer(file, one)) + ", "
                            + file.moved("TcpExtSyncookiesSent") + ")");
        }
        return String.join(", or ", states);
    }

    /** With SYN cookies the server keeps nothing of a handshake whose end found the queue full. */
    private static boolean isUnknownToServer(CaseFile file, Sighting sighting) {
        boolean cookies = file.counters().server("TcpExtSyncookiesSent").orElse(0) > 0;
        return file.seesHost() && cookies && sighting.server().isEmpty() && Sightings.isUnacknowledged(sighting);
    }

    static Assessment zeroWindow(CaseFile file, Symptom symptom, long count) {
        Predicate<Sighting> isFull = one -> Sightings.isUnacknowledged(one)
                && Sightings.isUnread(one)
                && one.server().orElseThrow().unreadBytes() >= LEAST_FULL_BYTES;
        long full = Sightings.share(file, symptom, isFull);
        if (full == 0) {
            return Assessment.OPEN;
        }
        boolean probed = file.sightings(symptom).stream()
                .filter(isFull)
                .anyMatch(one -> one.client().orElseThrow().timer() == WINDOW_PROBE);
        return Assessment.fits(
                full,
                probed ? Confidence.CERTAIN : Confidence.LIKELY,
                "the server's socket is full of unread data, the client's waits to send more ("
                        + Sightings.text(file, symptom, isFull) + (probed ? "), probing a closed window" : ")"),
                file.moved("TcpExtTCPToZeroWindowAdv"));
    }

    static Assessment pathMtu(CaseFile file, Symptom symptom, long count) {
        int payload = file.load().workload().payload().length();
        long lost = Sightings.share(file, symptom, Sightings::isLost);
        if (payload < LARGE_PAYLOAD_BYTES || lost == 0) {
            return Assessment.OPEN;
        }
        if (file.successes() > 0) {
            return Assessment.ruledOut(Counts.of(file.successes(), "other") + " of the same size passed");
        }
        if (file.counters().shared()) {
            return Assessment.ruledOut("the way never leaves this host");
        }
        boolean smallPassed = ProbeFacts.succeeded(file, ProbeResult.Kind.SMALL).orElse(false);
        return Assessment.fits(
                lost,
                smallPassed
                                && !ProbeFacts.succeeded(file, ProbeResult.Kind.WHOLE)
                                        .orElse(true)
                        ? Confidence.CERTAIN
                        : Confidence.LIKELY,
                "small packets passed (the handshake), the data of " + Counts.of(payload, "byte")
                        + " were never acknowledged (" + Sightings.text(file, symptom, Sightings::isLost) + ")",
                file.movedHere("TcpExtTCPTimeouts") + ": try --payload 100 and 'tracepath'");
    }

    static Assessment flowDropped(CaseFile file, Symptom symptom, long count) {
        if (symptom == Symptom.LOST) {
            return Assessment.fits(
                    count,
                    Confidence.LIKELY,
                    "the kernel gave up sending again ("
                            + CaseFile.text("TcpExtTCPAbortOnTimeout", file.client("TcpExtTCPAbortOnTimeout")) + ")");
        }
        long lost = Sightings.share(file, symptom, Sightings::isLost);
        if (lost == 0) {
            return file.sightings(symptom).isEmpty()
                    ? Assessment.OPEN
                    : Assessment.ruledOut("what the client sent was acknowledged");
        }
        // A full queue drops the last packet of the handshake too, after which the client alone holds the connection.
        boolean overflows = !file.seesHost() || file.accountsFor("TcpExtListenOverflows", lost);
        return Assessment.fits(
                lost,
                overflows ? Confidence.POSSIBLE : Confidence.LIKELY,
                "the handshake passed, what was then sent was not acknowledged ("
                        + Sightings.text(file, symptom, Sightings::isLost) + ")",
                file.movedHere("TcpExtTCPTimeouts"));
    }

    static Assessment noReply(CaseFile file, Symptom symptom, long count) {
        List<Sighting> all = file.sightings(symptom);
        List<Sighting> waiting = all.stream().filter(SilenceRules::isWaitedFor).toList();
        if (waiting.isEmpty()) {
            // Another host, or NAT and proxies that turn the addresses into others.
            return all.stream().allMatch(sighting -> sighting.server().isEmpty())
                    ? Assessment.fits(
                            count,
                            Confidence.POSSIBLE,
                            (file.load().workload().isSilent() ? "connected" : "connected and wrote")
                                    + ", no reply in time; the server's side was not seen")
                    : Assessment.OPEN;
        }
        boolean read = waiting.stream().noneMatch(one -> Sightings.isUnread(one) || Sightings.isUnacknowledged(one));
        boolean seenAtEach = waiting.size() == all.size() && all.stream().allMatch(SilenceRules::hasReadAndSleeps);
        Assessment assessed = Assessment.fits(
                Sightings.share(file, symptom, SilenceRules::isWaitedFor),
                mayStandStill(file, all, read) ? Confidence.POSSIBLE : read ? Confidence.CERTAIN : Confidence.LIKELY,
                (file.load().workload().isSilent()
                                ? "the server has accepted, and has not spoken as the client waits for ("
                                : read
                                        ? "the server has read the request and not answered ("
                                        : "the server accepted and had not even read it when looked up (")
                        + Sightings.text(file, symptom, SilenceRules::isWaitedFor) + ")"
                        + waiting.get(0)
                                .owner()
                                .map(owner -> ", "
                                        + ProcessTrack.text(owner.pid(), owner.name(), owner.commandLine())
                                        + " in state " + owner.state())
                                .orElse(""));
        return seenAtEach ? assessed.seenAtEach() : assessed;
    }

    /** Nobody saw the process, and it has not read what it accepted, or not even accepted most of them. */
    private static boolean mayStandStill(CaseFile file, List<Sighting> all, boolean read) {
        boolean unseen = ProcessRules.owners(file).isEmpty()
                && all.stream().allMatch(one -> one.owner().isEmpty());
        return unseen && (!read || all.stream().filter(Sightings::isInQueue).count() * 2 > all.size());
    }

    /** The request has arrived and was read, no reply lies unread at the client, and the server waits for no processor. */
    private static boolean hasReadAndSleeps(Sighting sighting) {
        return !Sightings.isUnread(sighting)
                && !Sightings.isUnacknowledged(sighting)
                && sighting.client().filter(row -> row.rxQueue() == 0).isPresent()
                && sighting.owner().filter(owner -> owner.state() == 'S').isPresent();
    }

    static Assessment unclosed(CaseFile file, Symptom symptom, long count) {
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                "the server answered, and did not close within the "
                        + Durations.inWords(file.load().manners().closeTimeout())
                        + " that its close was waited for (close "
                        + file.load().closeMode().id() + ")");
    }

    /** A process has it, and nothing is lost on the way. */
    private static boolean isWaitedFor(Sighting sighting) {
        return Sightings.isAccepted(sighting) && !Sightings.isLost(sighting);
    }
}
