package org.conntorture.merge;

/** A stretch of time on the clock of the merged run, nanoseconds. */
record Span(long fromNs, long toNs) {
    /** Clocks of hosts are apart by as much, and looks at a host begin and end beside the load. */
    private static final long SLACK_NS = 2_000_000_000;
    /** What was seen of so much of a load tells of all of it. */
    private static final double ENOUGH = 0.9;

    /** Whether what was seen in this time tells of a load in {@code other}. */
    boolean covers(Span other) {
        long commonNs = Math.min(toNs + SLACK_NS, other.toNs) - Math.max(fromNs - SLACK_NS, other.fromNs);
        return commonNs >= ENOUGH * (other.toNs - other.fromNs);
    }
}
