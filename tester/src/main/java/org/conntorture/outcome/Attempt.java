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
    /** End of the TLS handshake; 0 without one. */
    public long securedNs;
    /** Start of the exchange under way, or of the last one. */
    public long requestNs;
    /** First byte of its reply, where the exchange tells. */
    public long firstByteNs;
    /** End of its reply. */
    public long repliedNs;
    /** How long the slowest reply before the last took, where one was oddly slow; else 0. */
    public long slowReplyNs;
    /** Since when it waits for the server's close; 0 where it does not. */
    public long closingNs;

    public long endedNs;
    /** The phase under way, or the one it failed in. */
    public Phase phase = Phase.OPEN;
    /** Replies that were as expected. */
    public int replies;
    /** HTTP status of the exchange under way, or of the last one; 0 without. */
    public int status;
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
        securedNs = 0;
        requestNs = 0;
        firstByteNs = 0;
        repliedNs = 0;
        slowReplyNs = 0;
        closingNs = 0;
        replies = 0;
        status = 0;
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

    /** The connection stands, and so may its first exchange begin. */
    public void connected(long nowNs) {
        connectedNs = nowNs;
        requestNs = nowNs;
    }

    /** A further exchange begins on the same connection. */
    public void beginExchange(long nowNs) {
        requestNs = nowNs;
        firstByteNs = 0;
        repliedNs = 0;
        status = 0;
    }

    /** Start of the phase it is in, or failed in. */
    public long phaseStartNs() {
        return switch (phase) {
            case OPEN, CONNECT -> openNs;
            case TLS -> connectedNs;
            case WRITE, READ -> requestNs;
            case IDLE -> repliedNs;
            case CLOSE -> closingNs != 0 ? closingNs : repliedNs != 0 ? repliedNs : requestNs;
        };
    }
}
