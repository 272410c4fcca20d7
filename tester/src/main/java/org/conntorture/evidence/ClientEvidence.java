package org.conntorture.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the tester's own side says of one target, whether or not anybody sees the server's host.
 *
 * @param sightings overdue attempts as they were looked up
 * @param probes connections made once the load was over
 * @param throttledNs time the tester's cgroup was throttled for its CPU quota
 * @param neighbourUnresolved whether the target's own neighbour entry was incomplete when looked at
 * @param settings kernel settings by sysctl name; one that this kernel does not have is missing
 * @param unknown facts that could not be read, a sentence each
 */
public record ClientEvidence(
        List<Sighting> sightings,
        List<ProbeResult> probes,
        OptionalLong throttledNs,
        Optional<Boolean> neighbourUnresolved,
        Map<String, String> settings,
        List<String> unknown) {
    /** Where all of it is unknown; {@code unknown} says so in words. */
    static ClientEvidence lacking(List<String> unknown) {
        return new ClientEvidence(List.of(), List.of(), OptionalLong.empty(), Optional.empty(), Map.of(), unknown);
    }
}
