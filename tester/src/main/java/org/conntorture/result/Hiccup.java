package org.conntorture.result;

/**
 * A time in which the tester itself stood still under load, on one loop or on several at once.
 *
 * @param startNs since the start of the run
 */
public record Hiccup(long startNs, long durationNs) {
    /** The same on a clock that is ahead by {@code shiftNs}. */
    public Hiccup plus(long shiftNs) {
        return new Hiccup(startNs + shiftNs, durationNs);
    }
}
