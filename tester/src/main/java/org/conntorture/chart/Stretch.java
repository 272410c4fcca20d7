package org.conntorture.chart;

/** A piece of the run's time, in milliseconds since the start of the run. */
public record Stretch(long fromMs, long toMs) {
    public Stretch {
        Checks.that(fromMs >= 0, "a stretch must not begin before the run, was " + fromMs + " ms");
        Checks.that(toMs > fromMs, "a stretch must end after its start of " + fromMs + " ms, was " + toMs + " ms");
    }

    public long lengthMs() {
        return toMs - fromMs;
    }
}
