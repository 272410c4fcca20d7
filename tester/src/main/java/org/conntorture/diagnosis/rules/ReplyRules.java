package org.conntorture.diagnosis.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.evidence.ProxyLog;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Symptom;
import org.conntorture.record.FailureRecord;
import org.conntorture.text.Counts;

/** Replies that came and are not what was expected. */
final class ReplyRules {
    /** What proxies answer for the server behind them. */
    private static final Set<Integer> OF_A_PROXY = Set.of(499, 502, 503, 504);

    /** HAProxy's words for a session that its server ended before a reply. */
    private static final String ENDED_BY_SERVER = "SH";
    /** Of nginx's error log. */
    private static final Pattern CLOSED_IN_USE = Pattern.compile(
            "(prematurely closed connection|Connection reset by peer\\)) while reading response header");

    private static final int MOST_MESSAGES = 3;

    private ReplyRules() {}

    static Assessment proxyError(CaseFile file, Symptom symptom, long count) {
        long seen = statuses(file, symptom).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (seen == 0) {
            return Assessment.OPEN;
        }
        List<String> facts = new ArrayList<>(toldByProxy(file, symptom, count));
        if (facts.size() == 1) {
            facts.add("aim at the server behind the proxy too");
        }
        return Assessment.fits(
                Math.round(count * (double) seen / file.failures(symptom).size()),
                errors(file).stream().anyMatch(error -> error.contains("upstream"))
                        ? Confidence.CERTAIN
                        : Confidence.LIKELY,
                facts);
    }

    /** How often each status of a proxy is among the failures that were kept. */
    private static Map<Integer, Long> statuses(CaseFile file, Symptom symptom) {
        return file.failures(symptom).stream()
                .map(FailureRecord::status)
                .filter(OF_A_PROXY::contains)
                .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
    }

    /** The proxy's statuses first, then what its logs and the servers behind it show. */
    static List<String> toldByProxy(CaseFile file, Symptom symptom, long count) {
        Map<Integer, Long> statuses = statuses(file, symptom);
        List<String> facts = new ArrayList<>();
        // Of very many only the first are kept: their shares stand for all.
        String about = file.failures(symptom).size() < count ? "about " : "";
        facts.add((isProxyKnown(file, statuses.keySet()) ? "a proxy's status: " : "a proxy's status, or its own: ")
                + statuses.entrySet().stream()
                        .map(entry ->
                                about + Counts.of(file.scaled(symptom, entry.getValue())) + " x " + entry.getKey())
                        .collect(Collectors.joining(", ")));
        notes(file).ifPresent(facts::add);
        facts.addAll(errors(file));
        named(file).ifPresent(facts::add);
        if (file.evidence()
                .proxy()
                .proxyLog()
                .filter(ReplyRules::hasClosedInUse)
                .isPresent()) {
            facts.add(
                    "so the server closed connections with a request on them: as it is stopped or reloaded, or where its"
                            + " idle time-out is shorter than the proxy's and a kept connection is used just then (keepalive-race)");
        }
        facts.addAll(keptBehind(file));
        return facts;
    }

    private static boolean hasClosedInUse(ProxyLog log) {
        return log.errors().keySet().stream()
                        .anyMatch(error -> CLOSED_IN_USE.matcher(error).find())
                || log.unexpected().stream()
                        .anyMatch(line -> line.status() == FailureKind.BAD_GATEWAY.status()
                                && line.note().startsWith(ENDED_BY_SERVER));
    }

    /** By its log, by a server behind it, or by a status that only a gateway has; any server may say 503. */
    private static boolean isProxyKnown(CaseFile file, Set<Integer> statuses) {
        return file.evidence().proxy().proxyLog().isPresent()
                || !file.evidence().proxy().behind().isEmpty()
                || statuses.stream().anyMatch(status -> status != FailureKind.SERVICE_UNAVAILABLE.status());
    }

    /** How the access log goes on behind the statuses of a proxy, such as HAProxy's word for how the session ended. */
    private static Optional<String> notes(CaseFile file) {
        Map<String, Long> notes = file.evidence().proxy().proxyLog().stream()
                .flatMap(log -> log.unexpected().stream())
                .filter(line -> !line.note().isEmpty())
                .collect(Collectors.groupingBy(
                        line -> line.status() + " " + line.note(), TreeMap::new, Collectors.counting()));
        return notes.isEmpty()
                ? Optional.empty()
                : Optional.of("its access log: "
                        + notes.entrySet().stream()
                                .limit(MOST_MESSAGES)
                                .map(note -> Counts.of(note.getValue()) + " x " + note.getKey())
                                .collect(Collectors.joining(", ")));
    }

    /** What the proxy itself says of the server behind it. */
    private static List<String> errors(CaseFile file) {
        return file.evidence().proxy().proxyLog().map(ProxyLog::errors).orElse(Map.of()).entrySet().stream()
                .limit(MOST_MESSAGES)
                .map(entry -> "its error log: " + Counts.of(entry.getValue()) + " x \"" + entry.getKey() + "\"")
                .toList();
    }

    /** The servers behind it that its error log names. */
    private static Optional<String> named(CaseFile file) {
        Map<String, Long> servers = servers(file);
        return servers.isEmpty()
                ? Optional.empty()
                : Optional.of("its error log names "
                        + servers.entrySet().stream()
                                .limit(MOST_MESSAGES)
                                .map(server -> server.getKey() + " in " + Counts.of(server.getValue(), "line"))
                                .collect(Collectors.joining(", ")));
    }

    /** Whether the proxy had trouble with more than one server behind it, but for a stray line. */
    static boolean namesSeveral(CaseFile file) {
        Map<String, Long> servers = servers(file);
        long most = servers.values().stream().mapToLong(Long::longValue).max().orElse(0);
        long all = servers.values().stream().mapToLong(Long::longValue).sum();
        return all > 0 && !CaseFile.isEnough(most, all);
    }

    private static Map<String, Long> servers(CaseFile file) {
        return file.evidence().proxy().proxyLog().map(ProxyLog::servers).orElse(Map.of());
    }

    /** What a server behind it accepted and let go of neither when its client, the proxy, had gone. */
    private static List<String> keptBehind(CaseFile file) {
        return file.evidence().proxy().behind().entrySet().stream()
                .filter(server -> server.getValue().grown() > 0)
                .map(server -> "behind it, " + server.getKey() + " keeps "
                        + Counts.of(server.getValue().grown(), "connection") + " that the proxy has closed, held by "
                        + String.join(", ", server.getValue().owners().keySet())
                        + (server.getValue().unread() > 0
                                ? ": " + Counts.of(server.getValue().unread()) + " with "
                                        + Counts.of(server.getValue().unreadBytes(), "byte")
                                        + " unread, so accepted and lost before anything read from them (lost-in-handover)"
                                : ""))
                .toList();
    }

    static Assessment wrongReply(CaseFile file, Symptom symptom, long count) {
        String example = file.failures(symptom).stream()
                .filter(failure -> !OF_A_PROXY.contains(failure.status()))
                .map(FailureRecord::detail)
                .filter(Objects::nonNull)
                .findFirst()
                .map(detail -> ", such as: " + detail)
                .orElse("");
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                "1 reply in " + Counts.of(Math.max(1, file.attempts() / Math.max(1, count))) + " is wrong" + example);
    }
}
