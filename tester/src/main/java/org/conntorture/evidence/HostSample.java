package org.conntorture.evidence;

import java.util.OptionalLong;
import org.conntorture.kernel.Deltas;

/**
 * The last look at a target's host while it is under load; made by the watch's thread, read by any.
 *
 * @param acceptQueue connections waiting at the fullest of its listeners; unknown where none can be seen
 * @param acceptQueueLimit of that listener; unknown without ss
 * @param acceptQueuePeak most seen waiting at any of them, over all turns
 * @param acceptQueuePeakLimit of the listener of that peak; unknown without ss
 * @param moved how far the counters of the target's host moved under its load, over all turns; the tester's where that is
 *     another one
 */
public record HostSample(
        OptionalLong acceptQueue,
        OptionalLong acceptQueueLimit,
        OptionalLong acceptQueuePeak,
        OptionalLong acceptQueuePeakLimit,
        Deltas moved) {
    public static final HostSample UNKNOWN = new HostSample(
            OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Deltas.UNKNOWN);
}
