package org.conntorture.diagnosis.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.outcome.Phase;
import org.conntorture.outcome.Symptom;
import org.conntorture.plan.CloseMode;
import org.conntorture.record.FailureRecord;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;

/** Connections that were used more than once, and the handshake before their first use. */
final class ReuseRules {
    private ReuseRules() {}

    /** The server closed while the connection was idle, or just as it was used again. */
    static Assessment keepaliveRace(CaseFile file, Symptom symptom, long count) {
        if (file.load().closeMode() != CloseMode.KEEP) {
            return reused(file, symptom, count);
        }
        long afterHold = file.failures(symptom).stream()
                .filter(failure -> failure.replies() >= file.load().manners().requestsPerConnection())
                .count();
        if (afterHold == 0
                || symptom == Symptom.RESET
                        && idleFlowForgotten(file, symptom, count).isFit()) {
            return Assessment.OPEN;
        }
        long explained =
                Math.round(count * (double) afterHold / file.failures(symptom).size());
        String hold = Durations.inWords(file.load().manners().hold());
        if (symptom == Symptom.DROPPED) {
            // A reload or a restart closes idle connections too, of any age.
            boolean byTimeout = file.measurement().disturbances() == 0 && isOneTime(file);
            return Assessment.fits(
                    explained,
                    byTimeout ? Confidence.CERTAIN : Confidence.POSSIBLE,
                    "the server closes connections that are idle for less than the " + hold + " they were held: "
                            + idleTimes(file),
                    "whoever keeps connections longer than that meets a close, or a reset just as he uses one");
        }
        boolean nearTimeout =
                file.count(Symptom.DROPPED) > 0 && file.measurement().disturbances() == 0 && isOneTime(file);
        return Assessment.fits(
                explained,
                nearTimeout ? Confidence.CERTAIN : isSeenToClose(file) ? Confidence.LIKELY : Confidence.POSSIBLE,
                "connections that had served "
                        + Counts.of(file.load().manners().requestsPerConnection(), "request")
                        + " and been idle for " + hold
                        + " failed as they were used again",
                nearTimeout
                        ? "the server closes such connections at about that time: "
                                + Counts.of(file.count(Symptom.DROPPED), "other")
                                + " were closed while idle, " + idleTimes(file)
                        : "the server's idle time-out is about as long: make it longer than the client's");
    }

    /** Without a hold nothing tells an idle time-out from a close for other reasons, such as a reload. */
    private static Assessment reused(CaseFile file, Symptom symptom, long count) {
        if (file.load().manners().requestsPerConnection() == 1) {
            return Assessment.OPEN;
        }
        long reused = file.failures(symptom).stream()
                .filter(failure -> failure.replies() > 0)
                .count();
        if (reused == 0) {
            return Assessment.ruledOut("all failed in the first request of their connection");
        }
        return Assessment.fits(
                Math.round(count * (double) reused / file.failures(symptom).size()),
                isClosedInUse(file, symptom, reused) ? Confidence.LIKELY : Confidence.POSSIBLE,
                Counts.of(reused) + " of "
                        + Counts.of(file.failures(symptom).size())
                        + (symptom == Symptom.RESET ? " resets" : " FINs in place of a reply")
                        + " came on connections that had served requests before, up to " + mostReplies(file, symptom)
                        + " each: the server closed them between two, and the next request met that");
    }

    /** Whether nearly all were in use before, and some were ended by a FIN or the resets are the server's own. */
    private static boolean isClosedInUse(CaseFile file, Symptom symptom, long reused) {
        return CaseFile.isEnough(reused, file.failures(symptom).size()) && isSeenToClose(file);
    }

    /** Whether the server ended connections in use or idle, as some FIN of it shows, or its own resets. */
    private static boolean isSeenToClose(CaseFile file) {
        boolean finSeen = file.count(Symptom.DROPPED) > 0
                || file.failures(Symptom.CLOSED).stream().anyMatch(failure -> failure.replies() > 0);
        return finSeen || CaseFile.isEnough(file.server("TcpOutRsts").orElse(0), file.count(Symptom.RESET));
    }

