package org.conntorture.evidence;

import java.util.List;

/**
 * What the server's host shows of the target's sockets.
 *
 * @param listeners that were seen on its port
 * @param listenerSamples how often they were looked for
 * @param samplesWithoutListener those that found none which serves the address
 * @param leak sockets that the server keeps though their clients have closed
 */
public record HostEvidence(
        List<ListenerTrack> listeners, int listenerSamples, int samplesWithoutListener, LeakEvidence leak) {
    /** Where nobody sees that host: no look was made, so that nothing follows from what it lacks. */
    public static final HostEvidence UNSEEN = new HostEvidence(List.of(), 0, 0, LeakEvidence.NONE);

    /** The same on a clock that is ahead by {@code ns}. */
    public HostEvidence shifted(long ns) {
        return new HostEvidence(
                listeners.stream().map(track -> track.shifted(ns)).toList(),
                listenerSamples,
                samplesWithoutListener,
                leak);
    }
}
