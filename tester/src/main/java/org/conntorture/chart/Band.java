package org.conntorture.chart;

/**
 * A latency at which connects gather, as the client's kernel sends its SYN again.
 *
 * @param latencyNs since the first SYN
 * @param label short, such as {@code 2nd SYN, 1 s}; longer ones are cut
 */
public record Band(long latencyNs, String label) {
    public Band {
        Checks.positive("the latency of a band, in ns,", latencyNs);
    }
}
