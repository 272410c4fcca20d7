package org.conntorture.evidence;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.kernel.Deltas;

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
 * @param unix what there is of a unix socket, which has nothing of all the above but its attempts; empty for TCP
 */
public record TargetEvidence(
        SocketAddress address,
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
        List<String> unknown,
        Optional<UnixEvidence> unix) {
    /** Of a target that is reached by TCP. */
    public TargetEvidence(
            SocketAddress address,
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
            List<String> unknown) {
        this(
                address,
                local,
                attempts,
                counters,
                listeners,
                listenerSamples,
                samplesWithoutListener,
                sightings,
                leak,
                behind,
                proxyLog,
                throttledNs,
                conntrackPeak,
                conntrackMax,
                neighbourUnresolved,
                traced,
                probes,
                settings,
                unknown,
                Optional.empty());
    }

    /** Of a unix socket. */
    public static TargetEvidence ofUnixSocket(
            UnixDomainSocketAddress address, AttemptEvidence attempts, UnixEvidence unix) {
        return ofAttempts(address, attempts, List.of(), Optional.of(unix));
    }

    /** Where nothing is known but what the attempts themselves said. */
    public static TargetEvidence ofAttempts(InetSocketAddress address, AttemptEvidence attempts, List<String> unknown) {
        return ofAttempts(address, attempts, unknown, Optional.empty());
    }

    private static TargetEvidence ofAttempts(
            SocketAddress address, AttemptEvidence attempts, List<String> unknown, Optional<UnixEvidence> unix) {
        return new TargetEvidence(
                address,
                false,
                attempts,
                new CounterEvidence(
                        Deltas.UNKNOWN, Deltas.UNKNOWN, false, 0, BackgroundNoise.NONE, BackgroundNoise.NONE),
                List.of(),
                0,
                0,
                List.of(),
                LeakEvidence.NONE,
                Map.of(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                unknown,
                unix);
    }

    /** The same of a server whose host nobody sees. */
    public TargetEvidence withoutHost() {
        return new TargetEvidence(
                address,
                false,
                attempts,
                counters,
                List.of(),
                0,
                0,
                sightings,
                LeakEvidence.NONE,
                Map.of(),
                Optional.empty(),
                throttledNs,
                OptionalLong.empty(),
                OptionalLong.empty(),
                neighbourUnresolved,
                Optional.empty(),
                probes,
                settings,
                unknown,
                unix.map(seen -> UnixEvidence.NONE));
    }
}
