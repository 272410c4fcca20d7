package org.conntorture.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.conntorture.evidence.ProxyLog;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Symptom;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.text.Counts;

/**
 * A proxy's access log beside what the tester counted, status by status, and its unexpected lines joined to the failed
 * attempts by the client's port.
 *
 * @param statuses what the log has
 * @param joined unexpected lines with a failed attempt of their own from that port: of that status, or without any for 499
 * @param onlyLogged unexpected lines without one
 * @param onlySeen failed attempts with a status and without a line
 * @param unreadable lines of the log that do not begin as they should
 * @param differences statuses that were not counted alike, in words; 499 is the proxy's own word for a client that left
 */
public record ProxyAccount(
        Map<Integer, Long> statuses,
        long joined,
        long onlyLogged,
        long onlySeen,
        long unreadable,
        List<String> differences) {
    /** Of nginx: the client closed before the reply. */
    private static final int CLIENT_CLOSED = 499;

    public ProxyAccount {
        statuses = Map.copyOf(statuses);
        differences = List.copyOf(differences);
    }

    /** Empty where the target was not asked for an access log, or it has no line. */
    static Optional<ProxyAccount> of(TargetMeasurement measurement, TargetEvidence evidence) {
        return evidence.proxy()
                .proxyLog()
                .filter(log -> !log.statuses().isEmpty())
                .map(log -> of(measurement, evidence.attempts().failures(), log));
    }

    private static ProxyAccount of(TargetMeasurement measurement, List<FailureRecord> failures, ProxyLog log) {
        Map<Integer, Map<Integer, Long>> unmatched = new HashMap<>();
        for (FailureRecord failure : failures) {
            if (failure.source() != null && statusOf(failure) != 0) {
                unmatched
                        .computeIfAbsent(failure.source().getPort(), port -> new HashMap<>())
                        .merge(statusOf(failure), 1L, Long::sum);
            }
        }
        Map<Integer, Long> told = new TreeMap<>(log.statuses());
        long joined = 0;
        for (ProxyLog.Line line : log.unexpected()) {
            Map<Integer, Long> ofPort = unmatched.getOrDefault(line.port(), Map.of());
            if (take(ofPort, line.status())) {
                joined++;
            } else if (take(ofPort, CLIENT_CLOSED)) {
                // Logged as if the client had waited (proxy_ignore_client_abort), who had left.
                joined++;
                told.merge(line.status(), -1L, Long::sum);
            }
        }
        // Of very many failures only the first were kept, and then a line without one says nothing.
        boolean all = failures.size() >= measurement.judgedFailures() + measurement.testerFailures();
        return new ProxyAccount(
                log.statuses(),
                joined,
                all ? log.unexpected().size() - joined : 0,
                all ? sum(unmatched, false) : 0,
                log.unreadable(),
                differences(measurement.statuses(), told, sum(unmatched, true)));
    }

    private static boolean take(Map<Integer, Long> ofPort, int status) {
        boolean there = ofPort.getOrDefault(status, 0L) > 0;
        if (there) {
            ofPort.merge(status, -1L, Long::sum);
        }
        return there;
    }

    private static long sum(Map<Integer, Map<Integer, Long>> unmatched, boolean ofClosedClients) {
        return unmatched.values().stream()
                .flatMap(ofPort -> ofPort.entrySet().stream())
                .filter(entry -> (entry.getKey() == CLIENT_CLOSED) == ofClosedClients)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Of the reply it failed by; for a client that gave up what a proxy calls that; 0 for what no proxy logs. */
    private static int statusOf(FailureRecord failure) {
        if (failure.kind().symptom() == Symptom.STATUS) {
            return failure.status();
        }
        boolean gaveUp = failure.kind().symptom() == Symptom.SILENT || failure.kind() == FailureKind.TESTER_STALLED;
        return gaveUp ? CLIENT_CLOSED : 0;
    }

    /** @param left clients that gave up and stand in no unexpected line, so that they may stand in an expected one */
    private static List<String> differences(Map<Integer, Long> seen, Map<Integer, Long> logged, long left) {
        TreeSet<Integer> all = new TreeSet<>(seen.keySet());
        all.addAll(logged.keySet());
        all.remove(CLIENT_CLOSED);
        List<String> differences = new ArrayList<>();
        long mayHaveLeft = left;
        for (int status : all) {
            long surplus = logged.getOrDefault(status, 0L) - seen.getOrDefault(status, 0L);
            long ofThoseWhoLeft = Math.max(0, Math.min(surplus, mayHaveLeft));
            mayHaveLeft -= ofThoseWhoLeft;
            if (surplus != ofThoseWhoLeft) {
                differences.add(status + ": " + Counts.of(logged.getOrDefault(status, 0L)) + " logged, "
                        + Counts.of(seen.getOrDefault(status, 0L)) + " seen");
            }
        }
        return differences;
    }

    /** Whether each status was counted alike, and each failure is in the log and each unexpected line is a failure. */
    public boolean agrees() {
        return differences.isEmpty() && onlyLogged == 0 && onlySeen == 0 && unreadable == 0;
    }

    /** {@code its own access log agrees (20,951 x 200, 6 x 504), 6 failures found in it by their source port}. */
    public String text() {
        String counts = new TreeMap<>(statuses)
                .entrySet().stream()
                        .map(entry -> Counts.of(entry.getValue()) + " x " + entry.getKey())
                        .collect(Collectors.joining(", "));
        if (agrees()) {
            return "its own access log agrees (" + counts + ")"
                    + (joined == 0 ? "" : ", with " + Counts.of(joined, "failure") + " found in it by source port");
        }
        List<String> troubles = new ArrayList<>(differences);
        if (unreadable > 0) {
            troubles.add(Counts.of(unreadable, "line") + " that does not begin with a port and a status");
        }
        if (onlyLogged > 0) {
            troubles.add(Counts.of(onlyLogged, "line") + " without a failed attempt of that port and status");
        }
        if (onlySeen > 0) {
            troubles.add(Counts.of(onlySeen, "failed attempt") + " without a line of that port and status");
        }
        return "its own access log (" + counts + ") does not agree: " + String.join("; ", troubles);
    }
}
