package org.conntorture.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.conntorture.evidence.ProbeResult;

/** What a few more connections showed, once the load was over. */
public final class ProbeFacts {
    private ProbeFacts() {}

    /** Whether the probe succeeded; empty where it was not made. */
    public static Optional<Boolean> succeeded(CaseFile file, ProbeResult.Kind kind) {
        return file.evidence().client().probes().stream()
                .filter(probe -> probe.kind() == kind)
                .map(ProbeResult::succeeded)
                .findFirst();
    }

    /** One fact of all probes, or none. */
    static List<String> facts(CaseFile file) {
        List<ProbeResult> probes = file.evidence().client().probes();
        return probes.isEmpty()
                ? List.of()
                : List.of("after the load: "
                        + probes.stream().map(ProbeResult::text).collect(Collectors.joining("; ")));
    }
}