    private static int mostReplies(CaseFile file, Symptom symptom) {
        return file.failures(symptom).stream()
                .mapToInt(FailureRecord::replies)
                .max()
                .orElse(0);
    }

    /** The first use after idling is answered by a reset, or by nothing, though the server has ended no connection. */
    static Assessment idleFlowForgotten(CaseFile file, Symptom symptom, long count) {
        boolean closes = file.count(Symptom.DROPPED) > 0 || file.count(Symptom.CLOSED) > 0;
        if (file.load().closeMode() != CloseMode.KEEP || closes) {
            return Assessment.OPEN;
        }
        long afterHold = file.failures(symptom).stream()
                .filter(failure -> failure.replies() >= file.load().manners().requestsPerConnection())
                .count();
        if (!CaseFile.isEnough(afterHold, file.failures(symptom).size()) || isOfServer(file, symptom, count)) {
            return Assessment.OPEN;
        }
        boolean serverHolds = Sightings.share(file, symptom, Sightings::isHeldByServer) > 0;
        List<String> facts = new ArrayList<>(List.of("connections that had been idle for "
                + Durations.inWords(file.load().manners().hold()) + " met "
                + (symptom == Symptom.RESET ? "a reset" : "silence")
                + " as they were used again, and not one was closed by a FIN before"
                + (serverHolds ? "; the server still holds them" : "")
                + (file.seesHost() ? "; " + file.moved("TcpOutRsts") : "")));
        boolean nearer = symptom == Symptom.RESET && RefusalRules.nearer(file) > 0;
        if (nearer) {
            facts.add(RefusalRules.nearerText(file));
        }
        return Assessment.fits(
                file.scaled(symptom, afterHold),
                serverHolds || nearer
                        ? Confidence.CERTAIN
                        : symptom == Symptom.RESET ? Confidence.LIKELY : Confidence.POSSIBLE,
                facts);
    }

    /** Its own resets are as many, or nobody else is on the way. */
    private static boolean isOfServer(CaseFile file, Symptom symptom, long count) {
        return file.seesHost()
                && (symptom == Symptom.RESET
                        ? !file.isFlat("TcpOutRsts", count)
                        : file.counters().shared());
    }

    /** Whether nine tenths of the connections were closed at one age, give or take a fifth of it: a busy host closes some late. */
    private static boolean isOneTime(CaseFile file) {
        long[] ages = file.failures(Symptom.DROPPED).stream()
                .mapToLong(failure -> failure.endNs() - failure.startNs())
                .sorted()
                .toArray();
        int apart = ages.length / 20;
        return ages.length > 0 && ages[ages.length - 1 - apart] - ages[apart] <= ages[ages.length - 1 - apart] / 5;
    }

    private static String idleTimes(CaseFile file) {
        var seconds = file.failures(Symptom.DROPPED).stream()
                .mapToDouble(failure -> (failure.endNs() - failure.startNs()) / 1e9)
                .summaryStatistics();
        return seconds.getCount() == 0
                ? "when is not known"
                : String.format(
                        Locale.ROOT, "%.2f to %.2f s after they were opened", seconds.getMin(), seconds.getMax());
    }

    /** Whatever the other side did within the handshake. */
    static Assessment tls(CaseFile file, Symptom symptom, long count) {
        if (file.load().manners().tls() == null) {
            return Assessment.OPEN;
        }
        long inHandshake = file.failures(symptom).stream()
                .filter(failure -> failure.phase() == Phase.TLS || symptom == Symptom.UNSAFE)
                .count();
        if (inHandshake == 0) {
            return Assessment.OPEN;
        }
        boolean told = symptom == Symptom.UNSAFE;
        return Assessment.fits(
                Math.round(count * (double) inHandshake / file.failures(symptom).size()),
                told ? Confidence.CERTAIN : Confidence.LIKELY,
                "connected, then the handshake failed: "
                        + file.failures(symptom).stream()
                                .filter(failure -> failure.phase() == Phase.TLS || told)
                                .map(ReuseRules::reason)
                                .findFirst()
                                .orElseThrow());
    }

    private static String reason(FailureRecord failure) {
        return failure.detail() == null ? failure.kind().text() : failure.detail();
    }
}
