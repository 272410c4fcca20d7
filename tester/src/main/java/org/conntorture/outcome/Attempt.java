package org.conntorture.outcome;

import java.net.InetSocketAddress;

/**
 * One connection from open to closed: a record that a worker fills, hands to the {@link AttemptSink} and uses again.
 * Owned by one event loop thread. All times are {@link System#nanoTime()}, 0 where the attempt did not get there.
 */
public final class Attempt {
    public static final int UNKNOWN = -1;

    /** Numbered from 1 for each target, over all rounds. */
    public long number;
    /** When an open loop meant to start it; 0 in a closed loop. */
    public long intendedNs;

    public long openNs;
    public long connectedNs;
    public long repliedNs;
    public long endedNs;
    /** The phase under way, or the one it failed in. */
    public Phase phase = Phase.OPEN;
    /** Null while nothing failed. */
    public FailureKind failure;

    public int errno;
    /** What was seen, for a person: set for few failures (a wrong reply), else null. */
    public String detail;
    /** Local end of a failed attempt, null where none was assigned or it is not known. */
    public InetSocketAddress source;
    /** Packets the kernel sent again, SYNs among them; -1 where nobody looked or the transport cannot tell. */
    public int retransmits;
    /** Its latencies stay out of the histograms; its failure counts. */
    public boolean warmup;

    /** Starts over as attempt {@code number}, opened now. */
    public void begin(long number, long intendedNs, long nowNs, boolean warmup) {
        this.number = number;
        this.intendedNs = intendedNs;
        this.openNs = nowNs;
        this.warmup = warmup;
        connectedNs = 0;
        repliedNs = 0;
        endedNs = 0;
        phase = Phase.OPEN;
        failure = null;
        errno = Errno.NONE;
        detail = null;
        source = null;
        retransmits = UNKNOWN;
    }

    /** Keeps the first failure of an attempt: what follows it is its consequence. */
    public void fail(FailureKind kind, int errno, String detail) {
        if (failure == null) {
            this.failure = kind;
            this.errno = errno;
            this.detail = detail;
        }
    }

    /** Start of the phase it is in, or failed in: open, connected or, for CLOSE, replied. */
    public long phaseStartNs() {
        return switch (phase) {
            case OPEN, CONNECT -> openNs;
            case TLS, WRITE, READ -> connectedNs;
            case CLOSE -> repliedNs != 0 ? repliedNs : connectedNs;
        };
    }
}
