package org.conntorture.record;

/**
 * A time in which an event loop of the tester stood still.
 *
 * @param startNs {@link System#nanoTime()}
 */
public record HiccupRecord(long startNs, long durationNs) {}
