package org.conntorture.result;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How far a target has come.
 *
 * @param block what ended since the last progress
 * @param attempts of the target so far, over all its turns; so are the next two and {@code phases}
 * @param judgedFailures of blame TARGET or PATH
 * @param testerFailures of blame TESTER
 * @param phases latencies by phase name, as in {@link TargetMeasurement}
 * @param ended latencies of what ended in {@code block} alone, by the same names; a listener must neither keep nor change
 *     them
 * @param host what is known of the host by now
 * @param runLeftNs estimate of the whole run's time left, or -1 where it is not known
 */
public record TurnProgress(
        Turn turn,
        Block block,
        long attempts,
        long judgedFailures,
        long testerFailures,
        Map<String, LatencySummary> phases,
        Map<String, Histogram> ended,
        HostProgress host,
        long runLeftNs) {
    /** Attempts per second within {@code block}. */
    public double ratePerSecond() {
        return block.durationNs() == 0 ? 0 : block.attempts() * 1e9 / block.durationNs();
    }
}
