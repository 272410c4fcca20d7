package org.conntorture.evidence;

import java.util.OptionalLong;
import org.conntorture.kernel.CpuThrottling;

/**
 * What a process had of the processors while it was watched under load, all of its threads together.
 *
 * @param watchedNs between the first and the last look of each turn
 * @param ranNs on a processor
 * @param queuedNs ready to run while others had the processors; unknown where the kernel does not say
 * @param throttling by the CPU quota of its control group meanwhile
 * @param testerRanNs the tester itself was on a processor meanwhile
 */
public record CpuTrack(long watchedNs, long ranNs, OptionalLong queuedNs, CpuThrottling throttling, long testerRanNs) {
    /** Of a process that nobody watched, or of a directory written before this was looked at. */
    public static final CpuTrack UNKNOWN = new CpuTrack(0, 0, OptionalLong.empty(), CpuThrottling.UNKNOWN, 0);

    /** A directory written before throttling had parts has none. */
    public CpuTrack {
        throttling = throttling == null ? CpuThrottling.UNKNOWN : throttling;
    }

    /**
     * At most so much of its time it was stopped; 0 where that is not known. Time counts once for each processor, and a period
     * as a whole, however little of it was left.
     */
    public double throttledShare() {
        long periods = throttling.periods().orElse(0);
        if (watchedNs == 0 || periods == 0) {
            return 0;
        }
        double ofPeriods = throttling.throttledPeriods().orElse(0) / (double) periods;
        return Math.min(ofPeriods, throttling.throttledNs().orElse(0) / (double) watchedNs);
    }

    public double queuedShare() {
        return watchedNs == 0 ? 0 : queuedNs.orElse(0) / (double) watchedNs;
    }
}
