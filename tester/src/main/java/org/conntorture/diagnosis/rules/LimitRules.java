package org.conntorture.diagnosis.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.ProbeFacts;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.evidence.ProbeResult;
import org.conntorture.evidence.ProxyLog;
import org.conntorture.evidence.Sighting;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Symptom;
import org.conntorture.record.FailureRecord;
import org.conntorture.text.Counts;

/** A server that is up and serves so many at a time, or so many a second, and no more. */
final class LimitRules {
    /** What servers call it when too many are connected; their words, none of ours. */
    private static final Pattern TOO_MANY = Pattern.compile(
            "too many|max(imum|\\.)? (number|clients)|maxstartups|no more connections|connection slots|connection limit",
            Pattern.CASE_INSENSITIVE);

    /** The same in error logs of nginx, HAProxy, Apache and what stands in one of theirs. */
    private static final Pattern LOGGED_CONNECTIONS = Pattern.compile(
            "limiting connections|worker_connections are not enough|maxconn|too many connections",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern LOGGED_REQUESTS = Pattern.compile("limiting requests", Pattern.CASE_INSENSITIVE);
    private static final int TOO_MANY_REQUESTS = 429;
    /** A process that uses so much of a core has no time to spare, whatever its workers wait for. */
    private static final double BUSY = 0.9;

    /** ER_HOST_IS_BLOCKED, as {@code attempt.Replies} tells it. */
    private static final String MYSQL_BLOCKS = "MySQL error 1129:";

    private LimitRules() {}

    static Assessment connectionLimit(CaseFile file, Symptom symptom, long count) {
        if (symptom == Symptom.DECLINED) {
            return declined(
                    file, symptom, count, words -> TOO_MANY.matcher(words).find());
        }
        Optional<Map.Entry<String, Long>> logged = logged(file, LOGGED_CONNECTIONS, count);
        if (logged.isPresent()) {
            return Assessment.fits(count, Confidence.CERTAIN, fact(logged.get()))
                    .seenAtEach();
        }
        return isRefusedBesideOthers(file) && isRefusal(file, symptom)
                ? Assessment.fits(
                        count,
                        Confidence.CERTAIN,
                        "one at a time all are served, and beside too many that are held open the next is refused at once")
                : Assessment.OPEN;
    }

    /** A firewall's rule may count connections as well as a server, which only its host could tell. */
    static Assessment refusedFromAfar(CaseFile file, Symptom symptom, long count) {
        return !file.seesHost() && isRefusedBesideOthers(file)
                ? Assessment.fits(
                        count,
                        Confidence.POSSIBLE,
                        "one at a time all are served, and beside too many that are held open the next is refused: by the"
                                + " server, or by a rule of a firewall that counts connections")
                : Assessment.OPEN;
    }

    /** After the load: what is served one at a time is refused beside others, each time beside as many. */
    private static boolean isRefusedBesideOthers(CaseFile file) {
        return ProbeFacts.succeeded(file, ProbeResult.Kind.IN_TURN).orElse(false)
                && ProbeFacts.succeeded(file, ProbeResult.Kind.HELD_THEN_REFUSED)
                        .isPresent();
    }

    /** What a limit does: it ends a connection before a reply, or says that the service is not available. */
    private static boolean isRefusal(CaseFile file, Symptom symptom) {
        return symptom != Symptom.STATUS
                || file.failures(symptom).stream()
                        .allMatch(failure -> failure.kind() == FailureKind.SERVICE_UNAVAILABLE);
    }

    static Assessment requestLimit(CaseFile file, Symptom symptom, long count) {
        List<FailureRecord> failures = file.failures(symptom);
        long told = failures.stream()
                .filter(failure -> failure.status() == TOO_MANY_REQUESTS)
                .count();
        if (told > 0) {
            return Assessment.fits(
                            file.scaled(symptom, told),
                            Confidence.CERTAIN,
                            "status 429, too many requests: the server's own word for its limit")
                    .seenAtEach();
        }
        Optional<Map.Entry<String, Long>> logged = logged(file, LOGGED_REQUESTS, count);
        if (logged.isPresent()) {
            return Assessment.fits(count, Confidence.CERTAIN, fact(logged.get()))
                    .seenAtEach();
        }
        boolean unavailable = failures.stream().allMatch(failure -> failure.kind() == FailureKind.SERVICE_UNAVAILABLE);
        boolean limited =
                ProbeFacts.succeeded(file, ProbeResult.Kind.FIRST_IN_TURN).isPresent();
        return unavailable && limited
                ? Assessment.fits(
                        count,
                        Confidence.LIKELY,
                        "asked one at a time it serves the first and then refuses: so many a second, however few are open")
                : Assessment.OPEN;
    }

    static Assessment refusedByServer(CaseFile file, Symptom symptom, long count) {
        return declined(file, symptom, count, words -> true);
    }

    /** By the server's own words, each failure has them. */
    private static Assessment declined(CaseFile file, Symptom symptom, long count, Predicate<String> meant) {
        Map<String, Long> words = file.failures(symptom).stream()
                .map(FailureRecord::detail)
                .filter(Objects::nonNull)
                .filter(meant)
                .collect(Collectors.groupingBy(said -> said, Collectors.counting()));
        long said = words.values().stream().mapToLong(Long::longValue).sum();
        return said == 0
                ? Assessment.OPEN
                : Assessment.fits(
                                Math.min(count, file.scaled(symptom, said)), Confidence.CERTAIN, said(mostSaid(words)))
                        .seenAtEach();
    }

    private static List<String> said(String words) {
        String quoted = "the server says: \"" + words + "\"";
        return words.startsWith(MYSQL_BLOCKS)
                ? List.of(quoted, "connections that end before they log in, as all of a load do, bring that about")
                : List.of(quoted);
    }

    private static String mostSaid(Map<String, Long> words) {
        return words.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow();
    }

    /** What the server's own error log has as often as {@code count}. */
    private static Optional<Map.Entry<String, Long>> logged(CaseFile file, Pattern meant, long count) {
        return file.evidence().proxy().proxyLog().map(ProxyLog::errors).orElse(Map.of()).entrySet().stream()
                .filter(error -> meant.matcher(error.getKey()).find())
                .filter(error -> CaseFile.isEnough(error.getValue(), count))
                .findFirst();
    }

    private static String fact(Map.Entry<String, Long> logged) {
        return "its error log: " + Counts.of(logged.getValue()) + " x \"" + logged.getKey() + "\"";
    }

    /** All workers wait on connections of others: the queue holds who comes next, and has room for more. */
    static Assessment workersBusy(CaseFile file, Symptom symptom, long count) {
        long waited = symptom == Symptom.SLOW
                ? file.scaled(
                        symptom,
                        file.slow().stream()
                                .filter(slow -> slow.repliedLate(file.longestPauseNs()))
                                .count())
                : waitedInQueue(file, symptom, count);
        boolean probed =
                ProbeFacts.succeeded(file, ProbeResult.Kind.HELD_THEN_SILENT).isPresent();
        boolean queued = isQueuedWithRoom(file, count, probed);
        if (waited == 0
                || file.successes() == 0
                || !probed && (!queued || StarvationRules.isSeen(file))
                || file.seesHost() && !queued) {
            return Assessment.OPEN;
        }
        boolean seen = !ProcessRules.owners(file).isEmpty();
        List<String> facts = new ArrayList<>();
        if (probed) {
            facts.add("beside a few that are held open the next is accepted by nobody, and waits");
        }
        if (queued) {
            facts.add("connections wait in the accept queue, which has room (" + QueueRules.facts(file)
                    + (seen ? "), and no process is busy" : "); " + ProcessRules.UNSEEN));
        }
        return Assessment.fits(
                waited,
                probed && queued && seen
                        ? Confidence.CERTAIN
                        : probed || seen ? Confidence.LIKELY : Confidence.POSSIBLE,
                facts);
    }

    private static long waitedInQueue(CaseFile file, Symptom symptom, long count) {
        List<Sighting> seen = file.sightings(symptom);
        boolean known =
                file.seesHost() && seen.stream().anyMatch(one -> one.server().isPresent());
        return known ? Sightings.share(file, symptom, Sightings::isInQueue) : count;
    }

    /** Where a probe showed it, too, the queue needs to be seen but once: on a busy host looks are few. */
    private static boolean isQueuedWithRoom(CaseFile file, long count, boolean probed) {
        List<ListenerTrack> listeners = file.listeners();
        return !listeners.isEmpty()
                && (file.isFlat("TcpExtListenOverflows", count) || QueueRules.isOfOthers(file))
                && listeners.stream().allMatch(track -> track.samplesFull() == 0)
                && listeners.stream()
                        .anyMatch(track -> probed ? track.queuePeak() > 0 : track.samplesEmpty() * 2 < track.samples())
                && ProcessRules.owners(file).stream().allMatch(owner -> owner.busiest() < BUSY);
    }
}
