package org.conntorture.evidence;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the host said of one target over all its turns.
 *
 * @param address the load went to
 * @param local whether the target's sockets are on this host, so that what was not seen there was not there
 * @param listenerSamples how often its listeners were looked for
 * @param samplesWithoutListener those that found none
 * @param behind sockets kept by the servers behind the target, by host:port, as far as they are known
 * @param proxyLog what the target says as a proxy, where it was asked
 * @param throttledNs time the tester's cgroup was throttled for its CPU quota
 * @param conntrackPeak most connections tracked
 * @param conntrackMax room for them
 * @param neighbourUnresolved whether the target's own neighbour entry was incomplete when looked at
 * @param traced what the kernel's trace events counted under load, by event and reason; empty where there was no trace
 * @param probes connections made once the load was over
 * @param settings kernel settings by sysctl name; one that this kernel does not have is missing
 * @param unknown facts that could not be read, a sentence each
 */
public record TargetEvidence(
        InetSocketAddress address,
        boolean local,
        AttemptEvidence attempts,
        CounterEvidence counters,
        List<ListenerTrack> listeners,
        int listenerSamples,
        int samplesWithoutListener,
        List<Sighting> sightings,
        LeakEvidence leak,
        Map<String, LeakEvidence> behind,
        Optional<ProxyLog> proxyLog,
        OptionalLong throttledNs,
        OptionalLong conntrackPeak,
        OptionalLong conntrackMax,
        Optional<Boolean> neighbourUnresolved,
        Optional<Map<String, Long>> traced,
        List<ProbeResult> probes,
        Map<String, String> settings,
        List<String> unknown) {}
