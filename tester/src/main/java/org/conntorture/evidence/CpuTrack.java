package org.conntorture.evidence;

import java.util.OptionalLong;

/**
 * What a process had of the processors while it was watched under load, all of its threads together.
 *
 * @param watchedNs between the first and the last look of each turn
 * @param ranNs on a processor
 * @param queuedNs ready to run while others had the processors; unknown where the kernel does not say
 * @param throttledNs stopped by the CPU quota of its control group, summed over processors; unknown likewise
 * @param testerRanNs the tester itself was on a processor meanwhile
 */
public record CpuTrack(long watchedNs, long ranNs, OptionalLong queuedNs, OptionalLong throttledNs, long testerRanNs) {
    /** Of a process that nobody watched, or of a directory written before this was looked at. */
    public static final CpuTrack UNKNOWN = new CpuTrack(0, 0, OptionalLong.empty(), OptionalLong.empty(), 0);

    /** Of the time it was watched, 0 where that is not known; above 1 where several processors count. */
    public double throttledShare() {
        return watchedNs == 0 ? 0 : throttledNs.orElse(0) / (double) watchedNs;
    }

    public double queuedShare() {
        return watchedNs == 0 ? 0 : queuedNs.orElse(0) / (double) watchedNs;
    }
}
