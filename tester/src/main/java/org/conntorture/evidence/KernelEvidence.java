package org.conntorture.evidence;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What kernels counted for one target.
 *
 * @param counters of both sides
 * @param conntrackPeak most connections tracked, of the host that was looked at: the server's where somebody watched there
 * @param conntrackMax room for them
 * @param traced what that host's trace events counted under load, by event and reason; empty where there was no trace
 */
public record KernelEvidence(
        CounterEvidence counters,
        OptionalLong conntrackPeak,
        OptionalLong conntrackMax,
        Optional<Map<String, Long>> traced) {
    /** Where nothing is known beside counters. */
    static KernelEvidence of(CounterEvidence counters) {
        return new KernelEvidence(counters, OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
    }

    /** The same of other counters. */
    public KernelEvidence with(CounterEvidence others) {
        return new KernelEvidence(others, conntrackPeak, conntrackMax, traced);
    }
}
