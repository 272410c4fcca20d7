package org.conntorture.diagnosis;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.conntorture.record.FailureRecord;

/** Replies that came and are not what was expected. */
final class ReplyRules {
    /** What proxies answer for the server behind them. */
    private static final Pattern OF_A_PROXY = Pattern.compile("\\b(499|502|503|504)\\b");

    private ReplyRules() {}

    static Assessment proxyError(CaseFile file, Symptom symptom, long count) {
        Map<String, Long> statuses = file.failures(symptom).stream()
                .map(FailureRecord::detail)
                .filter(Objects::nonNull)
                .map(OF_A_PROXY::matcher)
                .filter(Matcher::find)
                .collect(Collectors.groupingBy(found -> found.group(1), TreeMap::new, Collectors.counting()));
        long seen = statuses.values().stream().mapToLong(Long::longValue).sum();
        if (seen == 0) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                Math.round(count * (double) seen / file.failures(symptom).size()),
                Confidence.LIKELY,
                "a proxy's status: "
                        + statuses.entrySet().stream()
                                .map(entry -> Quantities.of(entry.getValue()) + " x " + entry.getKey())
                                .collect(Collectors.joining(", ")),
                "aim at the server behind the proxy too");
    }

    static Assessment wrongReply(CaseFile file, Symptom symptom, long count) {
        String example = file.failures(symptom).stream()
                .map(FailureRecord::detail)
                .filter(Objects::nonNull)
                .findFirst()
                .map(detail -> ", such as: " + detail)
                .orElse("");
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                "1 reply in " + Quantities.of(Math.max(1, file.attempts() / Math.max(1, count))) + " is wrong"
                        + example);
    }
}
