package org.conntorture.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.kernel.Deltas;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;

/**
 * Causes of each target of a run by its name, best first. A target without failures and oddities has an empty list, one
 * that took no load none.
 *
 * @param captured failed attempts of each target whose packets were kept
 * @param proxies the access log of each target that was asked for one, beside what was counted
 * @param counters how far those of each target's host moved under its load; the tester's where that is another one
 */
public record Diagnosis(
        Map<String, List<Cause>> causes,
        Map<String, List<CapturedAttempt>> captured,
        Map<String, Deltas> counters,
        Map<String, ProxyAccount> proxies) {
    public static final Diagnosis NONE = new Diagnosis(Map.of(), Map.of(), Map.of());
    /** What nstat puts before the counters of TCP, which people leave out. */
    private static final List<String> PREFIXES = List.of("", "TcpExt", "Tcp", "IpExt", "Ip");

    public Diagnosis(
            Map<String, List<Cause>> causes,
            Map<String, List<CapturedAttempt>> captured,
            Map<String, Deltas> counters) {
        this(causes, captured, counters, Map.of());
    }

    public Diagnosis {
        proxies = Map.copyOf(proxies);
        causes = Map.copyOf(causes);
        captured = Map.copyOf(captured);
        counters = Map.copyOf(counters);
    }

    /** @param evidence by target name, as {@code captured} */
    public static Diagnosis of(
            RunMeasurement run, Map<String, TargetEvidence> evidence, Map<String, List<CapturedAttempt>> captured) {
        Map<String, List<Cause>> causes = new LinkedHashMap<>();
        Map<String, ProxyAccount> proxies = new LinkedHashMap<>();
        for (TargetMeasurement target : run.targets()) {
            String name = target.target().name();
            if (evidence.containsKey(name) && target.attempts() > 0) {
                causes.put(
                        name,
                        Diagnostician.diagnose(
                                target, evidence.get(name), run.plan().load(), captured.getOrDefault(name, List.of())));
                ProxyAccount.of(target, evidence.get(name)).ifPresent(account -> proxies.put(name, account));
            }
        }
        return new Diagnosis(causes, captured, counters(evidence), proxies);
    }

    private static Map<String, Deltas> counters(Map<String, TargetEvidence> evidence) {
        Map<String, Deltas> counters = new LinkedHashMap<>();
        evidence.forEach((name, one) -> counters.put(
                name,
                one.host().isPresent()
                        ? one.kernel().counters().server()
                        : one.kernel().counters().client()));
        return counters;
    }

    /** How far a counter moved, by its name with or without {@code TcpExt}; unknown where it could not be read. */
    public OptionalLong counter(String target, String name) {
        Deltas known = counters.getOrDefault(target, Deltas.UNKNOWN);
        return PREFIXES.stream()
                .map(prefix -> known.of(prefix + name))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    public List<Cause> of(String target) {
        return causes.getOrDefault(target, List.of());
    }

    /** The target's own access log beside what was counted; empty where none was asked for. */
    public Optional<ProxyAccount> proxyOf(String target) {
        return Optional.ofNullable(proxies.get(target));
    }

    public List<CapturedAttempt> capturedOf(String target) {
        return captured.getOrDefault(target, List.of());
    }
}
