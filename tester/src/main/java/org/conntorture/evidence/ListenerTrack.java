package org.conntorture.evidence;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One listening socket of the target over all samples.
 *
 * @param queuePeak most connections seen waiting in its accept queue
 * @param samplesFull of {@code samples}, those with the queue at or above its limit; 0 where the limit is unknown
 * @param limit its backlog: one more than that may wait; unknown without ss
 * @param drops packets it dropped under load; unknown without ss
 * @param firstNs time of the first sample that saw it, {@link System#nanoTime()}
 * @param owner the process that listens; empty where it may not be looked at
 */
public record ListenerTrack(
        InetSocketAddress local,
        long inode,
        int samples,
        int samplesFull,
        int samplesEmpty,
        long queuePeak,
        OptionalLong limit,
        OptionalLong drops,
        long firstNs,
        long lastNs,
        Optional<ProcessTrack> owner) {

    ListenerTrack withoutDrops() {
        return new ListenerTrack(
                local,
                inode,
                samples,
                samplesFull,
                samplesEmpty,
                queuePeak,
                limit,
                OptionalLong.empty(),
                firstNs,
                lastNs,
                owner);
    }

    ListenerTrack shifted(long ns) {
        return new ListenerTrack(
                local,
                inode,
                samples,
                samplesFull,
                samplesEmpty,
                queuePeak,
                limit,
                drops,
                firstNs + ns,
                lastNs + ns,
                owner.map(process -> process.shifted(ns)));
    }
}
